"""Finds time standards in days of which kind is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import Unit
from sopkit.rules.spot import Spot
from sopkit.rules.times import placed_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, TimeStandard

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard that counts in plain days."""
    for place, time in placed_times(sop):
        if Unit.DAY in _units(time):
            yield Spot(place, (("text", time.text),))


def _units(time: TimeStandard) -> set[Unit]:
    quantities = [time.minimum, time.maximum]
    for span in time.plus:
        quantities += [span.minimum, span.maximum]
    return {quantity.unit for quantity in quantities if quantity}
