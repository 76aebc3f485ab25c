"""Finds time standards in days of which kind is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import Unit
from sopkit.rules.spot import Spot
from sopkit.rules.times import placed_times, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard that counts in plain days."""
    for place, time in placed_times(sop):
        if Unit.DAY in units_of(time):
            yield Spot(place, (("text", time.text),))
