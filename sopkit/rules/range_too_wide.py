"""Finds ranges of time so wide that nobody can plan by them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.model import TimeKind, Unit
from sopkit.rules.plausible import exceeds, reach_of
from sopkit.rules.spot import Spot
from sopkit.rules.times import is_doubtful

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, TimeStandard

__all__ = ["check"]

_WIDEST = 5
"""How many times the smaller side the larger one may be."""
_HARMLESS = {Unit.HOUR: Fraction(4)}
"""Half a working day: what is done within it fits into a plan, however its time varies."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each range whose larger side is over five times the smaller one, where it stands first.

    Ranges up to half a working day and ranges from zero, which only set a bound, are left alone.
    """
    rows: dict[str, list[int]] = {}
    for row, step in enumerate(sop.steps):
        if step.time and _is_too_wide(step.time):
            rows.setdefault(step.time.text, []).append(row)
    for text, same in rows.items():
        steps = ", ".join(str(row + 1) for row in same)
        first, *others = (("steps", row, "time") for row in same)
        yield Spot(first, (("text", text), ("factor", str(_WIDEST)), ("steps", steps)), related=tuple(others))


def _is_too_wide(time: TimeStandard) -> bool:
    is_range = time.kind is TimeKind.RANGE or any(span.minimum != span.maximum for span in time.spans)
    if not is_range or is_doubtful(time):
        return False
    reach = reach_of(time)
    if reach.most is None or not any(reach.least.values()):
        return False
    return exceeds(reach.most, reach.least, factor=_WIDEST) and exceeds(reach.most, _HARMLESS)
