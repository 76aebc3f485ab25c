"""Finds steps that are optional by their words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.conditions import optional_words
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that is done only if needed, where no way leads past its step."""
    for row, step in activities(sop):
        found = optional_words(step.activity)
        if found and not step.is_decision and not _is_passed_over(flow, row):
            details = (("number", str(row + 1)), ("words", found), ("key_branches", "branches"))
            yield Spot(("steps", row, "activity"), details, words=found)


def _is_passed_over(flow: Flow, row: int) -> bool:
    rows = {key: position for position, key in enumerate(flow.keys)}
    end = len(flow.keys)
    return any(rows.get(way.source, end) < row < rows.get(way.target, end) for way in flow.ways if way.target)
