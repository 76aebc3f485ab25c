"""Finds a `next` and branches that lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Insert, Move, Remove
from sopkit.rules.references import rows, step_references
from sopkit.rules.spot import FlowView, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Change
    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.references import StepReference

__all__ = ["VIEW", "check"]

VIEW = FlowView.OPEN


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each `next` and each branch that leads to an earlier step or to its own.

    A `next` that holds a case in its own step for ever is told as `no-way-to-end`.
    """
    places = rows(sop)
    ending = flow.reaching_end()
    for reference in step_references(sop):
        row = places.get(reference.target, len(sop.steps))
        held = reference.key == "next" and row == reference.row and flow.keys[row] not in ending
        if reference.key != "returns" and row <= reference.row and not held:
            details = (
                ("number", str(reference.row + 1)),
                ("key_way", reference.key),
                ("target", reference.target),
                ("key_returns", "returns"),
            )
            fix = _fix(sop, reference)
            yield Spot(reference.pointer, details, fix=fix, fix_in_doubt=reference.key == "next")


def _fix(sop: Sop, reference: StepReference) -> tuple[Change, ...]:
    """Return how the way becomes a return; the words of a `next` may be those of going on."""
    returns = ("steps", reference.row, "returns")
    if reference.key == "branches":
        return (Move(reference.pointer[:-1], returns),)
    step = sop.steps[reference.row]
    if step.when or step.label or not step.is_decision:
        return ()
    return (Remove(reference.pointer), Insert(returns, "", reference.target))
