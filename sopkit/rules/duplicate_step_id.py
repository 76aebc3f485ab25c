"""Finds steps that share an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step whose id an earlier step has."""
    first: dict[str, int] = {}
    for row, step in enumerate(sop.steps):
        if step.id and first.setdefault(step.id, row) != row:
            details = (
                ("id", step.id),
                ("number", str(row + 1)),
                ("first_number", str(first[step.id] + 1)),
            )
            yield Spot(("steps", row, "id"), details, related=(("steps", first[step.id], "id"),))
