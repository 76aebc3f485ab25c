"""The time standards of an SOP with their places, for the rules that look at times."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop, TimeStandard

__all__ = ["placed_times"]


def placed_times(sop: Sop) -> Iterator[tuple[Pointer, TimeStandard]]:
    """Yield each time standard with its place: the stated total, then the steps' times."""
    if sop.total_time:
        yield ("total_time",), sop.total_time
    for row, step in enumerate(sop.steps):
        if step.time:
            yield ("steps", row, "time"), step.time
