"""Finds SOPs of a single step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Part
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the steps where there is just one."""
    if len(sop.steps) == 1:
        yield Spot(("steps",), (("key_steps", "steps"),), Part.KEY)
