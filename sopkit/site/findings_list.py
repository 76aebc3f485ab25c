"""The findings of an SOP as a list on a page, and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.report.wording import message
from sopkit.site.html import Markup, element, with_code

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.findings import Finding

__all__ = ["findings_list", "summary"]


def findings_list(document: Document, language: str) -> Markup:
    """Return every finding with its place, what is wrong and what to do."""
    if not document.findings:
        return element("p", text("site.findings-none", language))
    return element(
        "ul", "\n", *(_finding(finding, language) for finding in document.findings), class_="findings"
    )


def summary(document: Document, language: str) -> str:
    """Return how many findings of each severity there are, in words."""
    counts = dict.fromkeys(Severity, 0)
    for finding in document.findings:
        counts[finding.severity] += 1
    said = [
        text(f"site.{severity}-count", language, count=count) for severity, count in counts.items() if count
    ]
    return ", ".join(said) or text("site.no-findings", language)


def _finding(finding: Finding, language: str) -> Markup:
    words = message(finding, language)
    place = text("site.finding-place", language, line=words.line, column=words.column)
    return element(
        "li",
        element(
            "p",
            element("strong", text(f"site.severity-{finding.severity}", language)),
            f" {words.code} {words.name}, {place}: ",
            with_code(words.message),
        ),
        element("p", with_code(words.help), class_="quiet") if words.help else "",
        "\n",
        class_=str(finding.severity),
    )
