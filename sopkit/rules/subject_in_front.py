"""Finds activities that begin with who does them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.actor_differs_from_text import is_another
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.openings import OpeningKind, capitalised_as, openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity with its subject in front, but those that `actor-differs-from-text` tells."""
    for row, step, opening in openings(sop):
        if opening.kind is OpeningKind.SUBJECT and not is_another(sop, step, opening):
            at = ("steps", row, "activity")
            details = (("number", str(row + 1)), ("words", opening.words))
            better = capitalised_as(opening.better, opening.old)
            fix = (Reword(at, opening.old, better),)
            yield Spot(at, details, suggestion=better, words=opening.words, fix=fix)
