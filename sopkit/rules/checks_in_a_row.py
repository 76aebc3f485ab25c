"""Finds work that is checked by one official after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_FEWEST = 3


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first of three or more steps in a row that may all send the work back."""
    run: list[int] = []
    for row in range(len(sop.steps) + 1):
        if row < len(sop.steps) and sop.steps[row].returns:
            run.append(row)
            continue
        if len(run) >= _FEWEST:
            details = (("first", str(run[0] + 1)), ("last", str(run[-1] + 1)), ("count", str(len(run))))
            yield Spot(("steps", run[0], "activity"), details)
        run = []
