"""Findings as workflow commands, which GitHub Actions shows at the lines of a change.

Source: the escapes are those that `@actions/core` writes and the runner reads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.report.wording import Message

__all__ = ["as_github"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def as_github(documents: Iterable[Document], language: str) -> str:
    """Return a command on a line of its own for each finding; files are named from the workspace's root."""
    return "".join(
        _command(document.file, message(finding, language))
        for document in documents
        for finding in document.findings
    )


def _command(file: str, worded: Message) -> str:
    properties = {"file": file, **_place(worded), "title": f"{worded.code} {worded.name}"}
    told = ",".join(f"{name}={str(value).translate(_IN_PROPERTY)}" for name, value in properties.items())
    said = f"{worded.message}\n{worded.help}".translate(_IN_MESSAGE)
    return f"::{_COMMANDS[worded.severity]} {told}::{said}\n"


def _place(worded: Message) -> dict[str, int]:
    """Return the place; a place over several lines has no columns, which GitHub takes on one line only."""
    if worded.line == worded.end_line:
        columns = {"col": worded.column, "endColumn": worded.end_column}
        return {"line": worded.line, "endLine": worded.line, **columns}
    ends_before = worded.end_column == 1
    return {"line": worded.line, "endLine": worded.end_line - ends_before}
