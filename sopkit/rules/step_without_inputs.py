"""Finds steps without inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that names no inputs; `-` names that there are none."""
    for row, step in enumerate(sop.steps):
        if not step.inputs:
            details = (("number", str(row + 1)), ("key_inputs", "inputs"))
            yield Spot(("steps", row, "inputs"), details)
