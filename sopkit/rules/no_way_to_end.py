"""Finds a `next` that closes a circle without a way out."""

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
    """Yield each `next` that leads back where the step has no way to the end.

    Ways ahead always come to the end: only a `next` that leads back can lock a case in.
    """
    places = rows(sop)
    ending = flow.reaching_end()
    for reference in step_references(sop):
        leads_back = places.get(reference.target, len(sop.steps)) <= reference.row
        if reference.key == "next" and leads_back and flow.keys[reference.row] not in ending:
            details = (
                ("number", str(reference.row + 1)),
                ("target", reference.target),
                ("key_next", "next"),
                ("key_returns", "returns"),
            )
            yield Spot(reference.pointer, details)
