"""Findings as JSON for programs; the form is stable, items may gain keys."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document

__all__ = ["as_json"]


def as_json(documents: Iterable[Document], language: str) -> str:
    """Return a JSON list of all findings of these files, by file and place.

    Each is an object with `file`, `line`, `column`, `end_line`, `end_column` (from 1, the end after the last
    character), `code`, `name`, `severity` (`error`, `warning`, `hint`), `message` and `help`.
    """
    items = [
        {"file": document.file, **asdict(message(finding, language))}
        for document in documents
        for finding in document.findings
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
