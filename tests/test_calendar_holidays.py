"""Ramadan and holidays in the work calendar: written, from the package, and from the settings."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sopkit.calendar import (
    RAMADAN_WEEK,
    WITA,
    Holiday,
    SpecialPeriod,
    WorkCalendar,
    calendar_for,
    public_holidays,
)
from sopkit.cli.console import Console, Streams
from sopkit.cli.problems import explain_error
from sopkit.errors import CalendarEnds, ExtraMissing, SopkitError, UnknownName
from sopkit.settings import CalendarSettings, Settings
from tests.calendars import CLOSED, ROUND_THE_CLOCK, at, quantity, work


class TestRamadan:
    """In a special period another week holds."""

    CALENDAR = WorkCalendar(
        periods=(SpecialPeriod(date(2026, 2, 18), date(2026, 3, 19), RAMADAN_WEEK, "Ramadan"),)
    )

    @pytest.mark.parametrize(
        ("day", "minutes"),
        [
            (date(2026, 2, 17), 450),
            (date(2026, 2, 18), 390),
            (date(2026, 3, 19), 390),
            (date(2026, 3, 20), 450),
            (date(2026, 2, 21), 0),
        ],
    )
    def test_days_of_the_period_have_its_hours(self, day: date, minutes: int) -> None:
        """From its first to its last day a period has its own hours."""
        assert self.CALENDAR.working_minutes(day) == minutes

    def test_time_runs_through_both_weeks(self) -> None:
        """Time that begins before the period goes on in its hours."""
        assert self.CALENDAR.add(at("2026-02-17 15:30"), work(60)) == at("2026-02-18 08:30")

    def test_office_can_be_closed_for_a_period(self) -> None:
        """A period without any hours is passed over."""
        closed = SpecialPeriod(date(2026, 1, 6), date(2026, 1, 31), CLOSED, "renovasi")

        end = WorkCalendar(periods=(closed,)).add(at("2026-01-05 15:30"), work(60))

        assert end == at("2026-02-02 08:00")

    def test_periods_may_follow_one_another(self) -> None:
        """A period may begin on the day after another one, in whatever order they are given."""
        later = SpecialPeriod(date(2026, 1, 7), date(2026, 1, 7), ROUND_THE_CLOCK, "piket")
        earlier = SpecialPeriod(date(2026, 1, 6), date(2026, 1, 6), RAMADAN_WEEK, "Ramadan")

        calendar = WorkCalendar(periods=(later, earlier))

        minutes = [calendar.working_minutes(date(2026, 1, day)) for day in (5, 6, 7, 8)]
        assert minutes == [450, 390, 1440, 450]


class TestHolidays:
    """Nobody works on a holiday, and a calendar says where its knowledge ends."""

    CALENDAR = WorkCalendar(
        holidays=(
            Holiday(date(2026, 12, 25), "Hari Raya Natal"),
            Holiday(date(2026, 12, 31), "Rapat tahunan"),
        ),
        years=frozenset({2026}),
    )

    def test_holiday_is_passed_over(self) -> None:
        """Working time does not pass on a holiday."""
        assert self.CALENDAR.add(at("2026-12-24 15:30"), work(60)) == at("2026-12-28 08:00")

    def test_holiday_has_a_name_and_no_minutes(self) -> None:
        """A holiday has its name and no working minutes, and another day has none of the former."""
        assert self.CALENDAR.holiday_name(date(2026, 12, 25)) == "Hari Raya Natal"
        assert self.CALENDAR.working_minutes(date(2026, 12, 25)) == 0
        assert self.CALENDAR.holiday_name(date(2026, 12, 24)) is None

    def test_holidays_may_share_a_day(self) -> None:
        """Two holidays on one day are one day without work, with both names."""
        days = (Holiday(date(2026, 1, 6), "Satu"), Holiday(date(2026, 1, 6), "Dua"))
        calendar = WorkCalendar(holidays=days)

        assert calendar.holiday_name(date(2026, 1, 6)) == "Satu; Dua"
        assert calendar.add(at("2026-01-05 15:30"), work(60)) == at("2026-01-07 08:00")

    def test_last_minute_of_a_known_year_is_reached(self) -> None:
        """Time that ends in the last shift of a known year needs nothing of the next."""
        assert self.CALENDAR.add(at("2026-12-30 15:00"), work(60)) == at("2026-12-30 16:00")
        assert self.CALENDAR.between(at("2026-12-30 15:00"), at("2027-01-01 00:00")) == work(60)

    def test_calendar_time_needs_no_holidays(self) -> None:
        """Months elapse into years whose holidays nobody knows yet."""
        assert self.CALENDAR.add(at("2026-12-30 15:00"), quantity(2, "month")) == at("2027-02-28 15:00")

    @pytest.mark.parametrize(
        ("method", "arguments"),
        [
            ("add", (at("2026-12-30 15:00"), work(61))),
            ("add", (at("2026-12-30 15:00"), work(10**30))),
            ("add", (at("2027-01-04 08:00"), work(1))),
            ("add", (at("2026-12-30 15:00"), quantity(1, "working-day"))),
            ("between", (at("2026-12-30 15:00"), at("2027-01-01 00:01"))),
            ("between", (at("2026-12-30 15:00"), at("2099-01-01 00:01"))),
            ("is_working_time", (at("2027-01-01 00:00"),)),
            ("next_working_time", (at("2026-12-30 16:00"),)),
            ("working_minutes", (date(2027, 1, 1),)),
            ("holiday_name", (date(2027, 1, 1),)),
        ],
    )
    def test_unknown_year_is_named(self, method: str, arguments: tuple[Any, ...]) -> None:
        """A year whose holidays are not known is an error that names it, and no year without holidays."""
        with pytest.raises(CalendarEnds, match="holidays of 2027 are not known") as caught:
            getattr(self.CALENDAR, method)(*arguments)

        assert (caught.value.year, caught.value.known) == (2027, (2026,))
        assert "Hari libur tahun 2027 tidak diketahui" in caught.value.message("id")

    def test_gap_between_known_years_is_named(self) -> None:
        """Known years on both sides do not make up for one between them."""
        calendar = WorkCalendar(years=frozenset({2024, 2025, 2026, 2028}))

        with pytest.raises(CalendarEnds, match="those of 2024–2026, 2028"):
            calendar.between(at("2026-12-01 08:00"), at("2028-02-01 08:00"))

    def test_calendar_that_knows_no_year_says_so(self) -> None:
        """A calendar made for no year tells how to make one."""
        with pytest.raises(CalendarEnds, match="those of no year"):
            WorkCalendar(years=frozenset()).add(at("2026-01-05 08:00"), work(1))

    def test_written_list_has_no_end(self) -> None:
        """A calendar whose holidays are a list alone holds for all years."""
        calendar = replace(self.CALENDAR, years=None)

        assert calendar.add(at("2026-12-30 15:00"), work(61)) == at("2027-01-01 07:31")


class TestPublicHolidays:
    """National holidays come from the package `holidays`, with the years that it knows."""

    def test_fixed_holidays_are_there(self) -> None:
        """New Year and Independence Day are holidays of every year asked for."""
        found = public_holidays((2025, 2026))

        days = {holiday.day: holiday for holiday in found.holidays}
        assert found.years == {2025, 2026}
        for year in (2025, 2026):
            assert not days[date(year, 1, 1)].is_estimate
            assert "Kemerdekaan" in days[date(year, 8, 17)].name
            assert not days[date(year, 8, 17)].is_joint_leave

    def test_no_other_years_are_there(self) -> None:
        """Only the years asked for are there, in the order of the calendar."""
        days = [holiday.day for holiday in public_holidays((2025,)).holidays]

        assert days == sorted(set(days))
        assert {day.year for day in days} == {2025}

    def test_joint_leave_can_be_left_out(self) -> None:
        """Joint leave is marked, and left out where the office works then."""
        both, alone = public_holidays((2024,)), public_holidays((2024,), joint_leave=False)

        assert alone.holidays == tuple(holiday for holiday in both.holidays if not holiday.is_joint_leave)
        assert len(both.holidays) > len(alone.holidays)
        assert both.years_without_joint_leave == alone.years_without_joint_leave == frozenset()

    def test_far_years_are_estimates_without_joint_leave(self) -> None:
        """Dates that follow the moon are estimates until they are decided, and joint leave is not there."""
        found = public_holidays((2070,))

        assert found.estimates
        assert all("(perkiraan)" in holiday.name for holiday in found.estimates)
        assert date(2070, 8, 17) not in {holiday.day for holiday in found.estimates}
        assert found.years_without_joint_leave == found.undecided_years == {2070}

    def test_year_that_nobody_lists_is_not_known(self) -> None:
        """A year of which the package lists no holiday, or not all of them, does not count as known."""
        assert public_holidays((1900, 2026, 2077, 2500)).years == {2026}

    def test_no_year_needs_no_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a year nothing is looked up."""
        monkeypatch.setitem(sys.modules, "holidays", None)

        assert public_holidays(()).holidays == ()

    def test_missing_package_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the package, the error says what to install, in both languages."""
        monkeypatch.setitem(sys.modules, "holidays", None)

        with pytest.raises(ExtraMissing, match=r'pip install "sopkit\[calendar\]"') as caught:
            public_holidays((2026,))

        assert (caught.value.extra, caught.value.package) == ("calendar", "holidays")
        assert "belum terpasang" in caught.value.message("id")


class TestFromSettings:
    """The calendar that an office describes in its settings."""

    def test_defaults_are_the_law_without_holidays(self) -> None:
        """Settings that say nothing give the week of the regulation and need no package."""
        calendar = calendar_for(Settings(), (2026,))

        assert calendar == WorkCalendar(hours_per_working_day=Fraction(15, 2))

    def test_every_setting_is_taken_over(self) -> None:
        """Zone, hours, Ramadan, own holidays and the meaning of days are those of the settings."""
        table = CalendarSettings(
            zone="WITA",
            week=ROUND_THE_CLOCK,
            ramadan=((date(2026, 2, 18), date(2026, 3, 19)),),
            ramadan_week=RAMADAN_WEEK,
            holidays=(date(2026, 1, 1),),
            extra_holidays=(date(2026, 12, 31),),
            working_day="dates",
        )
        settings = Settings("en", Fraction(8), "calendar-day", calendar=table)

        calendar = calendar_for(settings, ())

        assert calendar == WorkCalendar(
            week=ROUND_THE_CLOCK,
            periods=(SpecialPeriod(date(2026, 2, 18), date(2026, 3, 19), RAMADAN_WEEK, "Ramadan"),),
            holidays=tuple(
                Holiday(day, "holiday of the office") for day in (date(2026, 1, 1), date(2026, 12, 31))
            ),
            years=None,
            zone=WITA,
            working_day="dates",
            plain_day="calendar-day",
            hours_per_working_day=Fraction(8),
        )

    def test_public_holidays_are_corrected_by_the_office(self) -> None:
        """Own holidays are added to the national ones, and days of work are taken out of them."""
        table = CalendarSettings(
            holidays="public",
            extra_holidays=(date(2026, 8, 17), date(2026, 8, 18)),
            not_holidays=(date(2026, 1, 1),),
        )

        calendar = calendar_for(Settings(calendar=table), (2026,))

        assert calendar.years == frozenset({2026})
        assert "Kemerdekaan" in str(calendar.holiday_name(date(2026, 8, 17)))
        assert calendar.holiday_name(date(2026, 8, 18)) == "hari libur kantor"
        assert calendar.working_minutes(date(2026, 1, 1)) == 450

    def test_undecided_years_are_told(self) -> None:
        """A calendar tells the years whose holidays are estimates yet, and no decided ones."""
        table = CalendarSettings(holidays="public")

        calendar = calendar_for(Settings(calendar=table), (2024, 2070))

        assert calendar.undecided_years == frozenset({2070})

    def test_joint_leave_can_be_switched_off(self) -> None:
        """Without joint leave its days are working days."""
        with_leave = calendar_for(Settings(calendar=CalendarSettings(holidays="public")), (2024,))
        table = CalendarSettings(holidays="public", joint_leave=False)
        without = calendar_for(Settings(calendar=table), (2024,))

        assert any(holiday.is_joint_leave for holiday in with_leave.holidays)
        assert not any(holiday.is_joint_leave for holiday in without.holidays)

    @pytest.mark.parametrize("table", [CalendarSettings(zone="WAT"), CalendarSettings(holidays="national")])
    def test_settings_made_in_python_are_looked_at(self, table: CalendarSettings) -> None:
        """A word that a settings file may not hold is refused from Python, too."""
        with pytest.raises(UnknownName, match=r"WAT|national"):
            calendar_for(Settings(calendar=table), (2026,))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("kind", [CalendarEnds, ExtraMissing])
def test_command_line_speaks_the_language_of_its_reader(kind: type[SopkitError], language: str) -> None:
    """What a calendar cannot answer is said on the command line in the reader's language."""
    error = kind("one", "other", (("en", "words"), ("id", "kata")))
    console = Console(Streams(io.StringIO(), io.StringIO(), io.StringIO()), {}, language)

    assert explain_error(error, console) == {"en": "words", "id": "kata"}[language]
