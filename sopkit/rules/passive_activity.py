"""Finds activities in the passive voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.openings import OpeningKind, capitalised_as, openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity in which something is done, and not somebody does something."""
    for row, _, opening in openings(sop):
        if opening.kind is OpeningKind.PASSIVE:
            at = ("steps", row, "activity")
            details = (("number", str(row + 1)), ("words", opening.words))
            better = capitalised_as(opening.better, opening.old or opening.words) if opening.better else None
            fix = (Reword(at, opening.old, better),) if better and opening.old else ()
            yield Spot(at, details, suggestion=better, words=opening.words, fix=fix)
