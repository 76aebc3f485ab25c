"""Calendars for tests, and the plainest way to reckon with them: minute by minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sopkit.calendar import WIB, WIT, WITA, Holiday, SpecialPeriod, Week, WorkCalendar
from sopkit.model import Duration, Quantity, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.calendar import Shift

MINUTE = timedelta(minutes=1)
ORDINARY = WorkCalendar()
ROUND_THE_CLOCK: Week = (((0, 1440),),) * 7
CLOSED: Week = ((),) * 7

_FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda days: _FIRST + timedelta(days=days))


def at(text: str, zone: timezone = WIB) -> datetime:
    """Return a moment written as `2026-01-05 08:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def work(minutes: Fraction | int) -> Duration:
    """Return working time."""
    return Duration(working_minutes=Fraction(minutes))


def quantity(value: Fraction | int | str, unit: str) -> Quantity:
    """Return a number of units."""
    return Quantity(Fraction(value), Unit(unit))


def day_shifts(points: list[int]) -> tuple[Shift, ...]:
    """Pair up minutes of a day to shifts in their order; two may touch."""
    ordered = sorted(points)
    return tuple((start, end) for start, end in zip(ordered[::2], ordered[1::2], strict=False) if start < end)


SHIFTS = st.lists(st.integers(0, 24).map(lambda hour: hour * 60) | st.integers(0, 1440), max_size=6).map(
    day_shifts
)
ANY_WEEKS: st.SearchStrategy[Week] = st.tuples(*[SHIFTS] * 7)
WEEKS = ANY_WEEKS.filter(lambda week: sum(end - start for day in week for start, end in day) >= 60)

ZONES = st.sampled_from([WIB, WITA, WIT])
ANY_ZONES = ZONES | st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@st.composite
def periods(draw: st.DrawFn) -> tuple[SpecialPeriod, ...]:
    """Draw up to two periods that share no day, in any order."""
    days = sorted(draw(st.lists(DAYS, min_size=4, max_size=4, unique=True)))
    pairs = draw(st.permutations([(days[0], days[1]), (days[2], days[3])]))
    count = draw(st.integers(0, 2))
    return tuple(SpecialPeriod(first, last, draw(ANY_WEEKS), "period") for first, last in pairs[:count])


@st.composite
def calendars(draw: st.DrawFn, working_day: str = "hours") -> WorkCalendar:
    """Draw a calendar with odd hours, periods and holidays about the beginning of 2026."""
    return WorkCalendar(
        week=draw(WEEKS),
        periods=draw(periods()),
        holidays=tuple(Holiday(day, "holiday") for day in draw(st.lists(DAYS, max_size=8, unique=True))),
        zone=draw(ZONES),
        working_day=working_day,
    )


def moments(unit: timedelta = MINUTE) -> st.SearchStrategy[datetime]:
    """Draw moments about the beginning of 2026 in any zone, in whole units since its first midnight."""
    count = timedelta(days=40) // unit
    return st.builds(
        lambda units, zone: datetime(2026, 1, 1, tzinfo=zone) + units * unit, st.integers(0, count), ANY_ZONES
    )


def fractions(most: int) -> st.SearchStrategy[Fraction]:
    """Draw more than nothing, in whole seconds of minutes, so that nothing has to be rounded."""
    return st.integers(1, most * 60).map(lambda seconds: Fraction(seconds, 60))


def works(calendar: WorkCalendar, minute: datetime) -> bool:
    """Return whether the office works in the minute that begins here, read off the calendar's fields."""
    day = minute.date()
    if any(holiday.day == day for holiday in calendar.holidays):
        return False
    weeks = [period.week for period in calendar.periods if period.first <= day <= period.last]
    week = weeks[0] if weeks else calendar.week
    now = minute.hour * 60 + minute.minute
    return any(start <= now < end for start, end in week[day.weekday()])


def minutes_from(calendar: WorkCalendar, start: datetime) -> Iterator[datetime]:
    """Return the minutes from a whole minute on, without end, in the zone of the calendar."""
    minute = start.astimezone(calendar.zone)
    while True:
        yield minute
        minute += MINUTE
