"""Finds ranges of time that begin with their larger side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt
from sopkit.model import END, TimeKind
from sopkit.rules.spot import Spot
from sopkit.rules.times import MEASURE, placed_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard with a range from a larger amount to a smaller one."""
    for place, time in placed_times(sop):
        if time.kind is not TimeKind.RANGE and not time.plus:
            continue
        doubts = {remark.doubt for remark in MEASURE.total(END, time).remarks}
        if Doubt.UPSIDE_DOWN in doubts:
            yield Spot(place, (("text", time.text),))
