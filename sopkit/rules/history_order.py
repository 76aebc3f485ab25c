"""Finds histories whose dates are neither in order nor in reverse order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first entry that turns round the order in which the history begins."""
    dated = [(index, line.date) for index, line in enumerate(sop.history) if line.date]
    rising = 0
    for (before, day), (index, next_day) in pairwise(dated):
        step = (next_day > day) - (next_day < day)
        if step and rising and step != rising:
            details = (
                ("date", next_day.isoformat()),
                ("before", day.isoformat()),
                ("key_history", "history"),
            )
            yield Spot(("history", index, "date"), details, related=(("history", before, "date"),))
            return
        rising = step or rising
