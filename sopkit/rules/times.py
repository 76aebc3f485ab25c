"""The time standards of an SOP with their places, for the rules that look at times."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.flow.durations import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop, TimeStandard, Unit

__all__ = ["MEASURE", "placed_times", "units_of"]

MEASURE = Measure(Fraction(15, 2), "working-day")
"""How rules count, whatever an office has set. Source: Perpres 21/2023, 37.5 hours in five days."""


def placed_times(sop: Sop) -> Iterator[tuple[Pointer, TimeStandard]]:
    """Yield each time standard with its place: the stated total, then the steps' times."""
    if sop.total_time:
        yield ("total_time",), sop.total_time
    for row, step in enumerate(sop.steps):
        if step.time:
            yield ("steps", row, "time"), step.time


def units_of(time: TimeStandard) -> frozenset[Unit]:
    """Return the units that a time standard counts in."""
    sides = (side for span in time.spans for side in (span.minimum, span.maximum))
    return frozenset(side.unit for side in sides if side)
