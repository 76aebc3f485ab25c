"""Finds steps without a time standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that has no time standard."""
    for row, step in enumerate(sop.steps):
        if step.time is None:
            yield Spot(("steps", row, "time"), (("number", str(row + 1)), ("key_time", "time")))
