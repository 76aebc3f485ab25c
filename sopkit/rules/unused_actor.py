"""Finds actors that no step names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Part, Remove
from sopkit.rules.likely import likely_actors
from sopkit.rules.references import actor_references
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor without a step.

    A misspelt name counts for the actor that it resembles. While the actors of some step are not known, any
    actor may be meant, and nothing is said.
    """
    known = {actor.id for actor in sop.actors}
    meant = [
        (reference.target,) if reference.target in known else likely_actors(sop, reference.target)
        for reference in actor_references(sop)
    ]
    named = {actor_id for actor_ids in meant for actor_id in actor_ids}
    all_clear = bool(sop.steps) and all(meant) and all(step.performers.actors for step in sop.steps)
    for actor in sop.actors:
        if all_clear and actor.id not in named:
            details = (("id", actor.id), ("title", actor.title))
            yield Spot(("actors", actor.id), details, Part.KEY, fix=(Remove(("actors", actor.id)),))
