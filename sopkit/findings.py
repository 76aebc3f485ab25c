"""A fault in an SOP as data: which, where and about what; its words are added by `sopkit.report`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Change",
    "ChangeLines",
    "Finding",
    "Insert",
    "Move",
    "Part",
    "Pointer",
    "RelatedPlace",
    "Remove",
    "RenameKey",
    "Reword",
    "Severity",
    "Span",
    "pointer_text",
]

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
class RelatedPlace:
    """Another place that belongs to a fault, such as that of the first of two equal ids."""

    span: Span
    file: str | None = None
    """None means: the file of the finding itself."""


@dataclass(frozen=True, slots=True)
class Reword:
    """Write other words in a value; everything around them stays."""

    pointer: Pointer
    old: str
    """The words as the model has them, of which the first in the value are meant; empty for all of it."""
    new: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give an entry another key of the format; the file's own vocabulary spells it."""

    pointer: Pointer
    new: str
    """The canonical key, or an actor's id."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entry of a mapping or an item of a list away, with its lines; the last takes its key along."""

    pointer: Pointer
    left_out: bool = False
    """Whether an entry is meant that is not read, because its key is unknown or stands further up already."""


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an entry at the end of a mapping, or an item at the end of a list.

    A text as an item of a list of ways is the step that the way leads to.
    """

    pointer: Pointer
    """Of the mapping or list; what is not there yet is made, also the next item of a list."""
    key: str
    """The canonical key of the new entry; empty for an item of a list."""
    value: str


@dataclass(frozen=True, slots=True)
class Move:
    """Take an item or entry away and put what it held at the end of another list or mapping.

    In a mapping an entry keeps its key. A list that is moved to a list goes on there.
    """

    pointer: Pointer
    to: Pointer
    """Of the list or mapping that gets it; it is made where it is not there yet."""


@dataclass(frozen=True, slots=True)
class ChangeLines:
    """Write other text in some lines of the file."""

    lines: tuple[tuple[int, str], ...]
    """Each with its number, from 1, and its new text; line feeds in it make several lines of one."""


Change = Reword | RenameKey | Remove | Insert | Move | ChangeLines
"""One change of an SOP's text; pointers are those of the text before any change of the same fix."""


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
    words: str | None = None
    """The words of the value that it speaks of, as the model has them; None for all of it."""
    places: tuple[RelatedPlace, ...] = ()
    """Where the related pointers stand, once the document has found them."""
    fix: tuple[Change, ...] = ()
    """What would mend it; whether that keeps the meaning says the card."""
    fix_in_doubt: bool = False
    """Whether a person should look at this fix, though the card calls those of its kind safe."""


def pointer_text(pointer: Pointer) -> str:
    """Write a pointer as text, after RFC 6901.

    >>> pointer_text(("steps", 3, "returns", 0, "to"))
    '/steps/3/returns/0/to'
    """
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in pointer)
