"""Ways through the steps: without returns they only lead ahead, so each is found row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.model import END, StepKey

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from fractions import Fraction

__all__ = [
    "forward_way",
    "longest_way",
    "quickest_way",
    "reached_ahead",
    "shortest_way",
    "sound_ways",
    "ways_ahead",
]


def ways_ahead(flow: Flow, key: StepKey) -> tuple[Way, ...]:
    """Return the ways that lead from a step to a later one or the end: the ordinary one first."""
    here = flow.position(key)
    known = {*flow.keys, END}
    return tuple(
        way
        for way in flow.leaving[key]
        if way.kind is not WayKind.RETURN and way.target in known and flow.position(way.target) > here
    )


def shortest_way(
    flow: Flow, weights: Mapping[StepKey, Fraction], unknown: Container[StepKey] = ()
) -> tuple[StepKey, ...] | None:
    """Return the steps from the first to an end that weigh least.

    Among equals that with the fewest steps of `unknown` weight wins, and then the ordinary way.
    """
    return _best_way(flow, weights, unknown, sign=-1)


def longest_way(
    flow: Flow, weights: Mapping[StepKey, Fraction], unknown: Container[StepKey] = ()
) -> tuple[StepKey, ...] | None:
    """Return the steps from the first to an end that weigh most.

    Among equals that with the most steps of `unknown` weight wins, and then the ordinary way.
    """
    return _best_way(flow, weights, unknown, sign=1)


def forward_way(flow: Flow, start: StepKey, goal: StepKey) -> tuple[tuple[StepKey, ...] | None, int]:
    """Return the steps from `start` to `goal` with the fewest branches, and how many those are.

    Both ends are included. No branches means: the ordinary way leads there. None: no way ahead does.
    """
    if start not in flow.keys or goal not in flow.keys:
        return None, 0
    best: dict[StepKey, tuple[int, StepKey | None]] = {goal: (0, None)}
    for key in reversed(flow.keys[: flow.position(goal)]):
        for way in ways_ahead(flow, key):
            if way.target in best:
                branches = best[way.target][0] + (way.kind is WayKind.BRANCH)
                if key not in best or branches < best[key][0]:
                    best[key] = branches, way.target
    if start not in best:
        return None, 0
    return _followed(start, {key: target for key, (_, target) in best.items()}), best[start][0]


def reached_ahead(flow: Flow) -> frozenset[StepKey]:
    """Return the steps to which ways ahead lead from the first."""
    found = set(flow.keys[:1])
    for key in flow.keys:
        if key in found:
            found |= {way.target for way in ways_ahead(flow, key)}
    return frozenset(found)


def sound_ways(flow: Flow) -> tuple[Way, ...]:
    """Return the ways that lead where ways of their kind may: ahead, or back for a return."""
    places = {key: place for place, key in enumerate((*flow.keys, END))}
    return tuple(
        way
        for way in flow.ways
        if way.target in places and (places[way.target] <= places[way.source]) == (way.kind is WayKind.RETURN)
    )


def quickest_way(
    flow: Flow, weights: Mapping[StepKey, Fraction], unknown: Container[StepKey] = ()
) -> tuple[StepKey, ...] | None:
    """Return the steps from the first to an end that weigh least, by way of returns too if that is less.

    Among equals that with the fewest steps of `unknown` weight wins.
    """
    ways = sound_ways(flow)
    best: dict[StepKey, tuple[Fraction | int, int]] = {END: (0, 0)}
    then: dict[StepKey, StepKey | None] = {}
    changed = True
    while changed:
        changed = False
        for way in reversed(ways):
            if way.target not in best:
                continue
            time, count = best[way.target]
            weight = time + weights[way.source], count + (way.source in unknown)
            if way.source not in best or weight < best[way.source]:
                best[way.source] = weight
                then[way.source] = None if way.target == END else way.target
                changed = True
    return _followed(flow.keys[0], then) if flow.keys and flow.keys[0] in then else None


def _best_way(
    flow: Flow, weights: Mapping[StepKey, Fraction], unknown: Container[StepKey], sign: int
) -> tuple[StepKey, ...] | None:
    best: dict[StepKey, tuple[Fraction | int, int]] = {END: (0, 0)}
    then: dict[StepKey, StepKey | None] = {}
    for key in reversed(flow.keys):
        for way in ways_ahead(flow, key):
            if way.target in best:
                time, count = best[way.target]
                weight = time + sign * weights[key], count + sign * (key in unknown)
                if key not in then or weight > best[key]:
                    best[key] = weight
                    then[key] = None if way.target == END else way.target
    return _followed(flow.keys[0], then) if flow.keys and flow.keys[0] in then else None


def _followed(start: StepKey, then: Mapping[StepKey, StepKey | None]) -> tuple[StepKey, ...]:
    steps: list[StepKey] = []
    here: StepKey | None = start
    while here is not None:
        steps.append(here)
        here = then[here]
    return tuple(steps)
