"""Finds decisions whose chances add up to more than one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop, Step

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each decision whose chances exceed one, at the way that brings the sum over it."""
    for row, step in enumerate(sop.steps):
        total = Fraction(0)
        over: Pointer = ()
        for place, chance in _chances(row, step):
            total += chance
            if total > 1 and not over:
                over = place
        if over:
            details = (("number", str(row + 1)), ("sum", f"{float(total * 100):g}%"))
            yield Spot(over, (*details, ("key_chance", "chance")))


def _chances(row: int, step: Step) -> Iterator[tuple[Pointer, Fraction]]:
    for key, branches in (("branches", step.branches), ("returns", step.returns)):
        for index, branch in enumerate(branches):
            if branch.chance is not None:
                yield ("steps", row, key, index, "chance"), branch.chance
