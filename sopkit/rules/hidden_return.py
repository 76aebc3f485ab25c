"""Finds returns that stand only in the words of an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.conditions import returns_in
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that sends work back under a condition, while its step decides nothing.

    A step with a condition or a label is told as `words-without-decision`.
    """
    for row, step in activities(sop):
        found = None if step.is_decision or step.when or step.label else returns_in(step.activity)
        if found:
            details = (("number", str(row + 1)), ("words", found), ("key_returns", "returns"))
            yield Spot(("steps", row, "activity"), details, words=found)
