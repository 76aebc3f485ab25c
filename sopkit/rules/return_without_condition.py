"""Finds returns of which nothing says when they are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the one return of each decision that has neither words nor a question.

    It is drawn as no, and a reader is not told to what. With more ways it is told as `ways-without-words`.
    """
    for row, step in enumerate(sop.steps):
        if len(step.returns) != 1 or step.branches or step.question:
            continue
        (way,) = step.returns
        if not (way.when or way.label or step.when or step.label):
            details = (("number", str(row + 1)), ("key_when", "when"), ("key_question", "question"))
            yield Spot(("steps", row, "returns", 0, "when"), details)
