"""Finds steps without outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that names no outputs; `-` names that there are none."""
    for row, step in enumerate(sop.steps):
        if not step.outputs:
            details = (("number", str(row + 1)), ("key_outputs", "outputs"))
            yield Spot(("steps", row, "outputs"), details)
