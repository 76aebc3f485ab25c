"""The words of a finding for a reader: its card filled with its values, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.findings import Severity, Span
from sopkit.lang import text
from sopkit.rules.cards import card, fix_kind

if TYPE_CHECKING:
    from sopkit.findings import Finding
    from sopkit.rules.cards import Words

__all__ = [
    "Message",
    "RelatedMessage",
    "blanks_of",
    "describe",
    "file_words",
    "is_as_grave",
    "message",
]

_LONGEST_VALUE = 160
"""In characters; the rest of a longer value is left out of the message."""
_BEGINNING = Span(1, 1, 1, 1)
_GRAVE_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class RelatedMessage:
    """Another place that belongs to a finding, and what it has to do with it."""

    file: str | None
    """None means: the file of the finding itself."""
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    is_named: bool
    """Whether the card says what the place has to do with the finding."""


@dataclass(frozen=True, slots=True)
class Message:
    """A finding in words, with its place in the file."""

    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Severity
    message: str
    """What is there and what was expected, with the likely intention if one is known."""
    help: str
    """What to do."""
    related: tuple[RelatedMessage, ...] = ()
    fixable: str | None = None
    """`safe` or `unsafe` if sopkit can mend it; else None."""


def message(finding: Finding, language: str) -> Message:
    """Put a finding into words, in `en` or `id`; without a span it stands at the file's beginning."""
    words = card(finding.name).words(language)
    blanks = blanks_of(finding)
    said = words.message.format_map(blanks)
    if finding.suggestion:
        meant = text("report.did-you-mean", language, suggestion=_shown(finding.suggestion))
        said = f"{said.rstrip('.')}; {meant}"
    span = finding.span or _BEGINNING
    return Message(
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        message=said,
        help=words.fix.format_map(blanks),
        related=_related(finding, words, blanks, language),
        fixable=fix_kind(finding),
    )


def describe(finding: Finding, language: str = "id") -> str:
    """Return a finding as one line: code, name and message, without its place.

    Raises UnknownName for a language other than `en` and `id`.
    """
    worded = message(finding, language)
    return f"{worded.code} {worded.name}: {worded.message}"


def blanks_of(finding: Finding) -> dict[str, str]:
    """Return what fills the blanks of a finding's card; `key_target` also fills `{target}`."""
    values = {name: _shown(value) for name, value in finding.details}
    return {name.removeprefix("key_"): value for name, value in values.items()} | values


def is_as_grave(severity: Severity, least: Severity) -> bool:
    """Whether a severity is at least as grave as another.

    >>> is_as_grave(Severity.ERROR, Severity.WARNING), is_as_grave(Severity.HINT, Severity.WARNING)
    (True, False)
    """
    return _GRAVE_FIRST.index(severity) <= _GRAVE_FIRST.index(least)


def file_words(file: str) -> str:
    r"""Return the name of a file on one line, with the numbers of characters that are not shown.

    >>> print(file_words("a\nb.yaml"))
    a\x0ab.yaml
    """
    return "".join(letter if letter.isprintable() else _number(letter) for letter in file)


def _number(letter: str) -> str:
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _related(
    finding: Finding, words: Words, blanks: dict[str, str], language: str
) -> tuple[RelatedMessage, ...]:
    said = words.related.format_map(blanks) if words.related else text("report.related", language)
    return tuple(
        RelatedMessage(
            place.file,
            place.span.line,
            place.span.column,
            place.span.end_line,
            place.span.end_column,
            said,
            is_named=bool(words.related),
        )
        for place in finding.places
    )


def _shown(value: str) -> str:
    """Return a value on one line, without control characters, and not too long."""
    line = " ".join(value.split())
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return clean if len(clean) <= _LONGEST_VALUE else f"{clean[: _LONGEST_VALUE - 3].rstrip()}..."
