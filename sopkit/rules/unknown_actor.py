"""Finds steps whose actor is not declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.references import actor_references, likely_actor
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import ActorId, Sop

__all__ = ["check"]

_MOST_LISTED = 8


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each named actor that `actors` does not hold."""
    known = {actor.id for actor in sop.actors}
    listed = _listed([actor.id for actor in sop.actors])
    for reference in actor_references(sop):
        if known and reference.target not in known:
            details = (("target", reference.target), ("key_actors", "actors"), ("known", listed))
            yield Spot(reference.pointer, details, suggestion=likely_actor(sop, reference.target))


def _listed(names: list[ActorId]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED])
    return shown if len(names) <= _MOST_LISTED else f"{shown}, ..."
