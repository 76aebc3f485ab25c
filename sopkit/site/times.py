"""The times of an SOP on its page, in the words of `sopkit time`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.flow.timing import timing_as_set
from sopkit.report.times_words import TimesInWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.model import Sop
    from sopkit.site.context import SiteContext

__all__ = ["Line", "TimesView", "nested", "times_view"]

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """A line, with those that belong to it."""

    words: str
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class TimesView:
    """The totals of an SOP."""

    column: str
    """What the time column adds up to; empty where nothing can be counted."""
    blocks: tuple[tuple[str, tuple[Line, ...]], ...]
    """By name (`sums`, `returns`, `cases`, `actors`, `notes`), those without lines left out."""


def times_view(sop: Sop, context: SiteContext) -> TimesView:
    """Return the totals of an SOP: its ways, rounds, longest and average case, and those of each actor."""
    told = TimesInWords(timing_as_set(sop, context.settings), context.language, hints=False)
    found = {
        "sums": told.sums(),
        "returns": told.returns(),
        "cases": told.cases(),
        "actors": told.actors(),
        "notes": told.notes(),
    }
    return TimesView(told.column(), tuple((name, nested(lines)) for name, lines in found.items() if lines))


def nested(lines: Sequence[str]) -> tuple[Line, ...]:
    """Return lines as a tree; lines that are set in belong to the line above them.

    >>> nested(["a:", "  b", "c"])
    (Line(words='a:', below=(Line(words='b', below=()),)), Line(words='c', below=()))
    """
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_INDENT) and entries:
            entries[-1][1].append(line.removeprefix(_INDENT))
        else:
            entries.append((line, []))
    return tuple(Line(line, nested(below)) for line, below in entries)
