"""A case on the laid-out table: the state of each symbol with a few words in it, the ways that were taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sopkit.lang import area, text
from sopkit.layout.grid import ArrowKind, SymbolKind
from sopkit.layout.marks import StepState

if TYPE_CHECKING:
    from datetime import datetime

    from sopkit.layout.grid import Arrow, Grid, Symbol
    from sopkit.layout.marks import Marks

__all__ = ["marked"]

_FONT_PT: Final = 6.0
_LINE_PT: Final = 7.0
_MONTH_LETTERS: Final = 3


def marked(grid: Grid, marks: Marks) -> Grid:
    """Return the long table with where a case stands."""
    return replace(
        grid,
        symbols=tuple(_symbol(symbol, marks, grid.language) for symbol in grid.symbols),
        arrows=tuple(_arrow(arrow, marks) for arrow in grid.arrows),
        marks=marks,
    )


def _symbol(symbol: Symbol, marks: Marks, language: str) -> Symbol:
    step = marks.of_step(symbol.step)
    if symbol.kind is SymbolKind.END and symbol.lines:  # the small capsule below a decision
        ended = marks.ended_from == symbol.step
        return replace(symbol, state=StepState.DONE if ended else StepState.WAITING)
    part = step.part(symbol.actor)
    lines: tuple[str, ...] = ()
    if part.finished_at is not None:
        lines = ("", _day(part.finished_at, language), _time(part.finished_at, language))
    elif part.state is StepState.OVERDUE and step.due_at is not None:
        lines = _since("chart.mark-overdue", step.due_at, language)
    elif part.since is not None:
        lines = _since("chart.mark-current", part.since, language)
    elif part.state is StepState.AGAIN:
        lines = (text("chart.mark-again", language),)
    return replace(
        symbol,
        state=part.state,
        lines=lines,
        font_size=_FONT_PT,
        line_height=_LINE_PT,
        has_check=part.finished_at is not None,
    )


def _arrow(arrow: Arrow, marks: Marks) -> Arrow:
    if arrow.kind is ArrowKind.JOINT:
        return arrow
    return replace(arrow, taken=marks.ways.get((arrow.kind, arrow.source, arrow.index), 0))


def _since(name: str, moment: datetime, language: str) -> tuple[str, ...]:
    return (text(name, language), _day(moment, language), _time(moment, language))


def _day(moment: datetime, language: str) -> str:
    month = area("dates", language)[f"month-{moment.month}"]
    return f"{moment.day} {month[:_MONTH_LETTERS]}"


def _time(moment: datetime, language: str) -> str:
    return text("chart.clock", language, hour=f"{moment.hour:02}", minute=f"{moment.minute:02}")
