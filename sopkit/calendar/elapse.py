"""Time that elapses on the calendar, whether anyone works or not: hours, and months that differ in length."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["add_hours", "add_months"]

_HOUR = 3_600_000_000
"""An hour in microseconds."""


def add_hours(start: datetime, hours: Fraction) -> datetime:
    """Return the moment so many hours later, to the microsecond. Raises OverflowError after the year 9999."""
    return start + timedelta(microseconds=round(hours * _HOUR))


def add_months(start: datetime, months: Fraction) -> datetime:
    """Return the same day and clock time so many months later, or the last day of a month that lacks it.

    A part of a month is that part of the way to the next such day: half a month from 1 February is 14 days,
    in a leap year 14 and a half.

    Raises OverflowError: it would be after the year 9999.
    """
    whole, part = divmod(months, 1)
    moment = _whole_months(start, int(whole))
    if not part:
        return moment
    length = (_whole_months(start, int(whole) + 1) - moment) // timedelta(microseconds=1)
    return moment + timedelta(microseconds=round(part * length))


def _whole_months(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > datetime.max.year:
        raise OverflowError("after the year 9999")
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
