"""The end of `sopkit walk`: the way taken, what was visited more than once, and the time of it."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt
from sopkit.flow.timing import timing
from sopkit.lang import text
from sopkit.machine import MoveKind, standard_time
from sopkit.model import END, Unit
from sopkit.report.durations import total_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow.timing import Timing
    from sopkit.machine import Case
    from sopkit.model import StepKey
    from sopkit.settings import Settings

__all__ = ["summary"]

_WIDTH = 88


def summary(case: Case, settings: Settings, language: str) -> str:
    """Say how a walk went, in lines for the terminal."""
    times = timing(
        case.sop, hours_per_working_day=settings.hours_per_working_day, plain_day=settings.plain_day
    )
    lines = (
        _outcome(case, language),
        _way(case, language),
        *_repeats(case, language),
        *_time(case, times, language),
    )
    return "\n".join(textwrap.fill(line, _WIDTH, subsequent_indent="    ") for line in lines)


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


def _time(case: Case, times: Timing, language: str) -> Iterator[str]:
    """Yield the time of the completed visits, then a line for each sort of doubt about it."""
    total = standard_time(case, times)
    minutes_per_day = times.measure.hours_per_working_day * 60 if _has_days(case) else None
    told = total_words(total, language, minutes_per_day=minutes_per_day)
    yield text("case.walk-total", language, total=told)
    unit = text(f"time.{times.measure.plain_day}s", language)
    for doubt in Doubt:
        named = [_timed_step(case, one.step, language) for one in total.remarks if one.doubt is doubt]
        if named:
            yield "  " + text(f"time.doubt-{doubt}", language, steps=", ".join(named), unit=unit)


def _has_days(case: Case) -> bool:
    """Whether the SOP itself speaks of days, so that its times may be told in them."""
    spans = (span for step in case.sop.steps if step.time for span in step.time.spans)
    units = {one.unit for span in spans for one in (span.minimum, span.maximum) if one}
    return not units.isdisjoint((Unit.DAY, Unit.WORKING_DAY))


def _timed_step(case: Case, key: StepKey, language: str) -> str:
    step = case.sop.step(key)
    if step.time is None:
        return text("time.step", language, number=step.number)
    return text("time.step-with-text", language, number=step.number, text=step.time.text)


def _number(case: Case, key: str) -> str:
    return next((str(step.number) for step in case.sop.steps if step.key == key), END)
