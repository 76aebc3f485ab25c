"""Finds SOPs that one actor performs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_FEW_STEPS = 5
"""Shorter ones are seldom worth the question."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the one actor of an SOP of at least five steps."""
    if len(sop.actors) == 1 and len(sop.steps) >= _FEW_STEPS:
        actor = sop.actors[0]
        yield Spot(("actors", actor.id, "title"), (("title", actor.title),))
