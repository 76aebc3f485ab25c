"""Finds SOPs in which nearly every step has the same time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.model import Unit
from sopkit.rules.spot import Spot
from sopkit.rules.times import measured_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, Span, TimeStandard

__all__ = ["check"]

_FEWEST = 6
"""Steps with a measured time; in a shorter SOP equal times are no wonder."""
_SHARE = Fraction(4, 5)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first of the steps with the same time, where over 80 % of at least six have it.

    Steps without a measured time do not count; they have warnings of their own.
    """
    measured = measured_times(sop)
    groups: dict[object, list[tuple[int, TimeStandard]]] = {}
    for row, time in measured:
        groups.setdefault((time.kind, *map(_in_minutes, time.spans)), []).append((row, time))
    largest = max(groups.values(), key=len, default=[])
    if len(measured) < _FEWEST or len(largest) <= _SHARE * len(measured):
        return
    (first, time), *others = largest
    details = (("count", str(len(largest))), ("all", str(len(measured))), ("text", time.text))
    yield Spot(("steps", first, "time"), details, related=tuple(("steps", row, "time") for row, _ in others))


def _in_minutes(span: Span) -> tuple[tuple[Fraction, Unit] | None, ...]:
    """Return the bounds of a span, hours as minutes, so that `1 jam` and `60 menit` are the same time."""
    sides = (span.minimum, span.maximum)
    return tuple(
        None
        if side is None
        else (side.value * 60, Unit.MINUTE)
        if side.unit is Unit.HOUR
        else (side.value, side.unit)
        for side in sides
    )
