"""Finds questions on steps that decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each question of a step that has only one way.

    A step that also has words for going on is told as `words-without-decision`.
    """
    for row, step in enumerate(sop.steps):
        if step.question and not (step.is_decision or step.when or step.label):
            details = (
                ("number", str(row + 1)),
                ("question", step.question),
                ("key_question", "question"),
                ("key_returns", "returns"),
                ("key_branches", "branches"),
            )
            yield Spot(("steps", row, "question"), details)
