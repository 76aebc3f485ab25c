"""The time standards of an SOP with their places, for the rules that look at times."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt, Measure
from sopkit.lang import text
from sopkit.model import END, Quantity, TimeKind, TimeStandard, Unit
from sopkit.model.time_standard import LARGER_FIRST
from sopkit.model.time_words import format_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop, Step

__all__ = [
    "MEASURE",
    "is_doubtful",
    "is_measured",
    "measured_times",
    "placed_times",
    "sum_in_words",
    "units_of",
]

MEASURE = Measure(Fraction(15, 2), "working-day")
"""How rules count, whatever an office has set. Source: Perpres 21/2023, 37.5 hours in five days."""


def placed_times(sop: Sop) -> Iterator[tuple[Pointer, TimeStandard]]:
    """Yield each time standard with its place: the stated total, then the steps' times."""
    if sop.total_time:
        yield ("total_time",), sop.total_time
    for row, step in enumerate(sop.steps):
        if step.time:
            yield ("steps", row, "time"), step.time


def measured_times(sop: Sop) -> list[tuple[int, TimeStandard]]:
    """Return the row and the time of each step that states how long the whole step takes."""
    return [(row, step.time) for row, step in enumerate(sop.steps) if step.time and is_measured(step.time)]


def units_of(time: TimeStandard) -> frozenset[Unit]:
    """Return the units that a time standard counts in."""
    sides = (side for span in time.spans for side in (span.minimum, span.maximum))
    return frozenset(side.unit for side in sides if side)


def is_measured(time: TimeStandard | None) -> bool:
    """Whether a time standard states how long the whole step takes."""
    return time is not None and bool(time.spans) and time.per is None


def is_doubtful(time: TimeStandard) -> bool:
    """Whether a time standard contradicts itself or has a range upside down."""
    doubts = {remark.doubt for remark in MEASURE.total(END, time).remarks}
    return not doubts.isdisjoint({Doubt.CONTRADICTION, Doubt.UPSIDE_DOWN})


def sum_in_words(steps: Iterable[Step], language: str) -> str:
    """Return what the steps' times add up to, each unit apart, but hours and minutes together.

    It is an at-least where some time cannot be counted, and nothing where none can.
    """
    times = [step.time for step in steps]
    measured = [time for time in times if time is not None and is_measured(time)]
    kinds = {time.kind for time in measured}
    words = " + ".join(format_time(each, language) for each in _sums(measured))
    if len(measured) < len(times) or TimeKind.AT_LEAST in kinds:
        return text("time.at-least", language, time=words)
    return text("time.about", language, time=words) if TimeKind.ABOUT in kinds else words


def _sums(times: Iterable[TimeStandard]) -> Iterator[TimeStandard]:
    """Yield the sum of each unit, the largest unit first."""
    low: dict[Unit, Fraction] = defaultdict(Fraction)
    high: dict[Unit, Fraction] = defaultdict(Fraction)
    for span in (span for time in times for span in time.spans):
        for side, sums in ((span.minimum, low), (span.maximum or span.minimum, high)):
            if side:
                sums[side.unit] += side.value
    if Unit.MINUTE in high:
        for sums in (low, high):
            sums[Unit.MINUTE] += 60 * sums.pop(Unit.HOUR, Fraction(0))
    for unit in LARGER_FIRST:
        if unit in high:
            kind = TimeKind.AMOUNT if low[unit] == high[unit] else TimeKind.RANGE
            yield TimeStandard("", kind, Quantity(low[unit], unit), Quantity(high[unit], unit))
