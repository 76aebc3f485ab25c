"""What only follows from another finding of the same file, and is not told beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.findings import Part, Severity
from sopkit.source.faults import fault
from sopkit.source.lines import quoted
from sopkit.source.places import pointer_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sopkit.findings import Finding, Pointer
    from sopkit.nodes import Node

__all__ = ["pointed", "without_consequences", "without_guesses"]

_OF_THE_VALUE = frozenset(f"SOP{number}" for number in (*range(103, 119), 123))
"""Codes of what the shape of a value is."""
_UNREAD_VALUE = frozenset(f"SOP{number:03}" for number in (4, *range(10, 22), *range(23, 27)))
"""Codes of what is wrong with the text of a line, so that its value is only guessed."""

_OF_LINES = frozenset({"unreadable-yaml", "several-documents"})
"""Names of faults that belong to no value."""

_OF_ABSENCE = frozenset(
    {
        "hidden-return",
        "identical-times",
        "step-without-inputs",
        "step-without-outputs",
        "step-without-time",
        "total-differs",
        "unused-actor",
        "way-without-chance",
        "ways-without-words",
        "words-without-decision",
    }
)
"""Names of rules that speak where something is not there."""


def pointed(root: Node, text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give faults of the text the pointer of their value; a comment in place of a value is that key's."""
    lines = text.split("\n")
    for finding in findings:
        span = finding.span
        if span is None or finding.pointer or finding.name in _OF_LINES:
            yield finding
            continue
        column = span.column
        if finding.name == "text-as-comment":
            column = len(lines[span.line - 1][: column - 1].rstrip())
        yield replace(finding, pointer=pointer_at(root, span.line, column))


def without_consequences(findings: Sequence[Finding], lost: Sequence[int]) -> tuple[Finding, ...]:
    """Leave out what follows from a value that could not be read, from a guessed key or from lost lines."""
    unread = {each.pointer for each in findings if each.code in _UNREAD_VALUE and each.pointer}
    guessed = {each.pointer for each in findings if each.name == "unknown-key" and each.suggestion}
    missing = {each.pointer for each in findings if each.name == "missing-key"}
    torn = {each.pointer[:-1] for each in findings if each.name == "missing-line-break"}
    kept = []
    for finding in findings:
        if finding.name == "text-as-comment" and finding.pointer in missing:
            found = dict(finding.details)["found"]
            finding = fault(
                "leading-character",
                finding.pointer,
                details=(("found", "#"),),
                suggestion=quoted(found),
                span=finding.span,
            )
        elif (
            (
                finding.name == "missing-key"
                and (lost or finding.pointer in unread or finding.pointer[:-1] in torn)
            )
            or (finding.name == "duplicate-key" and _behind(finding, lost))
            or (finding.code in _OF_THE_VALUE and finding.pointer in unread | guessed)
        ):
            continue
        kept.append(finding)
    return tuple(kept)


def without_guesses(
    found: Iterable[Finding], earlier: Sequence[Finding], lost: Sequence[int], idle: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Leave out what rules say of lines that could not be read, or of a decision whose ways have errors.

    Whatever is missing may be in the lines that were skipped; `idle` are the actors that no step names.
    """
    if lost:
        found = (
            each for each in found if each.severity is not Severity.ERROR and each.name not in _OF_ABSENCE
        )
    found = _with_one_odd_id(_without_lost_actors(tuple(found), earlier), idle)
    torn = {each.pointer[:-1] for each in earlier if each.name == "missing-line-break"}
    ways = {_decision(each.pointer) for each in earlier if each.severity is Severity.ERROR} - {()}
    return tuple(
        each
        for each in found
        if not (each.name == "words-without-decision" and each.pointer[:2] in ways)
        and not (each.name in _OF_ABSENCE and _lies_in(each.pointer, torn))
    )


def _without_lost_actors(found: tuple[Finding, ...], earlier: Sequence[Finding]) -> tuple[Finding, ...]:
    """Leave out the unknown actors whose own line was given the id of another one."""
    doubled = sum(each.name == "duplicate-key" and each.pointer[:1] == ("actors",) for each in earlier)
    unknown = {
        dict(each.details)["target"]
        for each in found
        if each.name == "unknown-actor" and each.suggestion is None
    }
    if not 0 < len(unknown) <= doubled:
        return found
    return tuple(
        each for each in found if each.name != "unknown-actor" or dict(each.details)["target"] not in unknown
    )


def _with_one_odd_id(found: tuple[Finding, ...], idle: Sequence[str]) -> tuple[Finding, ...]:
    """Tell of an actor's id with a blank in it where it stands, not at each step that means that actor."""
    odd = [actor for actor in idle if " " in actor.strip()]
    lost = [each for each in found if each.name == "unknown-actor" and each.suggestion is None]
    targets = {dict(each.details)["target"] for each in lost}
    if len(odd) != 1 or len(targets) != 1:
        return found
    details = (("found", odd[0]),)
    pointer = ("actors", odd[0])
    told = fault("not-an-id", pointer, part=Part.KEY, details=details, suggestion=targets.pop())
    return (*(each for each in found if each not in lost), told)


def _lies_in(pointer: Pointer, torn: set[Pointer]) -> bool:
    return any(pointer[:length] in torn for length in range(len(pointer) + 1))


def _decision(pointer: Pointer) -> Pointer:
    """The step whose ways a pointer leads into, nothing if it leads elsewhere."""
    of_ways = len(pointer) > 2 and pointer[0] == "steps" and pointer[2] in {"returns", "branches"}
    return pointer[:2] if of_ways else ()


def _behind(finding: Finding, lost: Sequence[int]) -> bool:
    return bool(lost) and finding.span is not None and finding.span.line > min(lost)
