"""Findings as text for a terminal: the place, the line with carets under it, and what to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.report.excerpt import excerpt
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.report.wording import Message

__all__ = ["render", "summary"]

_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.HINT: "\x1b[1;36m"}


def render(document: Document, language: str, colour: bool = False) -> str:
    """Return all findings of a file, each with its line and its help; empty if there are none.

    `colour` marks severities and carets for a terminal that shows colours.
    """
    lines = document.text.split("\n")
    blocks = [_block(document.file, finding, lines, language, colour=colour) for finding in document.findings]
    return "\n".join(blocks)


def summary(documents: Iterable[Document], language: str) -> str:
    """Return one line that counts the findings of all these files, by severity."""
    counts: Counter[Severity] = Counter()
    number = 0
    for document in documents:
        number += 1
        counts.update(finding.severity for finding in document.findings)
    files = text("report.file", language) if number == 1 else text("report.files", language, count=number)
    if not counts:
        return text("report.clean", language, files=files) + "\n"
    said = ", ".join(
        _count(severity, counts[severity], language) for severity in Severity if counts[severity]
    )
    return text("report.found", language, counts=said, files=files) + "\n"


def _count(severity: Severity, count: int, language: str) -> str:
    return f"{count} {text(f'report.{severity}' if count == 1 else f'report.{severity}s', language)}"


def _block(file: str, finding: Finding, lines: list[str], language: str, *, colour: bool) -> str:
    worded = message(finding, language)
    paint = _COLOURS[worded.severity] if colour else ""
    end = _PLAIN if colour else ""
    severity = text(f"report.{worded.severity}", language)
    place = f"{file}:{worded.line}:{worded.column}:"
    head = f"{paint}{severity} {worded.code} {worded.name}{end}: {worded.message}"
    said = [f"{_BOLD}{place}{end} {head}" if colour else f"{place} {head}"]
    if worded.line <= len(lines):
        said += _source_lines(worded, lines[worded.line - 1], paint, end)
    said.append(f"      = {text('report.help', language, help=worded.help)}")
    return "\n".join(said) + "\n"


def _source_lines(worded: Message, line: str, paint: str, end: str) -> list[str]:
    last = worded.end_column if worded.end_line == worded.line else None
    shown, carets = excerpt(line, worded.column, last)
    return [f"{worded.line:5} | {shown}".rstrip(), f"      | {paint}{carets}{end}"]
