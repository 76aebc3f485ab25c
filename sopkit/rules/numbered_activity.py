"""Finds activities that number themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.chains import is_list
from sopkit.rules.wordings.openings import NUMBERING
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity with a number, letter or bullet in front, that is no list of several entries."""
    for row, step in activities(sop):
        found = NUMBERING.match(step.activity)
        if found is not None and not is_list(step.activity):
            at = ("steps", row, "activity")
            numbering, next_letter = found.group(), step.activity[found.end()]
            details = (("number", str(row + 1)), ("words", numbering.strip()))
            fix = (Reword(at, numbering + next_letter, next_letter.upper()),)
            yield Spot(at, details, words=numbering.strip(), fix=fix)
