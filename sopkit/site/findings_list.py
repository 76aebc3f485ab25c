"""What was found in the SOPs: on the page of each, by rule, and by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.report.wording import file_words
from sopkit.rules.cards import card
from sopkit.site.linked import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sopkit.site.summary import FindingSummary, Summary

__all__ = ["FileView", "RuleView", "counts", "file_views", "rule_views", "told"]

_SEVERITIES: Final = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with how often it spoke."""

    code: str
    name: str
    title: str
    """What it is about, in the page's language."""
    severity: str
    """The gravest with which it spoke."""
    count: int
    files: int
    """In how many SOPs."""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file with what was found in it."""

    file: str
    title: str
    """The SOP's title; empty where it has errors."""
    language: str
    link: Link | None
    """Its page; None where it has errors and none."""
    counts: tuple[tuple[str, str], ...]
    """By severity, in words."""
    errors: tuple[FindingSummary, ...]
    """What keeps it from having a page."""


def counts(findings: Iterable[FindingSummary], language: str) -> tuple[tuple[str, str], ...]:
    """Return how many findings of each severity there are, in words, those of none left out."""
    found = Counter(finding.severity for finding in findings)
    return tuple(
        (severity, text(f"site.{severity}-count", language, count=found[severity]))
        for severity in _SEVERITIES
        if found[severity]
    )


def told(findings: Sequence[FindingSummary]) -> tuple[FindingSummary, ...]:
    """Return findings, the gravest first, then in the order of their places."""
    return tuple(sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity)))


def rule_views(summaries: Iterable[Summary], language: str) -> tuple[RuleView, ...]:
    """Return the rules that spoke, the gravest and most frequent first."""
    found: dict[str, list[tuple[str, FindingSummary]]] = {}
    for summary in summaries:
        for finding in summary.findings:
            if finding.code:  # what cannot be drawn is told by no rule
                found.setdefault(finding.code, []).append((summary.file, finding))
    views = (_rule(spoke, language) for spoke in found.values())
    return tuple(sorted(views, key=lambda rule: (_SEVERITIES.index(rule.severity), -rule.count, rule.code)))


def _rule(spoke: Sequence[tuple[str, FindingSummary]], language: str) -> RuleView:
    first = spoke[0][1]
    return RuleView(
        code=first.code,
        name=first.name,
        title=card(first.name).words(language).title,
        severity=min((finding.severity for _, finding in spoke), key=_SEVERITIES.index),
        count=len(spoke),
        files=len({file for file, _ in spoke}),
    )


def file_views(summaries: Iterable[Summary], language: str) -> tuple[FileView, ...]:
    """Return the files in which something was found, those with errors first, each part by its path."""
    found = [_file(summary, language) for summary in summaries if summary.findings]
    return tuple(sorted(found, key=lambda view: (not view.errors, view.file)))


def _file(summary: Summary, language: str) -> FileView:
    has_page = summary.name is not None
    return FileView(
        file=file_words(summary.file),
        title=summary.title,
        language=summary.language,
        link=Link.to(summary) if has_page else None,
        counts=counts(summary.findings, language),
        errors=() if has_page else tuple(each for each in summary.findings if each.severity == "error"),
    )
