"""The longest case of an SOP: as many returns as their limits allow."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

from sopkit.flow.durations import Total
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.longest import heaviest_walk, unlimited_returns
from sopkit.flow.ways import sound_ways, ways_ahead

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from sopkit.model import StepKey

__all__ = ["LongestCase", "longest_case"]


@dataclass(frozen=True, slots=True)
class LongestCase:
    """A case that takes as long as the limits of the returns allow."""

    visits: tuple[tuple[StepKey, int], ...]
    """How often it visits each step, in the order of the rows."""
    uses: tuple[tuple[Way, int], ...]
    """How often it takes each return and each branch."""
    total: Total
    is_exact: bool
    """Whether there is such a case; else the total is an upper bound of what is counted."""
    passed_by: tuple[StepKey, ...]
    """The steps with time that is not counted to which it does not come: a case by them may take longer."""

    def of_step(self, step: StepKey) -> int:
        """Return how often it visits a step. Raises KeyError if there is none of this key."""
        return dict(self.visits)[step]


def longest_case(
    flow: Flow, times: Mapping[StepKey, Total], most: Mapping[StepKey, Fraction], returns: int | None
) -> tuple[LongestCase | None, tuple[Way, ...]]:
    """Return the longest case, or None with the returns that have no limit and keep it from having an end.

    `most` puts the times in order; `returns` bounds each return besides its own limit.
    """
    ways = sound_ways(flow)

    def limit(way: Way) -> int | None:
        if returns is None or way.kind is not WayKind.RETURN:
            return way.limit
        return returns if way.limit is None else min(returns, way.limit)

    if not flow.keys or not all(ways_ahead(flow, key) for key in flow.keys):
        return None, ()
    unlimited = unlimited_returns(ways, limit)
    if unlimited:
        return None, unlimited
    walk = heaviest_walk(flow, ways, _whole(most, sum(limit(way) or 0 for way in ways)), limit)
    visits = tuple((key, walk.visits.get(key, 0)) for key in flow.keys)
    uses = tuple((way, walk.uses.get(way, 0)) for way in flow.ways if way.kind is not WayKind.FORWARD)
    total = Total.of(times[key].times(count) for key, count in visits)
    passed_by = tuple(key for key, count in visits if not count and times[key].uncounted)
    return LongestCase(visits, uses, total, walk.is_exact, passed_by), ()


def _whole(weights: Mapping[StepKey, Fraction], limits: int) -> dict[StepKey, int]:
    """Return weights as whole numbers, in which a visit more counts less than any difference of time."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    more = len(weights) * (limits + 1) + 1
    return {key: int(weight * scale) * more + 1 for key, weight in weights.items()}
