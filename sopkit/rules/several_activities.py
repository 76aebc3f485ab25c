"""Finds steps that hold several activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.chains import chained_activities
from sopkit.rules.wordings.tokens import indonesian_activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity with three pieces of work, or with two that follow one another in its words.

    `Menerima dan mencatat surat` is one handling of one thing, and so are two verbs joined by `dan`.
    """
    for row, step in indonesian_activities(sop):
        chain = chained_activities(step.activity)
        if chain:
            details = (("number", str(row + 1)), ("verbs", ", ".join(chain.verbs)))
            yield Spot(("steps", row, "activity"), details, words=chain.words)
