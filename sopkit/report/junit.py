"""Findings as JUnit XML: a suite for each file, a test for each finding.

What counts as a fault is a test that failed, what does not is one that was skipped, and a file without
findings is one that passed; so GitLab and Jenkins list everything and turn red only for faults.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.report.wording import file_words, is_as_grave, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.document import Document
    from sopkit.report.wording import Message

__all__ = ["as_junit"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, section 2.2, production Char."""


def as_junit(documents: Iterable[Document], language: str, error_on: Severity = Severity.ERROR) -> str:
    """Return the document; a test failed if its finding is at least as grave as `error_on`."""
    root = ElementTree.Element("testsuites", name="sopkit")
    for document in documents:
        root.append(_suite(document, language, error_on))
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("errors", "0")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(document: Document, language: str, error_on: Severity) -> ElementTree.Element:
    file = _allowed(file_words(document.file))
    suite = ElementTree.Element("testsuite", name=file)
    group = file.rpartition(".")[0] or file
    names: Counter[str] = Counter()
    for finding in document.findings:
        worded = message(finding, language)
        name = f"{worded.code} {worded.name}: {worded.message}"
        names[name] += 1
        case = ElementTree.SubElement(suite, "testcase", classname=group, file=file, line=str(worded.line))
        case.set("name", _allowed(name if names[name] == 1 else f"{name} ({names[name]})"))
        case.append(_result(file, worded, language, counts=is_as_grave(finding.severity, error_on)))
    if not document.findings:
        named = text("report.no-findings", language)
        ElementTree.SubElement(suite, "testcase", classname=group, file=file, name=named)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("*/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("*/skipped"))))
    return suite


def _result(file: str, worded: Message, language: str, *, counts: bool) -> ElementTree.Element:
    result = ElementTree.Element("failure" if counts else "skipped", message=_allowed(worded.message))
    if counts:
        result.set("type", worded.severity)
    severity = text(f"report.{worded.severity}", language)
    lines = [f"{file}:{worded.line}:{worded.column}: {severity}: {worded.message}", worded.help]
    for related in worded.related:
        place = f"{file_words(related.file) if related.file else file}:{related.line}:{related.column}"
        lines.append(f"{place}: {related.message}")
    result.text = _allowed("\n".join(lines))
    return result


def _allowed(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)
