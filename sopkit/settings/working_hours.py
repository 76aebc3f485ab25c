"""Working hours: the shifts of a day, the days of a week, and the weeks that are law for civil servants."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "PERPRES_21_2023_WEEK",
    "RAMADAN_WEEK",
    "Shift",
    "Week",
    "average_minutes",
    "in_order",
    "read_shift",
    "shifts",
]

Shift = tuple[int, int]
"""From and to, in minutes after midnight, 0 to 1440."""

Week = tuple[tuple[Shift, ...], ...]
"""The shifts of seven days, Monday first; a day without shifts is no working day."""

_SHIFT = re.compile(r"\s*([0-9]{1,2})[:.]([0-9]{2})\s*[-–]\s*([0-9]{1,2})[:.]([0-9]{2})\s*")


def shifts(*texts: str) -> tuple[Shift, ...]:
    """Return the shifts of a day as they are written in settings.

    >>> shifts("07:30-12:00", "13:00-16:00")
    ((450, 720), (780, 960))

    Raises InvalidValue: a text is no time of a day from and to.
    """
    return tuple(_shift(text) for text in texts)


def _shift(text: str) -> Shift:
    shift = read_shift(text)
    if shift is None:
        raise InvalidValue("a shift", text, "from and to on one day, such as `07:30-12:00`")
    return shift


def read_shift(text: str) -> Shift | None:
    """Return a shift written as `07:30-12:00` or `07.30-12.00`; None if it is none or ends too early."""
    match = _SHIFT.fullmatch(text)
    if match is None:
        return None
    from_hour, from_minute, to_hour, to_minute = map(int, match.groups())
    start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
    if max(from_minute, to_minute) > 59 or not start < end <= 1440:
        return None
    return start, end


def in_order(day: Iterable[Shift]) -> bool:
    """Return whether each shift of a day begins when the one before it has ended, or later."""
    return all(one[1] <= next_one[0] for one, next_one in pairwise(day))


def average_minutes(week: Week) -> Fraction:
    """Return how many minutes a working day has on average; 0 for a week without work."""
    minutes = [sum(end - start for start, end in day) for day in week if day]
    return Fraction(sum(minutes), max(1, len(minutes)))


_MONDAY_TO_THURSDAY = shifts("07:30-12:00", "13:00-16:00")
_FRIDAY = shifts("07:30-11:30", "13:00-16:30")

PERPRES_21_2023_WEEK: Week = (*(_MONDAY_TO_THURSDAY,) * 4, _FRIDAY, (), ())
"""The working week of civil servants: 37.5 hours from Monday to Friday, from 07:30.

Source: Perpres 21/2023: Pasal 3, five days; Pasal 4, 37 hours 30 minutes without the breaks, begin at 07:30
local time, breaks of 60 minutes and on Friday of 90. That the break begins at 12:00, on Friday at 11:30, is
common practice and does not stand in the regulation.
"""

_FASTING_MONDAY_TO_THURSDAY = shifts("08:00-12:00", "12:30-15:00")
_FASTING_FRIDAY = shifts("08:00-11:30", "12:30-15:30")

RAMADAN_WEEK: Week = (*(_FASTING_MONDAY_TO_THURSDAY,) * 4, _FASTING_FRIDAY, (), ())
"""The working week in Ramadan: 32.5 hours from Monday to Friday, from 08:00.

Source: Perpres 21/2023, Pasal 4: 32 hours 30 minutes without the breaks, begin at 08:00 local time, breaks of
30 minutes and on Friday of 60. When the break begins is common practice, as in the ordinary week.
"""
