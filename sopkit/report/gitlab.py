"""Findings as a Code Quality report, which GitLab shows in merge requests.

Source: the keys that GitLab's page on Code Quality asks for, a part of the Code Climate form.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.report.fingerprint import fingerprints
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.findings import Finding

__all__ = ["as_gitlab"]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def as_gitlab(documents: Iterable[Document], language: str) -> str:
    """Return a JSON list of all findings; files are named from the project's root."""
    items = [
        _item(document.file, finding, fingerprint, language)
        for document in documents
        for finding, fingerprint in zip(document.findings, fingerprints(document), strict=True)
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(file: str, finding: Finding, fingerprint: str, language: str) -> dict[str, object]:
    worded = message(finding, language)
    return {
        "description": f"{worded.code} {worded.message}",
        "check_name": worded.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[worded.severity],
        "location": {"path": file, "lines": {"begin": worded.line, "end": worded.end_line}},
    }
