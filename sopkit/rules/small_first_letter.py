"""Finds activities that begin with a small letter while the others begin with a capital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity with a small first letter, where most activities of the SOP have a capital.

    Words such as `e-SOP` keep their letter.
    """
    firsts = [(row, step.activity.split()[0]) for row, step in activities(sop)]
    small = [(row, first) for row, first in firsts if first[0].islower()]
    capitals = sum(first[0].isupper() for _, first in firsts)
    if capitals <= len(small):
        return
    for row, first in small:
        if first.isalpha() and first.islower() and len(first) > 1:
            at = ("steps", row, "activity")
            better = first[0].upper() + first[1:]
            details = (("number", str(row + 1)), ("words", first))
            yield Spot(at, details, suggestion=better, words=first, fix=(Reword(at, first, better),))
