"""Whether two statements of one time, as in `480 Menit (8 Jam)`, say the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from sopkit.model.time_standard import LARGER_FIRST, Quantity, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["same_time"]

_Sizes: TypeAlias = "Mapping[Unit, tuple[Fraction | int, Fraction | int]]"
"""The least and the most that one of a unit may be."""

_FIXED: dict[Unit, tuple[str, int]] = {
    Unit.MINUTE: ("minute", 1),
    Unit.HOUR: ("minute", 60),
    Unit.CALENDAR_HOUR: ("calendar-hour", 1),
    Unit.CALENDAR_DAY: ("calendar-hour", 24),
    Unit.WEEK: ("calendar-hour", 168),
    Unit.MONTH: ("month", 1),
    Unit.SEMESTER: ("month", 6),
    Unit.YEAR: ("month", 12),
    Unit.DAY: ("day", 1),
    Unit.WORKING_DAY: ("working-day", 1),
}
"""Units by their fixed measure; a month and a working or plain day have none in hours."""

_FIXED_SIZES: _Sizes = {unit: (size, size) for unit, (_, size) in _FIXED.items()}

_MINUTES: _Sizes = {
    Unit.MINUTE: (Fraction(1, 60), Fraction(1, 60)),
    Unit.HOUR: (1, 1),
    Unit.CALENDAR_HOUR: (1, 1),
}

_IN_WORKING_HOURS: _Sizes = {
    **_MINUTES, Unit.DAY: (5, 8), Unit.WORKING_DAY: (5, 8), Unit.CALENDAR_DAY: (24, 24),
    Unit.WEEK: (25, 56), Unit.MONTH: (100, 248), Unit.SEMESTER: (400, 1488), Unit.YEAR: (1100, 2976),
}  # fmt: skip
_IN_HOURS: _Sizes = {
    **_MINUTES, Unit.DAY: (24, 24), Unit.WORKING_DAY: (5, 8), Unit.CALENDAR_DAY: (24, 24),
    Unit.WEEK: (120, 168), Unit.MONTH: (480, 744), Unit.SEMESTER: (1920, 4464), Unit.YEAR: (5760, 8928),
}  # fmt: skip
_IN_CALENDAR_HOURS: _Sizes = {**_IN_HOURS, Unit.WORKING_DAY: (24, 24)}
_IN_DAYS: _Sizes = {
    Unit.DAY: (1, 1), Unit.WORKING_DAY: (1, 2), Unit.CALENDAR_DAY: (1, 1),
    Unit.WEEK: (5, 7), Unit.MONTH: (20, 31), Unit.SEMESTER: (80, 186), Unit.YEAR: (220, 372),
}  # fmt: skip
_IN_WORKING_DAYS: _Sizes = {
    **_IN_DAYS, Unit.WORKING_DAY: (1, 1), Unit.CALENDAR_DAY: (Fraction(1, 2), 1),
}  # fmt: skip
_IN_CALENDAR_DAYS: _Sizes = {
    Unit.CALENDAR_DAY: (1, 1), Unit.WEEK: (7, 7), Unit.MONTH: (28, 31), Unit.SEMESTER: (168, 186),
    Unit.YEAR: (360, 366),
}  # fmt: skip
_IN_WEEKS: _Sizes = {
    Unit.WEEK: (1, 1), Unit.MONTH: (4, 5), Unit.SEMESTER: (16, 30), Unit.YEAR: (48, 60),
}  # fmt: skip

_PLAUSIBLE: dict[Unit, tuple[_Sizes, ...]] = {
    Unit.MINUTE: (_IN_WORKING_HOURS, _IN_HOURS),
    Unit.HOUR: (_IN_WORKING_HOURS, _IN_HOURS),
    Unit.CALENDAR_HOUR: (_IN_CALENDAR_HOURS,),
    Unit.DAY: (_IN_DAYS,),
    Unit.WORKING_DAY: (_IN_WORKING_DAYS,),
    Unit.CALENDAR_DAY: (_IN_CALENDAR_DAYS,),
    Unit.WEEK: (_IN_WEEKS,),
}
"""By the smallest unit of two statements: what the larger ones may be, each table a way to see it whole.

A working day is 5 to 8 hours, a plain one also 24, a week 5 to 7 days, a month 20 to 31 days or 4 to 5 weeks;
a semester of lectures has 16 weeks, a year as few as 220 days of work. A working day may span a weekend,
so it is up to 2 plain days.
"""


def same_time(one: Sequence[Span], other: Sequence[Span]) -> bool | None:
    """Return whether two statements say the same.

    None where no fixed ratio of their units tells, but a plausible one makes them equal, as `1 hari (8 jam)`,
    or the second is the first in rounded decimals, as `40 menit (0,67 jam)`.
    """
    answers = [
        _same([span.minimum for span in one], [span.minimum for span in other]),
        _same([span.maximum for span in one], [span.maximum for span in other]),
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _same(one: Sequence[Quantity | None], other: Sequence[Quantity | None]) -> bool | None:
    left, right = ([quantity for quantity in side if quantity is not None] for side in (one, other))
    measures = [_measured(side) for side in (left, right)]
    if measures[0] == measures[1]:
        return True
    if measures[0].keys() == measures[1].keys():
        close = len(measures[0]) == 1 and _overlap(left, right, _FIXED_SIZES)
    else:
        smallest = max((quantity.unit for quantity in left + right), key=LARGER_FIRST.index)
        close = any(_overlap(left, right, sizes) for sizes in _PLAUSIBLE[smallest])
    return None if close else False


def _measured(quantities: Sequence[Quantity]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for quantity in quantities:
        measure, size = _FIXED[quantity.unit]
        sums[measure] = sums.get(measure, Fraction(0)) + quantity.value * size
    return sums


def _overlap(left: Sequence[Quantity], right: Sequence[Quantity], sizes: _Sizes) -> bool:
    (low, high), (other_low, other_high) = _bounds(left, sizes), _bounds(right, sizes)
    return low <= other_high and other_low <= high


def _bounds(quantities: Sequence[Quantity], sizes: _Sizes) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for quantity in quantities:
        least, most = sizes[quantity.unit]
        slack = _rounding(quantity.value)
        low += (quantity.value - slack) * least
        high += (quantity.value + slack) * most
    return low, high


def _rounding(value: Fraction) -> Fraction:
    """Return what rounding may have taken from a value with two decimals; shorter ones are exact."""
    exact = (value * 10).denominator == 1 or value.denominator == 4 or (value * 100).denominator != 1
    return Fraction(0) if exact else Fraction(1, 200)
