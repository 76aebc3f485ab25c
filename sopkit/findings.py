"""A fault in an SOP as data: which, where and about what; its words are added by `sopkit.report`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Part", "Pointer", "Severity", "Span", "pointer_text"]

Pointer = tuple[str | int, ...]
"""The way from the root to a value: canonical keys and 0-based positions, `("steps", 3, "time")`."""


class Severity(StrEnum):
    """How grave a finding is; only an error stops the use of an SOP."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Part(StrEnum):
    """Which side of an entry a finding is about."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text; lines and columns count characters from 1; the end is the place after the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, with all that its message needs.

    `details` fills the blanks of the card's messages. A blank whose name begins with `key` holds a key of the
    format; the document spells it as the author's vocabulary does. `suggestion` is the likely intention.
    """

    code: str
    name: str
    severity: Severity
    pointer: Pointer
    part: Part = Part.VALUE
    details: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    related: tuple[Pointer, ...] = ()
    span: Span | None = None
    """None until the document has found the place; syntax faults have it from the start."""


def pointer_text(pointer: Pointer) -> str:
    """Write a pointer as text, after RFC 6901.

    >>> pointer_text(("steps", 3, "returns", 0, "to"))
    '/steps/3/returns/0/to'
    """
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in pointer)
