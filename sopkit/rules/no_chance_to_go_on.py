"""Finds decisions whose chances leave nothing for going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each decision whose chances are exactly one together, at the last way that has one."""
    for row, step in enumerate(sop.steps):
        ways: dict[Pointer, Fraction] = {
            ("steps", row, key, index, "chance"): branch.chance
            for key, branches in (("branches", step.branches), ("returns", step.returns))
            for index, branch in enumerate(branches)
            if branch.chance
        }
        if sum(ways.values()) == 1:
            yield Spot(list(ways)[-1], (("number", str(row + 1)), ("key_chance", "chance")))
