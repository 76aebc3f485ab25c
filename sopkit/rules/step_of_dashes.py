"""Finds steps for which nothing is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.cells import fold, is_dash
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_BOUNDS = frozenset({"mulai", "selesai", "start", "end"})
"""Rows that some forms have only to show where the flow begins and ends."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step whose inputs, time and outputs are all written as a dash."""
    for row, step in enumerate(sop.steps):
        cells = (step.inputs, (step.time.text,) if step.time else (), step.outputs)
        dashes = all(cell and all(map(is_dash, cell)) for cell in cells)
        if dashes and fold(step.activity) not in _BOUNDS:
            details = (
                ("number", str(row + 1)),
                ("key_inputs", "inputs"),
                ("key_time", "time"),
                ("key_outputs", "outputs"),
            )
            yield Spot(("steps", row, "outputs"), details)
