"""Finds steps whose time has no measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import TimeKind
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step whose time standard says no duration."""
    for row, step in enumerate(sop.steps):
        if step.time and step.time.kind is TimeKind.OPEN_ENDED:
            yield Spot(("steps", row, "time"), (("number", str(row + 1)), ("text", step.time.text)))
