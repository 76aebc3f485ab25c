"""Finds steps that lead to nothing but themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.references import rows, step_references
from sopkit.rules.spot import FlowView, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["VIEW", "check"]

VIEW = FlowView.OPEN


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each `next` that names its own step, where the step has no other way to the end.

    Ways ahead always come to the end, and a way that leads to an earlier step is told as `way-goes-ahead`:
    what is left is a step that holds every case.
    """
    places = rows(sop)
    ending = flow.reaching_end()
    for reference in step_references(sop):
        own = places.get(reference.target) == reference.row
        if reference.key == "next" and own and flow.keys[reference.row] not in ending:
            details = (
                ("number", str(reference.row + 1)),
                ("key_next", "next"),
                ("key_returns", "returns"),
            )
            yield Spot(reference.pointer, details)
