"""The longest case that limited returns allow: how often it visits each step and takes each way.

A case is a walk from the first step to the end. Seen as a flow, it leaves every step as often as it enters
it, and takes no way more often than its limit; each unit of that flow weighs what a visit weighs. The
heaviest flow is found by adding rounds that make it heavier until none is left. If it hangs together, it is
a walk, and so the longest case; if it falls apart, every state of a case is tried where these are few enough,
and else the flow stands as an upper bound.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from graphlib import TopologicalSorter
from math import prod
from typing import TYPE_CHECKING

from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.model import END, StepKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["SEARCH_STATES", "Walk", "heaviest_walk", "unlimited_returns"]

SEARCH_STATES = 200_000
"""How many states (a step, and how often each limited way may still be taken) are tried at the most."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How often a case visits each step and takes each way; the order is left open."""

    visits: Mapping[StepKey, int]
    """By step; a step that is not visited is left out."""
    uses: Mapping[Way, int]
    """By way; a way that is not taken is left out."""
    is_exact: bool
    """Whether there is such a case; else it weighs more than the heaviest one, or as much."""


def unlimited_returns(ways: Sequence[Way], limit: Callable[[Way], int | None]) -> tuple[Way, ...]:
    """Return the returns that a case may take without end: they have no limit, nor has a way back to them."""
    free = _targets(way for way in ways if limit(way) is None)
    return tuple(
        way
        for way in ways
        if way.kind is WayKind.RETURN and limit(way) is None and way.source in _reached(way.target, free)
    )


def heaviest_walk(
    flow: Flow, ways: Sequence[Way], weights: Mapping[StepKey, int], limit: Callable[[Way], int | None]
) -> Walk:
    """Return the walk from the first step to the end whose visits weigh most.

    `ways` are the sound ones of the flow, and `limit` says how often a way may be taken (None: as often as
    one likes); no circle may be without a limit. Weights are at least 1, so that a return is rather taken.
    """
    every = _targets(ways)
    limits = {
        way: amount
        for way in ways
        if (amount := limit(way)) is not None and way.source in _reached(way.target, every)
    }
    graph = _Graph(flow.keys[0], ways, weights, limits)
    uses = graph.heaviest_flow()
    if uses is None:
        return graph.sum_of_ways()
    if graph.hangs_together(uses):
        return graph.walk(uses, is_exact=True)
    if len(flow.keys) * prod(amount + 1 for amount in limits.values()) <= SEARCH_STATES:
        return graph.walk(graph.heaviest_of_all(), is_exact=True)
    return graph.walk(uses, is_exact=False)


class _Graph:
    """The sound ways of a flow with what a visit weighs, and the limits of the ways on a circle."""

    def __init__(
        self,
        start: StepKey,
        ways: Sequence[Way],
        weights: Mapping[StepKey, int],
        limits: Mapping[Way, int],
    ) -> None:
        self._start = start
        self._ways = ways
        self._weights = weights
        self._limits = limits
        self._free: dict[StepKey, list[Way]] = {}
        order: TopologicalSorter[StepKey] = TopologicalSorter({END: ()})
        for way in ways:
            if way not in limits:
                self._free.setdefault(way.source, []).append(way)
                order.add(way.source, way.target)
        self._end_first = tuple(order.static_order())

    def walk(self, uses: Mapping[Way, int], *, is_exact: bool) -> Walk:
        """Return uses of ways as a walk."""
        visits: Counter[StepKey] = Counter()
        for way, count in uses.items():
            visits[way.source] += count
        return Walk(visits, {way: count for way, count in uses.items() if count}, is_exact)

    def hangs_together(self, uses: Mapping[Way, int]) -> bool:
        """Whether every way taken is reached from the first step by ways taken."""
        taken = [way for way, count in uses.items() if count]
        reached = _reached(self._start, _targets(taken))
        return all(way.source in reached for way in taken)

    def sum_of_ways(self) -> Walk:
        """Return the heaviest way to the end, and another from the target of each limited way each time.

        Between two limited ways a case goes by free ones, so that it weighs no more than these together.
        """
        uses = self._free_way(self._start)
        for way, limit in self._limits.items():
            uses[way] += limit
            for free, count in self._free_way(way.target).items():
                uses[free] += count * limit
        return self.walk(uses, is_exact=False)

    def _free_way(self, start: StepKey) -> Counter[Way]:
        """Return the heaviest way from a step to the end that takes no limited way."""
        best: dict[StepKey, tuple[int, Way | None]] = {END: (0, None)}
        for key in self._end_first:
            for way in self._free.get(key, ()):
                weight = best[way.target][0] + self._weights[key]
                if key not in best or weight > best[key][0]:
                    best[key] = weight, way
        uses: Counter[Way] = Counter()
        while (way_on := best[start][1]) is not None:
            uses[way_on] += 1
            start = way_on.target
        return uses

    # --- the heaviest flow ---

    def heaviest_flow(self) -> Counter[Way] | None:
        """Return the heaviest flow of one case; None if that takes too many rounds to find."""
        uses = self._free_way(self._start)
        for _ in range(20 * (len(self._limits) + 5)):
            circle = self._heavier_circle(uses)
            if circle is None:
                return uses
            amount = min(self._room(way, sign, uses) for way, sign in circle)
            for way, sign in circle:
                uses[way] += sign * amount
        return None

    def _room(self, way: Way, sign: int, uses: Mapping[Way, int]) -> int:
        """Return how much more (or, for a sign of -1, less) of a way can be taken."""
        if sign < 0:
            return uses[way]
        return self._limits[way] - uses[way] if way in self._limits else _WITHOUT_END

    def _heavier_circle(self, uses: Counter[Way]) -> list[tuple[Way, int]] | None:
        """Return ways to take more (1) and less (-1) often that make the flow heavier (Bellman and Ford)."""
        steps = [
            (way, sign, *((way.source, way.target) if sign > 0 else (way.target, way.source)))
            for way in self._ways
            for sign in (1, -1)
            if self._room(way, sign, uses)
        ]
        weight: dict[StepKey, int] = dict.fromkeys((*self._weights, END), 0)
        came: dict[StepKey, tuple[Way, int, StepKey]] = {}
        changed = True
        while changed:
            changed = False
            for way, sign, here, there in steps:
                heavier = weight[here] + sign * self._weights[way.source]
                if heavier > weight[there]:
                    weight[there], came[there], changed = heavier, (way, sign, here), True
            circle = _circle(came)
            if circle:
                return circle
        return None

    # --- every state ---

    def heaviest_of_all(self) -> Counter[Way]:
        """Return the uses of the heaviest case, by trying every state: what is left of the limits, a step."""
        limited = [(way, limit) for way, limit in self._limits.items() if limit]
        strides = {}
        states = 1
        for way, limit in limited:
            strides[way] = states, limit + 1
            states *= limit + 1
        leaving: dict[StepKey, list[Way]] = {key: [] for key in self._end_first}
        for way in self._ways:
            if way not in self._limits or way in strides:
                leaving[way.source].append(way)
        best: list[dict[StepKey, tuple[int, Way | None]]] = []
        for left in range(states):
            best.append({END: (0, None)})
            for key in self._end_first:
                for way in leaving[key]:
                    after = _after(left, strides.get(way))
                    if after is None:
                        continue
                    weight = best[after][way.target][0] + self._weights[key]
                    if key not in best[left] or weight > best[left][key][0]:
                        best[left][key] = weight, way
        return self._followed(best, strides)

    def _followed(
        self,
        best: list[dict[StepKey, tuple[int, Way | None]]],
        strides: Mapping[Way, tuple[int, int]],
    ) -> Counter[Way]:
        uses: Counter[Way] = Counter()
        left, here = len(best) - 1, self._start
        while (way := best[left][here][1]) is not None:
            uses[way] += 1
            left, here = _after(left, strides.get(way)) or 0, way.target
        return uses


_WITHOUT_END = 1 << 200
"""More than any limit in a file can be."""


def _after(left: int, stride: tuple[int, int] | None) -> int | None:
    """Return what is left of the limits after a way; None where it may not be taken any more.

    The limits are the digits of one number, each in its own base.
    """
    if stride is None:
        return left
    size, base = stride
    return left - size if left // size % base else None


def _circle(came: Mapping[StepKey, tuple[Way, int, StepKey]]) -> list[tuple[Way, int]]:
    """Return a circle among the ways by which steps got heavier, or nothing."""
    seen: set[StepKey] = set()
    for start in came:
        trail: dict[StepKey, None] = {}
        here = start
        while here in came and here not in seen:
            seen.add(here)
            trail[here] = None
            here = came[here][2]
        if here in trail:
            keys = list(trail)
            return [came[key][:2] for key in keys[keys.index(here) :]]
    return []


def _targets(ways: Iterable[Way]) -> dict[StepKey, list[StepKey]]:
    targets: dict[StepKey, list[StepKey]] = {}
    for way in ways:
        targets.setdefault(way.source, []).append(way.target)
    return targets


def _reached(start: StepKey, targets: Mapping[StepKey, Sequence[StepKey]]) -> frozenset[StepKey]:
    """Return the steps to which a way leads from a step, itself included."""
    seen = {start}
    waiting = [start]
    while waiting:
        for key in targets.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return frozenset(seen)
