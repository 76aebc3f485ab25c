"""Days that are not like others: holidays, and periods with a week of their own; and what they must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue
from sopkit.settings.working_hours import Week, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Holiday", "SpecialPeriod", "check_date", "check_periods", "check_week"]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without work."""

    day: date
    name: str
    is_estimate: bool = False
    """Whether the date was reckoned ahead and is not decided yet."""
    is_joint_leave: bool = False
    """Whether it is joint leave (cuti bersama), taken together around a holiday."""


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """Days on which another week of working hours holds, such as Ramadan.

    A week without any working time is an office that is closed.
    """

    first: date
    last: date
    """The last day that belongs to it."""
    week: Week
    name: str


def check_date(name: str, day: object) -> date:
    """Return a date. Raises InvalidValue: it is none, or a moment, whose date depends on the zone."""
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise InvalidValue(name, day, "a date without a time of day; `.date()` makes one of a datetime")


def check_week(name: str, week: object) -> None:
    """Raise InvalidValue if this is no week: seven tuples of shifts, each day in order without overlap."""
    if not isinstance(week, tuple) or len(week) != 7:
        raise InvalidValue(name, week, "a tuple of seven days, Monday first")
    for day in week:
        if not isinstance(day, tuple) or not all(_is_shift(shift) for shift in day):
            raise InvalidValue(
                f"a day of {name}", day, "a tuple of shifts (from, to), in minutes after midnight, 0 to 1440"
            )
        if not in_order(day):
            raise InvalidValue(f"a day of {name}", day, "shifts in their order that do not overlap")


def _is_shift(shift: object) -> bool:
    """Return whether this is from and to in whole minutes of one day."""
    return (
        isinstance(shift, tuple)
        and len(shift) == 2
        and all(type(minute) is int for minute in shift)
        and 0 <= shift[0] < shift[1] <= 1440
    )


def check_periods(periods: Iterable[SpecialPeriod]) -> None:
    """Raise InvalidValue if a period is upside down, has no valid week, or shares a day with another."""
    for period in periods:
        check_week("the week of a period", period.week)
        if check_date("the first day of a period", period.first) > check_date(
            "the last day of a period", period.last
        ):
            raise InvalidValue("a period", period, "a last day that is not before the first")
    for one, other in pairwise(sorted(periods, key=lambda period: period.first)):
        if other.first <= one.last:
            raise InvalidValue("periods", other, "periods that share no day")
