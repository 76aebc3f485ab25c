"""Finds steps whose actor is not declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.likely import likely_actors
from sopkit.rules.references import actor_references
from sopkit.rules.spot import Spot
from sopkit.source.keys import spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import ActorId, Sop
    from sopkit.rules.references import ActorReference

__all__ = ["check"]

_MOST_LISTED = 8
_EITHER = re.compile(r"\s(atau|or)\s")
_ANY = {"atau": spelling("performers", "any", "id"), "or": spelling("performers", "any", "en")}


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each named actor that `actors` does not hold."""
    known = {actor.id for actor in sop.actors}
    listed = _listed([actor.id for actor in sop.actors])
    for reference in actor_references(sop):
        if known and reference.target not in known:
            details = (("target", reference.target), ("key_actors", "actors"), ("known", listed))
            suggestion = _suggestion(sop, reference)
            fix = (Reword(reference.pointer, "", suggestion),) if suggestion and suggestion in known else ()
            yield Spot(reference.pointer, details, suggestion=suggestion, fix=fix)


def _suggestion(sop: Sop, reference: ActorReference) -> str | None:
    """The actors that were probably meant; several stand in brackets, if they do not stand in a list yet."""
    likely = likely_actors(sop, reference.target)
    if len(likely) < 2:
        return likely[0] if likely else None
    several = ", ".join(likely)
    if reference.pointer[-1] != "actor":
        return several
    either = _EITHER.search(reference.target)
    return f"{{{_ANY[either[1]]}: [{several}]}}" if either else f"[{several}]"


def _listed(names: list[ActorId]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_LISTED])
    return shown if len(names) <= _MOST_LISTED else f"{shown}, ..."
