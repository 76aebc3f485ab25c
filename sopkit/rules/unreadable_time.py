"""Finds time standards that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.model import TimeKind
from sopkit.rules.spot import Spot
from sopkit.rules.times import placed_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard with a number whose meaning is not clear.

    A slip of the pen has a fix; which of two times parted by a slash holds, only the author knows.
    """
    for place, time in placed_times(sop):
        if time.kind is TimeKind.UNREADABLE:
            is_slip = time.suggestion is not None and "/" not in time.text
            fix = (Reword(place, "", time.suggestion or ""),) if is_slip else ()
            yield Spot(place, (("text", time.text),), suggestion=time.suggestion, fix=fix)
