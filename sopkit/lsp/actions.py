"""Quick fixes: what an editor can do about a finding, each tried before it is offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sopkit.document import read
from sopkit.findings import Reword, Severity, Span
from sopkit.lang import text as words
from sopkit.lint.fix import is_worse
from sopkit.lsp.edits import Edit, applied, between
from sopkit.lsp.mending import mended, mended_safely
from sopkit.rules.cards import card, fix_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.rules.policy import Policy

__all__ = ["Action", "ActionKind", "actions", "fix_all"]

_MOST = 20
"""Findings at one place for which fixes are looked for."""


class ActionKind(StrEnum):
    """What sort of action the protocol calls it."""

    QUICK_FIX = "quickfix"
    FIX_ALL = "source.fixAll.sopkit"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that an editor can do at once."""

    title: str
    kind: ActionKind
    edits: tuple[Edit, ...]
    finding: Finding | None = None
    """What it is about; None where it is about the file."""
    is_preferred: bool = False
    """Whether it is what one does without much thought."""


def actions(document: Document, span: Span, policy: Policy, language: str) -> tuple[Action, ...]:
    """Return what can be done about the findings in a span of a document."""
    found: list[Action] = []
    near = [each for each in document.findings if each.span is not None and _meets(each.span, span)]
    for finding in near[:_MOST]:
        found.extend(_actions_for(document, finding, policy, language))
    return tuple({(each.title, each.edits): each for each in found}.values())


def fix_all(document: Document, policy: Policy, language: str) -> Action | None:
    """Return the one action that makes all fixes that keep the meaning; None if there are none."""
    after = mended_safely(document, policy)
    edit = between(document.text.split("\n"), after.split("\n"))
    if edit is None:
        return None
    return Action(words("lsp.mend-all", language), ActionKind.FIX_ALL, (edit,))


def _meets(one: Span, other: Span) -> bool:
    """Whether two spans share a place; ends count, and so does the line of an empty one."""
    starts = (one.line, one.column) <= (other.end_line, other.end_column)
    return starts and (other.line, other.column) <= (one.end_line, one.end_column)


def _actions_for(document: Document, finding: Finding, policy: Policy, language: str) -> Iterator[Action]:
    fixed = _by_fix(document, finding, policy, language)
    if fixed is not None:
        yield fixed
    elif finding.suggestion:
        replaced = _by_suggestion(document, finding, policy, language)
        if replaced is not None:
            yield replaced
    silence = _silence(document, finding, policy, language)
    if silence is not None:
        yield silence


def _by_fix(document: Document, finding: Finding, policy: Policy, language: str) -> Action | None:
    edits = mended(document, finding)
    if not edits or not _helps(document, finding, applied(document.text, edits), policy):
        return None
    one = finding.fix[0] if len(finding.fix) == 1 else None
    if isinstance(one, Reword) and finding.suggestion:
        title = words("lsp.replace-with", language, suggestion=finding.suggestion)
    else:
        title = words("lsp.mend", language, title=card(finding.name).words(language).title)
    return Action(title, ActionKind.QUICK_FIX, edits, finding, fix_kind(finding) == "safe")


def _by_suggestion(document: Document, finding: Finding, policy: Policy, language: str) -> Action | None:
    """Put what was probably meant in the place of what is there."""
    span, suggestion = finding.span, finding.suggestion
    if span is None or suggestion is None or "\n" in suggestion:
        return None
    edit = Edit(span, suggestion)
    if not _helps(document, finding, applied(document.text, (edit,)), policy):
        return None
    title = words("lsp.replace-with", language, suggestion=suggestion)
    return Action(title, ActionKind.QUICK_FIX, (edit,), finding, is_preferred=True)


def _silence(document: Document, finding: Finding, policy: Policy, language: str) -> Action | None:
    """Put a comment above the line of a finding, which asks for the reason; errors are never silenced."""
    span = finding.span
    if span is None or card(finding.name).severity is Severity.ERROR:
        return None
    line = document.text.split("\n")[span.line - 1]
    blank = line[: len(line) - len(line.lstrip(" "))]
    word = "abaikan" if document.vocabulary == "id" else "ignore"
    comment = f"{blank}# sopkit: {word} {finding.name} -- \n"
    edit = Edit(Span(span.line, 1, span.line, 1), comment)
    if not _is_gone(document, finding, _read(document, applied(document.text, (edit,)), policy)):
        return None
    title = words("lsp.silence", language, name=finding.name)
    return Action(title, ActionKind.QUICK_FIX, (edit,), finding)


def _helps(document: Document, finding: Finding, after: str, policy: Policy) -> bool:
    """Whether a change takes a finding away and makes nothing worse."""
    now = _read(document, after, policy)
    return _is_gone(document, finding, now) and not is_worse(document, now)


def _read(document: Document, text: str, policy: Policy) -> Document:
    return read(text.encode("utf-8", "replace"), document.file, policy)


def _is_gone(document: Document, finding: Finding, now: Document) -> bool:
    return _count(now, finding.name) < _count(document, finding.name) and len(now.errors) <= len(
        document.errors
    )


def _count(document: Document, name: str) -> int:
    return sum(each.name == name for each in document.findings)
