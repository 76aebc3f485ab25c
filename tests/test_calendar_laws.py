"""The laws of the work calendar, over calendars with odd hours, and against reckoning minute by minute."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from itertools import islice, takewhile

from hypothesis import assume, given
from hypothesis import strategies as st

from sopkit.calendar import WIB, WorkCalendar
from sopkit.model import NO_TIME, Duration, Quantity, Unit
from tests.calendars import ANY_ZONES, DAYS, MINUTE, calendars, fractions, minutes_from, moments, works

SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
A_WEEK = 7 * 24 * 60


def work(minutes: Fraction | int) -> Duration:
    """Return working time."""
    return Duration(working_minutes=Fraction(minutes))


class TestMinuteByMinute:
    """Whoever counts the minutes of work one by one comes to the same."""

    @given(calendars(), moments(), st.integers(1, 600))
    def test_time_is_added_in_working_minutes_alone(
        self, calendar: WorkCalendar, start: datetime, count: int
    ) -> None:
        """Added time ends with the last of so many minutes of work."""
        worked = (minute for minute in minutes_from(calendar, start) if works(calendar, minute))
        last = next(islice(worked, count - 1, None))

        assert calendar.add(start, work(count)) == last + MINUTE

    @given(calendars(), moments(), st.integers(0, A_WEEK))
    def test_time_between_is_the_working_minutes(
        self, calendar: WorkCalendar, start: datetime, length: int
    ) -> None:
        """The time between two moments has as many minutes as the office works between them."""
        minutes = islice(minutes_from(calendar, start), length)
        counted = sum(works(calendar, minute) for minute in minutes)

        assert calendar.between(start, start + length * MINUTE) == work(counted)

    @given(calendars(), moments())
    def test_next_working_time_is_the_first_minute_of_work(
        self, calendar: WorkCalendar, moment: datetime
    ) -> None:
        """The next working time is the first minute in which the office works."""
        first = next(minute for minute in minutes_from(calendar, moment) if works(calendar, minute))

        assert calendar.next_working_time(moment) == first
        assert calendar.is_working_time(moment) == works(calendar, moment.astimezone(calendar.zone))

    @given(calendars(), DAYS.flatmap(lambda day: st.just(datetime(day.year, day.month, day.day))))
    def test_a_day_has_its_minutes(self, calendar: WorkCalendar, midnight: datetime) -> None:
        """The working minutes of a day are those between its midnights."""
        minutes = (midnight + count * MINUTE for count in range(24 * 60))

        assert calendar.working_minutes(midnight.date()) == sum(works(calendar, one) for one in minutes)

    @given(calendars("dates"), moments(), st.integers(1, 8))
    def test_dates_are_counted_day_by_day(self, calendar: WorkCalendar, start: datetime, days: int) -> None:
        """So many working days later is so many days with work after the day of the beginning."""
        begin = start.astimezone(calendar.zone)
        if not works(calendar, begin) and not works(calendar, begin - MICROSECOND):
            begin = calendar.next_working_time(start)
        assume(works(calendar, begin))

        end = calendar.add(start, Quantity(Fraction(days), Unit.WORKING_DAY))

        midnight = begin.replace(hour=0, minute=0) + timedelta(days=1)
        minutes = takewhile(lambda minute: minute < end, minutes_from(calendar, midnight))
        assert len({minute.date() for minute in minutes if works(calendar, minute)} | {end.date()}) == days
        assert works(calendar, end) or works(calendar, end - MICROSECOND)


class TestAddAndBetween:
    """What is added lies between."""

    @given(calendars(), moments(SECOND), fractions(3000))
    def test_between_undoes_add(self, calendar: WorkCalendar, start: datetime, minutes: Fraction) -> None:
        """Between a start and what added time makes of it lies the time that was added."""
        end = calendar.add(start, work(minutes))

        assert calendar.between(start, end) == work(minutes)

    @given(calendars(), moments(SECOND), moments(SECOND))
    def test_add_undoes_between(self, calendar: WorkCalendar, one: datetime, other: datetime) -> None:
        """The time between two moments, added to the first, leads to the end of work before the second."""
        start, end = sorted((one, other))

        reached = calendar.add(start, calendar.between(start, end))

        assert reached <= end
        assert calendar.between(reached, end) == NO_TIME

    @given(calendars(), moments(SECOND), fractions(2000), fractions(2000))
    def test_adding_is_additive(
        self, calendar: WorkCalendar, start: datetime, one: Fraction, other: Fraction
    ) -> None:
        """Two times added one after the other are their sum added at once."""
        first = calendar.add(start, work(one))

        assert calendar.add(first, work(other)) == calendar.add(start, work(one + other))

    @given(calendars(), moments(SECOND), moments(SECOND), fractions(2000), fractions(2000))
    def test_adding_is_monotone(
        self, calendar: WorkCalendar, one: datetime, other: datetime, less: Fraction, more: Fraction
    ) -> None:
        """A later start never ends sooner, and neither does a longer time."""
        (start, later), (short, long) = sorted((one, other)), sorted((less, more))

        assert calendar.add(start, work(short)) <= calendar.add(start, work(long))
        assert calendar.add(start, work(short)) <= calendar.add(later, work(short))

    @given(calendars(), moments(SECOND), moments(SECOND), moments(SECOND))
    def test_time_between_adds_up(
        self, calendar: WorkCalendar, one: datetime, other: datetime, third: datetime
    ) -> None:
        """The time between two moments is that to any moment within and from there on."""
        start, middle, end = sorted((one, other, third))

        parts = calendar.between(start, middle) + calendar.between(middle, end)

        assert calendar.between(start, end) == parts

    @given(calendars(), moments(SECOND), fractions(3000))
    def test_added_time_ends_in_work(
        self, calendar: WorkCalendar, start: datetime, minutes: Fraction
    ) -> None:
        """Added working time ends within a shift or at its end, never in a break, a night or a holiday."""
        end = calendar.add(start, work(minutes))

        assert works(calendar, end - MICROSECOND)

    @given(calendars(), moments(SECOND))
    def test_no_time_changes_nothing(self, calendar: WorkCalendar, start: datetime) -> None:
        """Adding no time leaves the moment as it is."""
        assert calendar.add(start, NO_TIME) == start

    @given(calendars(), moments(SECOND), fractions(3000), ANY_ZONES)
    def test_zone_of_the_start_is_of_no_meaning(
        self, calendar: WorkCalendar, start: datetime, minutes: Fraction, zone: timezone
    ) -> None:
        """One moment written in two zones gives one result, in the zone of the calendar."""
        end = calendar.add(start.astimezone(zone), work(minutes))

        assert end == calendar.add(start, work(minutes))
        assert end.tzinfo is calendar.zone

    @given(calendars(), moments(timedelta(microseconds=7)), st.fractions(0, 1000).map(abs))
    def test_odd_fractions_are_off_by_less_than_a_microsecond(
        self, calendar: WorkCalendar, start: datetime, minutes: Fraction
    ) -> None:
        """A time that is no whole number of microseconds is rounded to the nearest one."""
        between = calendar.between(start, calendar.add(start, work(minutes)))

        assert abs(between.working_minutes - minutes) * 60_000_000 <= Fraction(1, 2)


class TestElapsedTime:
    """Calendar time passes whether anyone works or not."""

    @given(calendars(), moments(SECOND), st.integers(0, 10_000))
    def test_calendar_hours_elapse(self, calendar: WorkCalendar, start: datetime, hours: int) -> None:
        """Calendar hours are hours of the clock."""
        end = calendar.add(start, Duration(calendar_hours=Fraction(hours)))

        assert end - start == timedelta(hours=hours)

    @given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(0, 1000))
    def test_months_lead_to_the_same_day_or_the_last(self, local: datetime, months: int) -> None:
        """Months lead to the same day so many months on, or to the last day of a month without it."""
        start = local.replace(tzinfo=WIB)

        end = WorkCalendar().add(start, Duration(calendar_months=Fraction(months)))

        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
        assert end.day == min(start.day, monthrange(end.year, end.month)[1])
        assert end.timetz() == start.timetz()

    @given(moments(SECOND), st.fractions(0, 100), st.fractions(0, 100))
    def test_parts_of_months_are_in_their_order(
        self, start: datetime, one: Fraction, other: Fraction
    ) -> None:
        """More of a month never ends sooner than less of it."""
        less, more = sorted((one, other))
        calendar = WorkCalendar()

        assert calendar.add(start, Duration(calendar_months=less)) <= calendar.add(
            start, Duration(calendar_months=more)
        )
