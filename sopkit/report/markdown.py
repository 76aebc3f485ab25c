"""Findings as Markdown: a table that counts, and one for each file; for the summary of a CI run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.report.table import markdown_table, markdown_text
from sopkit.report.wording import file_words, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.document import Document
    from sopkit.findings import Finding

__all__ = ["as_markdown"]

_MOST = 500
"""So that the whole stays below the MiB that GitHub takes as a step's summary."""
_NOTHING = "<!-- -->"
"""A comment between two letters, so that they are no link, no mention and no reference to an issue."""
_LINKED = (
    ("://", f":{_NOTHING}//"),
    ("www.", f"www{_NOTHING}."),
    ("WWW.", f"WWW{_NOTHING}."),
    ("@", f"@{_NOTHING}"),
    ("\\#", f"\\#{_NOTHING}"),
)


def as_markdown(
    documents: Sequence[Document], language: str, counted: Sequence[Document] | None = None
) -> str:
    """Return the page; of more than 500 findings the rest is counted only. Texts of SOPs stay plain text.

    `counted` holds the same documents with all findings, where `documents` has only those to be shown.
    """
    every = documents if counted is None else counted
    counts = Counter(finding.severity for document in every for finding in document.findings)
    parts = [_head(counts, len(every), language)]
    left = _MOST
    for document in documents:
        shown = document.findings[:left]
        left -= len(shown)
        if shown:
            parts.append(_section(document.file, shown, language))
    missing = counts.total() - (_MOST - left)
    if missing:
        parts.append(text("report.more", language, count=missing))
    if not counts:
        parts.append(text("report.nothing", language))
    return "\n\n".join(parts) + "\n"


def _head(counts: Counter[Severity], files: int, language: str) -> str:
    names = [text(f"report.{severity}s", language).capitalize() for severity in Severity]
    numbers = [str(counts[severity]) for severity in Severity]
    rows = [[*names, text("report.column-files", language)], [*numbers, str(files)]]
    title = text("report.summary-title", language)
    return "\n".join([f"## {title}", "", *markdown_table(rows, right=range(len(rows[0])))])


def _section(file: str, findings: Sequence[Finding], language: str) -> str:
    columns = [text(f"report.column-{name}", language) for name in ("line", "severity", "finding", "message")]
    rows = [columns]
    for finding in findings:
        worded = message(finding, language)
        severity = text(f"report.{worded.severity}", language)
        named = f"{worded.code} {worded.name}"
        dot = "" if worded.message.endswith((".", "?")) else "."
        rows.append([str(worded.line), severity, named, f"{worded.message}{dot} {worded.help}"])
    lines = "\n".join([f"### {markdown_text(file_words(file))}", "", *markdown_table(rows)])
    return _unlinked(lines)


def _unlinked(words: str) -> str:
    for written, meant in _LINKED:
        words = words.replace(written, meant)
    return words
