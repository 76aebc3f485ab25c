"""Finds steps that make what they begin with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.cells import folded, unchanged_rows
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_MAKES = re.compile(
    r"(membuat|menyusun|mengonsep|mengkonsep|merumuskan|merancang|mengetik|mengolah|menganalisis|menganalisa|"
    r"merekap|merekapitulasi|mengompilasi|mengkompilasi|menghimpun|draft|draw up|compile|prepare|write)\b",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that makes something, and whose outputs are just its inputs.

    What is passed on, checked or signed keeps its name. Three such steps are told as `unchanged-outputs`.
    """
    told = {row for run in unchanged_rows(sop) for row in run}
    for row, step in enumerate(sop.steps):
        outputs = folded(step.outputs)
        makes = not step.is_decision and _MAKES.match(step.activity) is not None
        if makes and outputs and outputs == folded(step.inputs) and row not in told:
            details = (
                ("number", str(row + 1)),
                ("words", ", ".join(step.outputs)),
                ("key_inputs", "inputs"),
                ("key_outputs", "outputs"),
            )
            yield Spot(("steps", row, "outputs"), details, related=(("steps", row, "inputs"),))
