"""Finds time standards that say two different things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.times import placed_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard whose second statement differs from the first."""
    for place, time in placed_times(sop):
        if time.contradiction:
            yield Spot(place, (("text", time.text), ("second", time.contradiction)))
