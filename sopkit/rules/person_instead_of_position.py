"""Finds persons where a position belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import shortened
from sopkit.rules.positions import degree_in
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor, and who approves, whose title holds an academic degree or a staff number."""
    titles = [(("actors", actor.id, "title"), actor.title) for actor in sop.actors]
    places: list[tuple[Pointer, str]] = [*titles, (("approved_by", "position"), sop.approved_by.position)]
    for pointer, title in places:
        sign = degree_in(title)
        if sign:
            yield Spot(pointer, (("title", shortened(title)), ("sign", sign)))
