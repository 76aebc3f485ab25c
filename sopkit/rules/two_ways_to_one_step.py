"""Finds steps that several ways ahead lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow import WayKind
from sopkit.rules.references import repeated_ids
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow, Way
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that more than one way ahead leads to; ways from unreachable steps do not count."""
    reachable = flow.reachable()
    repeated = repeated_ids(sop)
    for row, step in enumerate(sop.steps):
        ways = [
            way
            for way in flow.entering[step.key]
            if way.kind is not WayKind.RETURN and way.source in reachable and flow.position(way.source) < row
        ]
        if len(ways) > 1 and step.id not in repeated:
            sources = [flow.position(way.source) for way in ways]
            listed = ", ".join(str(source + 1) for source in dict.fromkeys(sources))
            details = (("number", str(row + 1)), ("count", str(len(ways))), ("sources", listed))
            related = tuple(_place(source, way) for source, way in zip(sources, ways, strict=True))
            yield Spot(("steps", row, "id"), details, related=related)


def _place(row: int, way: Way) -> Pointer:
    if way.kind is WayKind.FORWARD:
        return ("steps", row, "next")
    return ("steps", row, "branches", way.index, "to")
