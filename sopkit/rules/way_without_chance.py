"""Finds ways without a chance beside ways that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each branch and return without a chance where another way of the decision has one."""
    for row, step in enumerate(sop.steps):
        if all(branch.chance is None for branch in (*step.branches, *step.returns)):
            continue
        for key, branches in (("branches", step.branches), ("returns", step.returns)):
            for index, branch in enumerate(branches):
                if branch.chance is None:
                    details = (
                        ("number", str(row + 1)),
                        ("target", branch.to),
                        ("key_chance", "chance"),
                    )
                    yield Spot(("steps", row, key, index, "chance"), details)
