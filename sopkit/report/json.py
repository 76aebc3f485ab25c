"""Findings as JSON for programs; `schemas/findings.schema.json` describes it. Items may gain keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sopkit.findings import pointer_text
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.report.wording import Message, RelatedMessage

__all__ = ["as_json"]


def as_json(documents: Iterable[Document], language: str) -> str:
    """Return a JSON list of all findings of these files, by file and place.

    Each is an object with `file`, `line`, `column`, `end_line`, `end_column` (from 1, the end after the last
    character), `code`, `name`, `severity` (`error`, `warning`, `hint`), `message`, `help`, `pointer` (RFC
    6901, with the English keys), `suggestion`, `fixable` (`safe`, `unsafe`, null) and `related`, a list of
    places with a `message` each.
    """
    items = [
        _item(document.file, finding, language) for document in documents for finding in document.findings
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(file: str, finding: Finding, language: str) -> dict[str, object]:
    worded = message(finding, language)
    return {
        **_place(file, worded),
        "code": worded.code,
        "name": worded.name,
        "severity": worded.severity,
        "message": worded.message,
        "help": worded.help,
        "pointer": pointer_text(finding.pointer),
        "suggestion": finding.suggestion,
        "fixable": worded.fixable,
        "related": [
            {**_place(related.file or file, related), "message": related.message}
            for related in worded.related
        ],
    }


def _place(file: str, place: Message | RelatedMessage) -> dict[str, object]:
    return {
        "file": file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
