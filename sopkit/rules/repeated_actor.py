"""Finds steps that name an actor twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Remove
from sopkit.model import Manner
from sopkit.rules.references import actor_references
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor that the same step has named before."""
    seen: dict[tuple[int, str], Pointer] = {}
    for reference in actor_references(sop):
        first = seen.setdefault((reference.row, reference.target), reference.pointer)
        if first != reference.pointer:
            details = (("number", str(reference.row + 1)), ("id", reference.target))
            fix = (Remove(reference.pointer),)
            in_order = sop.steps[reference.row].performers.manner is Manner.IN_ORDER
            yield Spot(reference.pointer, details, related=(first,), fix=fix, fix_in_doubt=in_order)
