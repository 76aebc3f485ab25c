"""Finds references to steps that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.model import END
from sopkit.rules.likely import likely_step, named_number
from sopkit.rules.references import step_references
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each reference that is neither the id nor the number of a step."""
    known = {*flow.keys, END}
    for reference in step_references(sop):
        if reference.target not in known:
            details = (("target", reference.target), ("count", str(len(sop.steps))))
            likely = likely_step(sop, reference)
            number = named_number(sop, reference.target)
            suggestion = str(number) if likely and number else likely
            fix = (Reword(reference.pointer, "", suggestion),) if suggestion else ()
            yield Spot(reference.pointer, details, suggestion=suggestion, fix=fix)
