"""Finds a revision that the history does not tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NEAR_DAYS = 62
"""A revision is written down and signed within about two months."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the revision date if every entry of a dated history lies more than two months before it."""
    days = [line.date for line in sop.history if line.date]
    if sop.revised and days and (sop.revised - max(days)).days > _NEAR_DAYS:
        details = (
            ("key_revised", "revised"),
            ("date", sop.revised.isoformat()),
            ("latest", max(days).isoformat()),
            ("key_history", "history"),
        )
        yield Spot(("revised",), details, related=(("history",),))
