"""Findings as SARIF 2.1.0, the form in which code scanners exchange results.

Source: OASIS Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; section numbers
below are those of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sopkit.findings import ChangeLines, Severity, Span
from sopkit.lang import text
from sopkit.report.explain import open_fix
from sopkit.report.fingerprint import fingerprints
from sopkit.report.wording import message
from sopkit.rules.cards import card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.report.wording import Message, RelatedMessage
    from sopkit.rules.cards import Card

__all__ = ["as_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}
_WITH_ROOT = re.compile(r"^(?:/|[A-Za-z]:/)")

_Object = dict[str, object]


def as_sarif(documents: Sequence[Document], language: str, version: str, *, complete: bool = True) -> str:
    """Return a log of one run, with the cards of what was found as its rules.

    Files are named from the root of the sources, with `/`; one that lies elsewhere has its full path.
    `version` is that of sopkit; `complete` says whether every file asked for could be read.
    """
    names = {finding.name for document in documents for finding in document.findings}
    rules = sorted((card(name) for name in names), key=lambda each: each.code)
    run = _Run(language, {each.name: index for index, each in enumerate(rules)})
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sopkit",
                        "version": version,
                        "semanticVersion": version,
                        "rules": [run.rule(each) for each in rules],
                    }
                },
                "invocations": [{"executionSuccessful": complete}],
                "language": language,
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_ROOT: {"description": _plain(text("report.root", language))}},
                "artifacts": [
                    {"location": _artifact(document.file), "sourceLanguage": "yaml"} for document in documents
                ],
                "results": [result for document in documents for result in run.results(document)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Run:
    """What results and rules share."""

    language: str
    positions: dict[str, int]
    """Of each rule, by name."""

    def rule(self, of: Card) -> _Object:
        """Return a card as a reporting descriptor (3.49)."""
        words = of.words(self.language)
        parts = (
            ("why", words.why.strip()),
            ("fix", open_fix(of, self.language)),
            ("source", words.source.strip()),
        )
        titled = [(text(f"report.{name}", self.language), told) for name, told in parts]
        return {
            "id": of.code,
            "name": of.name,
            "shortDescription": _plain(words.title),
            "fullDescription": _plain(words.why.strip()),
            "help": {
                **_plain("\n".join(f"{title}: {told}" for title, told in titled)),
                "markdown": "\n\n".join(f"**{title}**: {told}" for title, told in titled),
            },
            "defaultConfiguration": {"level": _LEVELS[of.severity]},
            "properties": {"tags": ["sop", of.severity], "problem.severity": _PROBLEMS[of.severity]},
        }

    def results(self, document: Document) -> list[_Object]:
        """Return the findings of a file as results (3.27)."""
        return [
            self._result(document, finding, fingerprint)
            for finding, fingerprint in zip(document.findings, fingerprints(document), strict=True)
        ]

    def _result(self, document: Document, finding: Finding, fingerprint: str) -> _Object:
        worded = message(finding, self.language)
        related = [
            {"id": number, **_location(each.file or document.file, each), "message": _plain(each.message)}
            for number, each in enumerate(worded.related)
        ]
        fixes = _fixes(document, finding, worded)
        return {
            "ruleId": worded.code,
            "ruleIndex": self.positions[worded.name],
            "level": _LEVELS[worded.severity],
            "message": _plain(f"{worded.message}\n{worded.help}"),
            "locations": [_location(document.file, worded)],
            **({"relatedLocations": related} if related else {}),
            "partialFingerprints": {"sopkit/v1": fingerprint},
            **({"fixes": fixes} if fixes else {}),
        }


def _fixes(document: Document, finding: Finding, worded: Message) -> list[_Object]:
    """Return what mends a finding (3.55) where it is told as whole lines, which alone are exact here."""
    changes = [each for each in finding.fix if isinstance(each, ChangeLines)]
    if not changes or len(changes) < len(finding.fix):
        return []
    lines = document.text.split("\n")
    replacements = [
        {
            "deletedRegion": _region(Span(number, 1, number, len(lines[number - 1]) + 1)),
            "insertedContent": {"text": new},
        }
        for change in changes
        for number, new in change.lines
        if number <= len(lines)
    ]
    changed = {"artifactLocation": _artifact(document.file), "replacements": replacements}
    return [{"description": _plain(worded.help), "artifactChanges": [changed]}] if replacements else []


def _plain(words: str) -> _Object:
    r"""Return a plain text message, in which nothing is a placeholder (3.11.5) or a link (3.11.6).

    >>> _plain("[a](1) {0}")
    {'text': '[a\\](1) {{0}}'}
    """
    return {"text": words.replace("{", "{{").replace("}", "}}").replace("](", "\\](")}


def _location(file: str, place: Message | RelatedMessage) -> _Object:
    return {"physicalLocation": {"artifactLocation": _artifact(file), "region": _region(place)}}


def _region(place: Span | Message | RelatedMessage) -> _Object:
    """Return a place as a region (3.30): all counts from 1, and its end is the column after the last."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(file: str) -> _Object:
    """Return where a file is (3.4): below the root of the sources, else as an absolute address."""
    path = quote(file.encode("utf-8", "surrogateescape"), safe="/")
    if _WITH_ROOT.match(file):
        drive = "" if file.startswith("/") else "/"
        return {"uri": f"file://{drive}{path}"}
    return {"uri": path, "uriBaseId": _ROOT}
