"""Finds decisions whose ways cannot be told apart for want of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.ways import decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each decision with a way that has neither condition nor label, at the first such way.

    One way on and one return need no words: they are drawn as yes and no.
    """
    for step, ways in decisions(sop):
        wordless = [way for way in ways if not way.words]
        plain_choice = len(step.returns) == 1 and not step.branches
        if wordless and not plain_choice:
            details = (
                ("number", str(step.number)),
                ("count", str(len(ways))),
                ("wordless", str(len(wordless))),
                ("key_when", "when"),
                ("key_label", "label"),
            )
            yield Spot((*wordless[0].place, "when"), details)
