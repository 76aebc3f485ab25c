"""Finds a stated total that is not the sum of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.durations import Total
from sopkit.model import END, TimeKind, Unit
from sopkit.rules.spot import Spot
from sopkit.rules.times import MEASURE, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, TimeStandard

__all__ = ["check"]

_EXACT = frozenset({TimeKind.AMOUNT, TimeKind.RANGE})
_CLOCK = frozenset({Unit.MINUTE, Unit.HOUR})


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the stated total if it differs from the sum beyond doubt.

    Nothing is said where steps can be skipped, where a time is not exact, or where units would have to be
    converted by a setting.
    """
    stated = sop.total_time
    times = [step.time for step in sop.steps]
    straight = not any(step.branches or step.next for step in sop.steps)
    if stated is None or not straight or not _comparable([stated, *times]):
        return
    total, given = (Total.of(MEASURE.total(END, time) for time in some) for some in (times, [stated]))
    if (total.minimum, total.maximum) != (given.minimum, given.maximum):
        yield Spot(("total_time",), (("key_total_time", "total_time"), ("text", stated.text)))


def _comparable(times: list[TimeStandard | None]) -> bool:
    """Whether all times are exact, and in one unit or in minutes and hours."""
    units: set[Unit] = set()
    for time in times:
        if time is None or time.kind not in _EXACT or time.per or time.contradiction:
            return False
        units |= units_of(time)
    return len(units) == 1 or units <= _CLOCK
