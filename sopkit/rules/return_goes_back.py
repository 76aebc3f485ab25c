"""Finds returns that lead ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Move
from sopkit.model import END
from sopkit.rules.references import rows, step_references
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each return that leads to a later step or to the end."""
    places = rows(sop)
    for reference in step_references(sop):
        if reference.key == "returns" and places.get(reference.target, -1) > reference.row:
            target = "key_target" if reference.target == END else "target"
            details = (
                ("number", str(reference.row + 1)),
                (target, reference.target),
                ("key_branches", "branches"),
            )
            way = reference.pointer[:-1]
            fix = (Move(way, ("steps", reference.row, "branches")),)
            yield Spot(reference.pointer, details, fix=fix)
