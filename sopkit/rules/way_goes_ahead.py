"""Finds a `next` and branches that lead back."""

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
    """Yield each `next` and each branch that leads to an earlier step or to its own.

    A `next` that leaves its step without any way to the end is told as `no-way-to-end`.
    """
    places = rows(sop)
    ending = flow.reaching_end()
    for reference in step_references(sop):
        leads_back = places.get(reference.target, len(sop.steps)) <= reference.row
        trapped = reference.key == "next" and flow.keys[reference.row] not in ending
        if reference.key != "returns" and leads_back and not trapped:
            details = (
                ("number", str(reference.row + 1)),
                ("key_way", reference.key),
                ("target", reference.target),
                ("key_returns", "returns"),
            )
            yield Spot(reference.pointer, details)
