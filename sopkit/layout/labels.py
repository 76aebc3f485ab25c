"""The words at the arrows: which are drawn, and what is explained in the note column instead."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from sopkit.flow import Flow, Way, WayKind
from sopkit.model import ColumnName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.layout.marks import Marks
    from sopkit.model import Sop, StepKey

__all__ = ["WayLabels", "way_labels"]

SHORT_CHARACTERS: Final = 20
"""Conditions up to this length are drawn as they are, if every way of the decision has one."""
WRAPPED_CHARACTERS: Final = 48
"""Longer conditions are drawn as letters and explained in the note column, if the form has one."""

_YES_NO: Final = {"id": ("Ya", "Tidak"), "en": ("Yes", "No")}


@dataclass(frozen=True, slots=True)
class WayLabels:
    """What stands at the ways of all decisions."""

    drawn: Mapping[Way, str]
    explained: Mapping[StepKey, tuple[str, ...]]
    """By step: lines such as `A = berkas tidak lengkap`, for the note column."""


def way_labels(sop: Sop, flow: Flow, marks: Marks | None = None) -> WayLabels:
    """Choose the words at the arrows of an SOP; `marks` may add how often a case took a return."""
    drawn: dict[Way, str] = {}
    explained: dict[StepKey, tuple[str, ...]] = {}
    for step in sop.steps:
        ways = flow.leaving[step.key]
        if len(ways) == 1:
            drawn.update({way: way.label for way in ways if way.label})
            continue
        words = _words(ways, sop.language)
        conditions = {way: way.when for way in ways if way not in words and way.when}
        long = [way for way, when in conditions.items() if len(when) > WRAPPED_CHARACTERS]
        if long and _has_notes(sop):
            letters = dict(zip(long, _letters(words), strict=False))
            explained[step.key] = tuple(f"{letter} = {way.when}" for way, letter in letters.items())
            words |= letters
        drawn.update(conditions | words)
    if marks is not None and marks.has_counts:
        drawn |= _counted(drawn, flow, marks)
    return WayLabels(drawn, explained)


def _counted(drawn: Mapping[Way, str], flow: Flow, marks: Marks) -> dict[Way, str]:
    """Return the words of the returns that were taken more than once, with how often."""
    taken = {way: marks.ways.get((way.kind, way.source, way.index), 0) for way in flow.ways}
    return {
        way: f"{drawn.get(way, '')} {count}×".strip()
        for way, count in taken.items()
        if count > 1 and way.kind is WayKind.RETURN
    }


def _has_notes(sop: Sop) -> bool:
    columns = sop.form.columns
    return not columns or any(column.name is ColumnName.NOTE for column in columns)


def _words(ways: tuple[Way, ...], language: str) -> dict[Way, str]:
    """Return the words of the ways that need no wrapping."""
    words = {way: way.label for way in ways if way.label}
    if all(way.when and len(way.when) <= SHORT_CHARACTERS for way in ways):
        return {way: way.when or "" for way in ways} | words
    kinds = sorted(way.kind for way in ways)
    if kinds == [WayKind.FORWARD, WayKind.RETURN]:
        yes, no = _YES_NO[language]
        return {way: yes if way.kind is WayKind.FORWARD else no for way in ways} | words
    return words


def _letters(words: dict[Way, str]) -> list[str]:
    used = set(words.values())
    doubles = [first + second for first in ascii_uppercase for second in ascii_uppercase]
    return [letter for letter in [*ascii_uppercase, *doubles] if letter not in used]
