"""Finds work that two officials hand to each other again and again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_FEWEST = 6
"""Steps in a row; up to five, as draft, check, mend, sign and file, are how two people work."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first of six or more steps in a row that two of several actors do by turns."""
    if len(sop.actors) < 3:
        return
    run: list[int] = []
    for row in range(len(sop.steps) + 1):
        if row < len(sop.steps) and _takes_turns(sop, [*run[-2:], row]):
            run.append(row)
            continue
        if len(run) >= _FEWEST:
            yield _spot(sop, run)
        run = [row - 1, row] if row and row < len(sop.steps) and _takes_turns(sop, [row - 1, row]) else [row]


def _takes_turns(sop: Sop, rows: list[int]) -> bool:
    """Whether each of up to three steps has one actor, another than the step before and that of the first."""
    actors = [sop.steps[row].performers.actors for row in rows]
    if any(len(each) != 1 for each in actors):
        return False
    other = all(one != next_one for one, next_one in pairwise(actors))
    return other and (len(actors) < 3 or actors[0] == actors[2])


def _spot(sop: Sop, run: list[int]) -> Spot:
    titles = {actor.id: actor.title for actor in sop.actors}
    one, other = (sop.steps[row].performers.actors[0] for row in run[:2])
    details = (
        ("first", str(run[0] + 1)),
        ("last", str(run[-1] + 1)),
        ("one", titles.get(one, one)),
        ("other", titles.get(other, other)),
        ("times", str(len(run) - 1)),
    )
    return Spot(("steps", run[0], "actor"), details)
