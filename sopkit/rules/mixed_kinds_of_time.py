"""Finds SOPs whose times are of kinds that no fixed ratio joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import Unit
from sopkit.rules.spot import Spot
from sopkit.rules.times import measured_times, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_WORKING_TIME = frozenset({Unit.MINUTE, Unit.HOUR, Unit.WORKING_DAY})
_PLAIN_DAY = frozenset({Unit.DAY})
_DAY_OF_A_KIND = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY})
_CALENDAR_TIME = frozenset(Unit) - _WORKING_TIME - _PLAIN_DAY
_PAIRS = ((_WORKING_TIME, _CALENDAR_TIME), (_PLAIN_DAY, _DAY_OF_A_KIND))
"""What cannot be added up, the graver first. A plain day beside minutes is told as `ambiguous-time`."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first step of the rarer kind of time, where the steps have two; once for an SOP."""
    times = measured_times(sop)
    for kinds in _PAIRS:
        groups = [[(row, time) for row, time in times if units_of(time) & kind] for kind in kinds]
        if not all(groups):
            continue
        rarer, other = sorted(groups, key=lambda group: (len(group), -group[0][0]))
        (row, time), *more = rarer
        elsewhere = [each for each in other if each[0] != row]
        if not elsewhere:
            continue
        other_row, other_time = elsewhere[0]
        details = (
            ("number", str(row + 1)),
            ("text", time.text),
            ("other_number", str(other_row + 1)),
            ("other_text", other_time.text),
        )
        places = dict.fromkeys((other_row, *(each for each, _ in more)))
        related = tuple(("steps", each, "time") for each in places if each != row)
        yield Spot(("steps", row, "time"), details, related=related)
        return
