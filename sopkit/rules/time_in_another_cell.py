"""Finds times that stand under inputs or outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Insert, Remove
from sopkit.model.time_parser import parse_time
from sopkit.rules.spot import Spot
from sopkit.rules.times import is_measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each input and output that is nothing but a measured time, such as `30 menit`."""
    for row, step in enumerate(sop.steps):
        for key, items in (("inputs", step.inputs), ("outputs", step.outputs)):
            for index, item in enumerate(items):
                if not is_measured(parse_time(item)):
                    continue
                place = ("steps", row, key) if len(items) == 1 else ("steps", row, key, index)
                details = (("number", str(row + 1)), ("text", item), ("key_cell", key), ("key_time", "time"))
                fix = () if step.time else (Remove(place), Insert(("steps", row), "time", item))
                yield Spot(("steps", row, key, index), details, fix=fix)
