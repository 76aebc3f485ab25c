"""The words of a finding for a reader: its card filled with its values, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.rules.cards import card

if TYPE_CHECKING:
    from sopkit.findings import Finding, Severity

__all__ = ["Message", "blanks_of", "describe", "message"]

_LONGEST_VALUE = 160
"""In characters; the rest of a longer value is left out of the message."""


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


def message(finding: Finding, language: str) -> Message:
    """Put a finding into words, in `en` or `id`; without a span it stands at the file's beginning."""
    words = card(finding.name).words(language)
    blanks = blanks_of(finding)
    said = words.message.format_map(blanks)
    if finding.suggestion:
        meant = text("report.did-you-mean", language, suggestion=_shown(finding.suggestion))
        said = f"{said.rstrip('.')}; {meant}"
    span = finding.span
    return Message(
        line=span.line if span else 1,
        column=span.column if span else 1,
        end_line=span.end_line if span else 1,
        end_column=span.end_column if span else 1,
        code=finding.code,
        name=finding.name,
        severity=finding.severity,
        message=said,
        help=words.fix.format_map(blanks),
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


def _shown(value: str) -> str:
    """Return a value on one line, without control characters, and not too long."""
    line = " ".join(value.split())
    clean = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return clean if len(clean) <= _LONGEST_VALUE else f"{clean[: _LONGEST_VALUE - 3].rstrip()}..."
