"""Finds steps that the same actors perform in the same words twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.cells import fold
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import ActorId, Sop, StepKey

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step with the activity and the actors of a step from which a way leads ahead to it."""
    first: dict[tuple[str, frozenset[ActorId]], int] = {}
    for row, step in enumerate(sop.steps):
        told = fold(step.activity), frozenset(step.performers.actors)
        before = first.setdefault(told, row)
        if before != row and any(map(str.isalpha, told[0])) and _leads(flow, sop.steps[before].key, step.key):
            details = (("number", str(row + 1)), ("other", str(before + 1)), ("text", step.activity))
            yield Spot(("steps", row, "activity"), details, related=(("steps", before, "activity"),))


def _leads(flow: Flow, start: StepKey, goal: StepKey) -> bool:
    """Whether a case can come from one step to a later one without going back."""
    rows = {key: row for row, key in enumerate(flow.keys)}
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for way in flow.leaving.get(here, ()):
            if way.target not in seen and rows.get(way.target, -1) > rows[here]:
                seen.add(way.target)
                waiting.append(way.target)
    return goal in seen
