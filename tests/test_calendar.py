"""The work calendar: working hours, breaks, zones, the meaning of a day, and what it refuses."""

from __future__ import annotations

import pickle
import time
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest

from sopkit.calendar import (
    PERPRES_21_2023_WEEK,
    RAMADAN_WEEK,
    WIB,
    WIT,
    WITA,
    Holiday,
    SpecialPeriod,
    Week,
    WorkCalendar,
    shifts,
)
from sopkit.errors import CalendarEnds, InvalidValue
from sopkit.model import Duration, Quantity, Unit
from sopkit.settings.working_hours import average_minutes
from tests.calendars import CLOSED, ORDINARY, ROUND_THE_CLOCK, at, quantity, work

BY_DATE = WorkCalendar(working_day="dates")


class TestWeeks:
    """Perpres 21/2023, Pasal 3 and 4: five days, 37.5 hours, in Ramadan 32.5."""

    @pytest.mark.parametrize(
        ("week", "minutes", "begin", "breaks"),
        [
            (PERPRES_21_2023_WEEK, 2250, "07:30", (60, 60, 60, 60, 90)),
            (RAMADAN_WEEK, 1950, "08:00", (30, 30, 30, 30, 60)),
        ],
    )
    def test_weeks_are_those_of_the_regulation(
        self, week: Week, minutes: int, begin: str, breaks: tuple[int, ...]
    ) -> None:
        """Each week has the hours, the beginning and the breaks that the regulation gives it."""
        first = int(begin[:2]) * 60 + int(begin[3:])
        assert sum(end - start for day in week for start, end in day) == minutes
        assert {day[0][0] for day in week if day} == {first}
        assert tuple(day[1][0] - day[0][1] for day in week if day) == breaks
        assert week[5:] == ((), ())

    def test_working_day_is_the_average_of_the_week(self) -> None:
        """A working day has the average minutes of the days on which the office works."""
        calendar = WorkCalendar(week=(shifts("08:00-12:00"), shifts("08:00-13:00"), *CLOSED[2:]))

        assert ORDINARY.minutes_per_working_day == 450
        assert calendar.minutes_per_working_day == 270

    def test_working_day_can_be_set(self) -> None:
        """A working day that was set has that length, whatever the week is."""
        calendar = WorkCalendar(hours_per_working_day=Fraction(8))

        assert calendar.minutes_per_working_day == 480
        assert calendar.add(at("2026-01-05 07:30"), quantity(1, "working-day")) == at("2026-01-06 08:00")

    def test_week_without_work_has_no_average(self) -> None:
        """The average of a week without working days is nothing."""
        assert average_minutes(CLOSED) == 0

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("07:30-12:00", (450, 720)),
            ("7.30 – 12.00", (450, 720)),
            ("00:00-24:00", (0, 1440)),
        ],
    )
    def test_shift_is_read_as_offices_write_it(self, text: str, expected: tuple[int, int]) -> None:
        """A shift is read with colons or full stops, a hyphen or a dash."""
        assert shifts(text) == (expected,)

    @pytest.mark.parametrize(
        "text",
        ["07:30", "12:00-07:30", "07:30-07:30", "07:60-08:00", "23:00-24:01", "7-8", "٠٧:٣٠-١٢:٠٠", ""],
    )
    def test_text_that_is_no_shift_is_refused(self, text: str) -> None:
        """A text that is not from and to on one day is refused."""
        with pytest.raises(InvalidValue, match="from and to on one day"):
            shifts(text)


class TestAdd:
    """Working time passes in the shifts of the week and nowhere else."""

    @pytest.mark.parametrize(
        ("start", "minutes", "end"),
        [
            ("2026-01-05 08:00", 20, "2026-01-05 08:20"),
            ("2026-01-05 11:30", 60, "2026-01-05 13:30"),  # over the break
            ("2026-01-05 12:15", 30, "2026-01-05 13:30"),  # from within the break
            ("2026-01-05 15:00", 60, "2026-01-05 16:00"),  # up to the end of work
            ("2026-01-05 11:00", 60, "2026-01-05 12:00"),  # up to the break
            ("2026-01-05 15:30", 60, "2026-01-06 08:00"),  # over the night
            ("2026-01-05 20:00", 30, "2026-01-06 08:00"),  # from the night
            ("2026-01-05 05:00", 30, "2026-01-05 08:00"),  # before work
            ("2026-01-09 16:00", 60, "2026-01-12 08:00"),  # over the weekend
            ("2026-01-09 11:30", 30, "2026-01-09 13:30"),  # the longer break of Friday
            ("2026-01-10 10:00", 450, "2026-01-12 16:00"),  # from the weekend
            ("2025-12-31 15:30", 60, "2026-01-01 08:00"),  # over the year, without holidays
            ("2028-02-28 15:30", 60, "2028-02-29 08:00"),  # to a leap day
        ],
    )
    def test_working_minutes_pass_in_shifts(self, start: str, minutes: int, end: str) -> None:
        """Working minutes pass over breaks, nights and weekends, and end as a shift ends."""
        assert ORDINARY.add(at(start), work(minutes)) == at(end)

    def test_seconds_are_kept(self) -> None:
        """A start within a minute and a part of a minute are exact."""
        end = ORDINARY.add(at("2026-01-05 11:59:30.5"), work(Fraction(5, 3)))

        assert end == at("2026-01-05 13:01:10.5")

    @pytest.mark.parametrize(
        ("time", "end"),
        [
            (quantity(90, "minute"), "2026-01-08 16:00"),
            (quantity(2, "hour"), "2026-01-09 08:00"),
            (quantity(1, "working-day"), "2026-01-09 15:00"),
            (quantity("1/2", "working-day"), "2026-01-09 09:45"),
            (quantity(1, "day"), "2026-01-09 15:00"),
            (quantity(2, "calendar-hour"), "2026-01-08 16:30"),
            (quantity(3, "calendar-day"), "2026-01-11 14:30"),
            (quantity(2, "week"), "2026-01-22 14:30"),
            (quantity(1, "month"), "2026-02-08 14:30"),
            (quantity(1, "semester"), "2026-07-08 14:30"),
            (quantity(1, "year"), "2027-01-08 14:30"),
            (quantity("1/2", "year"), "2026-07-08 14:30"),
        ],
    )
    def test_unit_decides_how_time_passes(self, time: Quantity, end: str) -> None:
        """Minutes, hours and working days are working time, and all other units elapse."""
        assert ORDINARY.add(at("2026-01-08 14:30"), time) == at(end)

    def test_plain_day_can_be_a_calendar_day(self) -> None:
        """A plain day is a calendar day where the calendar says so."""
        calendar = WorkCalendar(plain_day="calendar-day")

        assert calendar.add(at("2026-01-09 14:00"), quantity(1, "day")) == at("2026-01-10 14:00")

    @pytest.mark.parametrize(
        ("start", "months", "end"),
        [
            ("2026-01-31 09:00", 1, "2026-02-28 09:00"),
            ("2028-01-31 09:00", 1, "2028-02-29 09:00"),
            ("2028-02-29 09:00", 12, "2029-02-28 09:00"),
            ("2026-12-31 09:00", 2, "2027-02-28 09:00"),
            ("2026-02-01 09:00", Fraction(1, 2), "2026-02-15 09:00"),
            ("2028-02-01 09:00", Fraction(1, 2), "2028-02-15 21:00"),
            ("2026-01-31 09:00", Fraction(3, 2), "2026-03-15 21:00"),
        ],
    )
    def test_months_end_with_the_month(self, start: str, months: Fraction | int, end: str) -> None:
        """A month without the day ends with its last day, and part of a month is part of the way."""
        assert ORDINARY.add(at(start), Duration(calendar_months=Fraction(months))) == at(end)

    def test_kinds_pass_from_the_longest(self) -> None:
        """A duration of several kinds passes as months, then calendar hours, then working time."""
        time = Duration(Fraction(60), Fraction(24), Fraction(1))

        assert ORDINARY.add(at("2026-01-30 15:30"), time) == at("2026-03-02 08:30")

    def test_ordinary_long_times_are_fast(self) -> None:
        """A million working minutes are added, and measured again, in well below a second."""
        start, begin = at("2026-01-05 08:00"), time.perf_counter()

        end = ORDINARY.add(start, work(1_000_000))

        assert end == at("2034-07-12 09:40")
        assert ORDINARY.between(start, end) == work(1_000_000)
        assert time.perf_counter() - begin < 0.5


class TestDates:
    """With `dates` a working day is the same clock time on the next day of work."""

    @pytest.mark.parametrize(
        ("start", "days", "end"),
        [
            ("2026-01-05 09:00", 1, "2026-01-06 09:00"),
            ("2026-01-05 09:00", 5, "2026-01-12 09:00"),
            ("2026-01-09 14:00", 1, "2026-01-12 14:00"),
            ("2026-01-10 14:00", 1, "2026-01-13 07:30"),  # from a Saturday: from Monday 07:30
            ("2026-01-05 20:00", 1, "2026-01-07 07:30"),  # from the evening: from the next morning
            ("2026-01-05 12:30", 1, "2026-01-06 13:00"),  # from the break: from its end
            ("2026-01-05 16:00", 1, "2026-01-06 16:00"),  # the end of work belongs to the day
            ("2026-01-09 16:20", 1, "2026-01-12 16:00"),  # Monday ends at 16:00
            ("2026-01-08 11:45", 1, "2026-01-09 11:30"),  # a break on Friday
            ("2026-01-05 09:00", "1/2", "2026-01-05 13:45"),
            ("2026-01-09 09:00", "3/2", "2026-01-12 13:45"),
        ],
    )
    def test_working_days_are_counted(self, start: str, days: int | str, end: str) -> None:
        """Whole days are counted by date, and a part of a day is working time."""
        assert BY_DATE.add(at(start), quantity(days, "working-day")) == at(end)

    def test_day_that_begins_later_is_awaited(self) -> None:
        """Where work begins later on the last day, the time ends as it begins."""
        ramadan = SpecialPeriod(date(2026, 1, 6), date(2026, 1, 6), RAMADAN_WEEK, "Ramadan")

        end = replace(BY_DATE, periods=(ramadan,)).add(at("2026-01-05 07:45"), quantity(1, "working-day"))

        assert end == at("2026-01-06 08:00")

    def test_holidays_are_not_counted(self) -> None:
        """A holiday is no working day, also where it falls on a weekend."""
        holidays = (Holiday(date(2026, 1, 6), "Libur"), Holiday(date(2026, 1, 10), "Sabtu"))

        end = replace(BY_DATE, holidays=holidays).add(at("2026-01-05 09:00"), quantity(5, "working-day"))

        assert end == at("2026-01-13 09:00")

    def test_minutes_stay_working_time(self) -> None:
        """Minutes, hours and durations are working time with `dates` as well."""
        assert BY_DATE.add(at("2026-01-05 15:30"), quantity(1, "hour")) == at("2026-01-06 08:00")
        assert BY_DATE.add(at("2026-01-05 15:30"), work(60)) == at("2026-01-06 08:00")


class TestBetween:
    """What lies between two moments is measured in working time."""

    @pytest.mark.parametrize(
        ("start", "end", "minutes"),
        [
            ("2026-01-05 08:00", "2026-01-05 08:20", 20),
            ("2026-01-05 11:30", "2026-01-05 13:30", 60),
            ("2026-01-05 16:00", "2026-01-06 07:30", 0),
            ("2026-01-09 12:00", "2026-01-12 07:45", 225),
            ("2026-01-05 00:00", "2026-01-12 00:00", 2250),
            ("2026-01-05 08:00", "2026-01-05 08:00", 0),
        ],
    )
    def test_working_time_is_measured(self, start: str, end: str, minutes: int) -> None:
        """Breaks, nights and weekends are no working time."""
        assert ORDINARY.between(at(start), at(end)) == work(minutes)

    def test_end_before_the_start_is_refused(self) -> None:
        """Time does not run backwards."""
        with pytest.raises(InvalidValue, match="not before the start"):
            ORDINARY.between(at("2026-01-05 08:00"), at("2026-01-05 07:59"))


class TestZones:
    """WIB, WITA and WIT are fixed offsets; Indonesia has no daylight saving time."""

    @pytest.mark.parametrize(("zone", "hours"), [(WIB, 7), (WITA, 8), (WIT, 9)])
    def test_zones_are_fixed_offsets(self, zone: timezone, hours: int) -> None:
        """Each zone is a whole number of hours ahead of UTC, all year."""
        assert zone.utcoffset(None) == timedelta(hours=hours)

    def test_any_zone_is_taken_and_the_own_one_given(self) -> None:
        """A start in another zone is understood, and the result is in the zone of the calendar."""
        end = WorkCalendar(zone=WIT).add(at("2026-01-04 23:00", UTC), work(30))

        assert end.isoformat() == "2026-01-05T08:30:00+09:00"

    def test_hours_are_those_of_the_own_zone(self) -> None:
        """One moment is working time in the east and not yet in the west."""
        moment = at("2026-01-05 07:30", WIT)

        assert WorkCalendar(zone=WIT).is_working_time(moment)
        assert not ORDINARY.is_working_time(moment)

    @pytest.mark.parametrize("method", ["add", "between", "is_working_time", "next_working_time"])
    def test_moment_without_a_zone_is_refused(self, method: str) -> None:
        """A moment without a time zone could be any of three and is refused with what to do."""
        naive = datetime(2026, 1, 5, 8)
        more: dict[str, tuple[Any, ...]] = {"add": (work(1),), "between": (at("2026-01-06 08:00"),)}

        with pytest.raises(InvalidValue, match="a moment with a time zone, such as"):
            getattr(ORDINARY, method)(naive, *more.get(method, ()))


class TestWorkingTime:
    """A shift holds its beginning and not its end."""

    @pytest.mark.parametrize(
        ("moment", "works"),
        [
            ("2026-01-05 07:29:59", False),
            ("2026-01-05 07:30", True),
            ("2026-01-05 11:59:59", True),
            ("2026-01-05 12:00", False),
            ("2026-01-05 13:00", True),
            ("2026-01-05 16:00", False),
            ("2026-01-10 09:00", False),
        ],
    )
    def test_shift_holds_its_beginning(self, moment: str, works: bool) -> None:
        """The office works from the beginning of a shift until before its end."""
        assert ORDINARY.is_working_time(at(moment)) is works

    @pytest.mark.parametrize(
        ("moment", "begin"),
        [
            ("2026-01-05 09:15:30", "2026-01-05 09:15:30"),
            ("2026-01-05 12:00", "2026-01-05 13:00"),
            ("2026-01-09 16:30", "2026-01-12 07:30"),
        ],
    )
    def test_next_working_time_is_now_or_the_next_shift(self, moment: str, begin: str) -> None:
        """Within a shift the next working time is now, else as the next shift begins."""
        assert ORDINARY.next_working_time(at(moment)) == at(begin)

    def test_shifts_to_midnight_join(self) -> None:
        """A shift that ends at 24:00 goes on in one that begins at 00:00."""
        calendar = WorkCalendar(week=ROUND_THE_CLOCK)

        assert calendar.add(at("2026-01-05 23:30"), work(60)) == at("2026-01-06 00:30")
        assert calendar.add(at("2026-01-05 23:30"), work(30)) == at("2026-01-06 00:00")


class TestEnds:
    """Times without end are refused, at once."""

    @pytest.mark.parametrize("digits", [10, 40, 5000])
    @pytest.mark.parametrize("unit", Unit)
    @pytest.mark.parametrize("calendar", [ORDINARY, BY_DATE], ids=["hours", "dates"])
    def test_endless_time_is_refused(self, calendar: WorkCalendar, unit: Unit, digits: int) -> None:
        """A time that ends after the year 9999 is refused in every unit."""
        with pytest.raises(InvalidValue, match="after the year 9999"):
            calendar.add(at("2026-01-05 08:00"), Quantity(Fraction(10**digits), unit))

    def test_last_shift_of_all_is_used(self) -> None:
        """Working time can be used up to the last shift of the year 9999."""
        start = at("9999-12-31 15:00")

        assert ORDINARY.add(start, work(90)) == at("9999-12-31 16:30")
        with pytest.raises(InvalidValue, match="after the year 9999"):
            ORDINARY.add(start, work(91))
        with pytest.raises(InvalidValue, match="after the year 9999"):
            ORDINARY.next_working_time(at("9999-12-31 17:00"))
        with pytest.raises(InvalidValue, match="after the year 9999"):
            BY_DATE.add(at("9999-12-31 17:00"), quantity(1, "working-day"))

    def test_last_midnight_is_no_moment(self) -> None:
        """A shift that ends with the year 9999 has no moment for its end."""
        with pytest.raises(InvalidValue, match="after the year 9999"):
            WorkCalendar(week=ROUND_THE_CLOCK).add(at("9999-12-31 23:00"), work(60))

    @pytest.mark.parametrize("moment", [datetime.max.replace(tzinfo=UTC), at("0001-01-01 00:00", WIT)])
    def test_moment_that_the_zone_has_not_is_refused(self, moment: datetime) -> None:
        """A moment that would be outside of the years 1 to 9999 in the calendar's zone is refused."""
        with pytest.raises(InvalidValue, match="years 1 to 9999"):
            ORDINARY.is_working_time(moment)

    def test_first_day_of_all_is_reckoned_with(self) -> None:
        """The first day there is, a Monday, has its working time."""
        assert ORDINARY.add(at("0001-01-01 07:30"), work(30)) == at("0001-01-01 08:00")


class TestRefused:
    """Values that make no calendar are refused where it is made."""

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"week": CLOSED}, "working hours on one day"),
            ({"week": PERPRES_21_2023_WEEK[:5]}, "seven days"),
            ({"week": list(PERPRES_21_2023_WEEK)}, "seven days"),
            ({"week": ((450, 720), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((450, 720, 960),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((720, 450),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((450, 450),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((-1, 450),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((450, 1441),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((450.0, 720),), *CLOSED[1:])}, "a tuple of shifts"),
            ({"week": (((450, 720), (719, 960)), *CLOSED[1:])}, "do not overlap"),
            ({"week": (((780, 960), (450, 720)), *CLOSED[1:])}, "do not overlap"),
            ({"zone": "WIB"}, "`WIB`, `WITA`, `WIT`"),
            ({"working_day": "day"}, "`hours` or `dates`"),
            ({"plain_day": "hari"}, "`working-day` or `calendar-day`"),
            ({"hours_per_working_day": 0}, "more than 0"),
            ({"hours_per_working_day": 25}, "at most 24"),
            ({"hours_per_working_day": 7.5}, "a Fraction"),
            ({"holidays": (Holiday(datetime(2026, 1, 1), "Tahun Baru"),)}, "a date without a time"),
        ],
    )
    def test_impossible_calendar_is_refused(self, fields: dict[str, Any], message: str) -> None:
        """A calendar without working time, with shifts that overlap or unknown words cannot be made."""
        with pytest.raises(InvalidValue, match=message):
            WorkCalendar(**fields)

    @pytest.mark.parametrize(
        ("days", "message"),
        [
            ([(7, 6)], "not before the first"),
            ([(6, 8), (8, 9)], "share no day"),
            ([(8, 9), (6, 8)], "share no day"),
        ],
    )
    def test_impossible_periods_are_refused(self, days: list[tuple[int, int]], message: str) -> None:
        """A period ends after it begins, and no day is in two."""
        periods = tuple(
            SpecialPeriod(date(2026, 1, first), date(2026, 1, last), RAMADAN_WEEK, "Ramadan")
            for first, last in days
        )

        with pytest.raises(InvalidValue, match=message):
            WorkCalendar(periods=periods)

    def test_period_with_an_impossible_week_is_refused(self) -> None:
        """The week of a period is looked at like the ordinary one."""
        period = SpecialPeriod(date(2026, 1, 6), date(2026, 1, 7), ((),), "Ramadan")

        with pytest.raises(InvalidValue, match="the week of a period"):
            WorkCalendar(periods=(period,))

    @pytest.mark.parametrize(
        "time",
        [work(-1), Duration(calendar_hours=Fraction(-1)), quantity(-1, "hour"), quantity(-1, "working-day")],
    )
    def test_negative_time_is_refused(self, time: Duration | Quantity) -> None:
        """Time that runs backwards is refused."""
        with pytest.raises(InvalidValue, match="not negative"):
            ORDINARY.add(at("2026-01-05 08:00"), time)

    @pytest.mark.parametrize("time", [60, timedelta(hours=1), "1 jam", Duration(Fraction(0), 0.5)])  # type: ignore[arg-type]
    def test_time_of_another_type_is_refused(self, time: Any) -> None:
        """What is no duration and no quantity, or holds a float, is refused."""
        with pytest.raises(InvalidValue, match="time is"):
            ORDINARY.add(at("2026-01-05 08:00"), time)

    def test_moment_is_no_day(self) -> None:
        """A day is asked for by its date, since the date of a moment depends on the zone."""
        with pytest.raises(InvalidValue, match="a date without a time of day"):
            ORDINARY.working_minutes(at("2026-01-05 08:00"))


class TestValue:
    """A calendar is a value."""

    def test_calendar_is_frozen_and_compares(self) -> None:
        """Calendars with the same fields are equal, have one hash, and never change."""
        assert WorkCalendar() == ORDINARY
        assert hash(WorkCalendar()) == hash(ORDINARY)
        assert BY_DATE != ORDINARY
        with pytest.raises(FrozenInstanceError):
            ORDINARY.working_day = "dates"  # type: ignore[misc]

    def test_calendar_travels_between_processes(self) -> None:
        """A calendar can be pickled, and so can its errors."""
        error = CalendarEnds(2027, (2026,), (("en", "e"), ("id", "i")))

        assert pickle.loads(pickle.dumps(ORDINARY)) == ORDINARY
        assert str(pickle.loads(pickle.dumps(error))) == "e"
