"""Finds steps after which nothing is other than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.cells import unchanged_rows
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the second of three or more steps that all leave the same outputs, one after the other."""
    for first, second, *others in unchanged_rows(sop):
        rows = (first, second, *others)
        details = (
            ("numbers", ", ".join(str(row + 1) for row in rows)),
            ("words", ", ".join(sop.steps[first].outputs)),
            ("key_outputs", "outputs"),
        )
        related = tuple(("steps", row, "outputs") for row in (first, *others))
        yield Spot(("steps", second, "outputs"), details, related=related)
