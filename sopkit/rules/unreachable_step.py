"""Finds steps that no case ever comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import FlowView, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["VIEW", "check"]

VIEW = FlowView.MEANT


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each unreachable step to which no earlier step leads; the steps after it follow from it.

    A step whose id an earlier one has already is told of its id first.
    """
    reachable = flow.reachable()
    ids = [step.id for step in sop.steps]
    for row, step in enumerate(sop.steps):
        key = flow.keys[row]
        led_to = any(flow.position(way.source) < row for way in flow.entering[key])
        has_own_id = step.id is None or step.id not in ids[:row]
        if key not in reachable and not led_to and has_own_id:
            details = (
                ("number", str(row + 1)),
                ("activity", step.activity),
                ("key_next", "next"),
                ("key_branches", "branches"),
            )
            yield Spot(("steps", row, "id"), details, related=(("steps", row - 1, "next"),))
