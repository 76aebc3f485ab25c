"""The end of `sopkit walk`: the way taken, what was visited more than once, and the time of it."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.machine import MoveKind
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.machine import Case
    from sopkit.settings import Settings

__all__ = ["summary"]

_WIDTH = 88


def summary(case: Case, settings: Settings, language: str) -> str:
    """Say how a walk went, in lines for the terminal."""
    lines = [_outcome(case, language), _way(case, language), *_repeats(case, language)]
    return "\n".join(textwrap.fill(line, _WIDTH, subsequent_indent="  ") for line in lines)


def _outcome(case: Case, language: str) -> str:
    steps = sum(event.kind not in (MoveKind.START, MoveKind.HAND_OVER) for event in case.history)
    if case.finished:
        return text("case.walk-finished", language, steps=steps)
    return text("case.walk-stopped", language, steps=steps, number=_number(case, case.active[0]))


def _way(case: Case, language: str) -> str:
    places = [_number(case, event.target) for event in case.history if event.kind is not MoveKind.HAND_OVER]
    if case.finished:
        places[-1] = text("case.walk-way-end", language)
    return text("case.walk-way", language, way=" > ".join(places))


def _repeats(case: Case, language: str) -> Iterator[str]:
    """Yield the steps visited more than once and the returns taken, where there are any."""
    visits = [
        text("case.walk-visit", language, number=_number(case, key), count=count)
        for key, count in case.visits.items()
        if count > 1
    ]
    if visits:
        yield text("case.walk-visits", language, visits="; ".join(visits))
    taken = Counter((e.source, e.target) for e in case.history if e.kind is MoveKind.RETURN)
    returns = [
        text(
            "case.walk-return",
            language,
            source=_number(case, source or target),
            target=_number(case, target),
            count=count,
        )
        for (source, target), count in taken.items()
    ]
    if returns:
        yield text("case.walk-returns", language, returns="; ".join(returns))


def _number(case: Case, key: str) -> str:
    return next((str(step.number) for step in case.sop.steps if step.key == key), END)
