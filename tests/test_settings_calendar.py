"""The table `[calendar]` of the settings: what it takes, and what is said about the rest."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from sopkit.errors import InvalidSettings
from sopkit.settings import (
    PERPRES_21_2023_WEEK,
    RAMADAN_WEEK,
    CalendarSettings,
    Settings,
    read_settings,
    shifts,
)

if TYPE_CHECKING:
    from pathlib import Path


def _read(folder: Path, table: str, *, above: str = "") -> Settings:
    path = folder / "sopkit.toml"
    path.write_text(f"{above}\n[calendar]\n{table}\n", encoding="utf-8")
    return read_settings(path)


def _calendar(folder: Path, table: str) -> CalendarSettings:
    return _read(folder, table).calendar


class TestValues:
    """Each key takes what its description says; what is not there is as usual."""

    def test_empty_table_means_the_defaults(self, tmp_path: Path) -> None:
        """A table without keys changes nothing."""
        assert _read(tmp_path, "") == Settings()

    def test_defaults_ask_for_no_package(self) -> None:
        """Without a word about holidays there are none, whatever is installed."""
        assert CalendarSettings().holidays == "none"

    def test_named_days_alone_are_changed(self, tmp_path: Path) -> None:
        """A day that is named has its own hours, and the others have those of the regulation."""
        week = _calendar(tmp_path, 'friday = ["08.00-11.00"]\nsaturday = ["08:00-12:00"]\nmonday = []').week

        assert week == ((), *PERPRES_21_2023_WEEK[1:4], ((480, 660),), ((480, 720),), ())

    def test_ramadan_has_its_own_hours(self, tmp_path: Path) -> None:
        """Days of Ramadan have keys of their own; without them they have the hours of the law."""
        table = _calendar(tmp_path, 'ramadan_friday = ["08:00-11:00"]')

        assert table.ramadan_week == (*RAMADAN_WEEK[:4], shifts("08:00-11:00"), (), ())
        assert table.week == PERPRES_21_2023_WEEK

    def test_periods_are_put_in_order(self, tmp_path: Path) -> None:
        """Each Ramadan is a first and a last day, in whatever order they are written."""
        table = _calendar(tmp_path, 'ramadan = ["2027-02-08/2027-03-09", "2026-02-18 / 2026-03-19"]')

        assert table.ramadan == (
            (date(2026, 2, 18), date(2026, 3, 19)),
            (date(2027, 2, 8), date(2027, 3, 9)),
        )

    @pytest.mark.parametrize("key", ["extra_holidays", "not_holidays", "holidays"])
    def test_dates_are_bare_or_text(self, tmp_path: Path, key: str) -> None:
        """Dates are taken as TOML has them and in quotes, each once and in their order."""
        table = _calendar(tmp_path, f'{key} = ["2026-12-31", 2026-01-02, 2026-12-31]')

        assert getattr(table, key) == (date(2026, 1, 2), date(2026, 12, 31))

    def test_words_are_taken(self, tmp_path: Path) -> None:
        """Zone, source of holidays, joint leave and the meaning of a day are taken as they are written."""
        text = 'zone = "WIT"\nholidays = "public"\njoint_leave = false\nworking_day = "dates"'

        table = _calendar(tmp_path, text)

        assert table == CalendarSettings(
            zone="WIT", holidays="public", joint_leave=False, working_day="dates"
        )

    def test_table_of_pyproject_is_read(self, tmp_path: Path) -> None:
        """In `pyproject.toml` the table is `[tool.sopkit.calendar]`."""
        path = tmp_path / "pyproject.toml"
        path.write_text('[tool.sopkit.calendar]\nzone = "WITA"', encoding="utf-8")

        assert read_settings(path).calendar.zone == "WITA"

    def test_settings_can_be_keys(self, tmp_path: Path) -> None:
        """Settings with a calendar are values that have a hash."""
        settings = _read(tmp_path, "extra_holidays = [2026-12-31]")

        assert {settings: "office"}[settings] == "office"


class TestWorkingDay:
    """The hours of a working day follow the week unless they are set."""

    WEEK = "\n".join(f'{day} = ["08:00-14:00"]' for day in ("monday", "tuesday", "wednesday", "thursday"))

    def test_hours_follow_the_week(self, tmp_path: Path) -> None:
        """A week of its own makes a working day as long as its average day."""
        settings = _read(tmp_path, self.WEEK + "\nfriday = []")

        assert settings.hours_per_working_day == 6

    def test_average_is_exact(self, tmp_path: Path) -> None:
        """The average of days of unlike length is a fraction."""
        assert _read(tmp_path, self.WEEK).hours_per_working_day == Fraction(63, 10)

    def test_set_hours_go_first(self, tmp_path: Path) -> None:
        """Hours that are set hold, whatever the week is."""
        assert _read(tmp_path, self.WEEK, above="hours_per_working_day = 8").hours_per_working_day == 8

    def test_ramadan_does_not_count(self, tmp_path: Path) -> None:
        """The shorter days of Ramadan do not change what a working day is."""
        settings = _read(tmp_path, 'ramadan = ["2026-02-18/2026-03-19"]\nramadan_friday = []')

        assert settings.hours_per_working_day == Fraction(15, 2)


FAULTS = [
    ('zona = "WIB"', "unknown-suggested", "`calendar.zona`", "maksud Anda `calendar.zone`"),
    ('mondy = ["07:30-12:00"]', "unknown-suggested", "`calendar.mondy`", "`calendar.monday`"),
    ("colour = 1", "unknown", "`calendar.colour`", "`extra_holidays`"),
    ('zone = "WAT"', "choice", "`WAT`", "`WIB`, `WITA`, `WIT`"),
    ("zone = 7", "choice", "`7`", "`WIB`, `WITA`, `WIT`"),
    ('working_day = "day"', "choice", "`day`", "`hours`, `dates`"),
    ('joint_leave = "yes"', "flag", "`yes`", "`true` atau `false`"),
    ("joint_leave = 1", "flag", "`1`", "`true` atau `false`"),
    ('monday = "07:30-12:00"', "working-hours", "`07:30-12:00`", '`["07:30-12:00", "13:00-16:00"]`'),
    ("monday = 8", "working-hours", "`8`", "`[]`"),
    ('monday = ["07:30"]', "shift", "`07:30`", '`"07:30-12:00"`'),
    ("monday = [7.5]", "shift", "`7.5`", '`"07:30-12:00"`'),
    ("monday = [07:30:00]", "shift", "`07:30:00`", '`"07:30-12:00"`'),
    ('monday = ["12:00-07:30"]', "shift", "`12:00-07:30`", "selesai sesudah mulai"),
    ('monday = ["20:00-24:30"]', "shift", "`20:00-24:30`", "`24:00`"),
    ('monday = ["07:30-12:00", "11:00-16:00"]', "shifts-overlap", "`11:00-16:00`", "tumpang tindih"),
    ('monday = ["13:00-16:00", "07:30-12:00"]', "shifts-overlap", "`07:30-12:00`", "lebih dahulu"),
    ('ramadan_monday = ["8-12"]', "shift", "`calendar.ramadan_monday`", '`"07:30-12:00"`'),
    ('ramadan = "2026-02-18/2026-03-19"', "periods", "`2026-02-18/2026-03-19`", "daftar"),
    ("ramadan = [2026-02-18]", "period", "`2026-02-18`", '`"2026-02-18/2026-03-19"`'),
    ('ramadan = ["2026-02-18"]', "period", "`2026-02-18`", '`"2026-02-18/2026-03-19"`'),
    ('ramadan = ["2026-03-19/2026-02-18"]', "period", "`2026-03-19/2026-02-18`", "lebih awal"),
    ('ramadan = ["2026-02-18/2026-02-30"]', "period", "`2026-02-18/2026-02-30`", "hari pertama"),
    ('ramadan = ["2026-02-18/2026-03-19/2026-03-20"]', "period", "`2026-02-18/2026-03-19/", "hari pertama"),
    (
        'ramadan = ["2026-02-18/2026-03-19", "2026-03-19/2026-03-20"]',
        "periods-overlap",
        "`2026-03-19/2026-03-20`",
        "dua periode",
    ),
    ('holidays = "national"', "holidays", "`national`", '`"public"`'),
    ("holidays = true", "holidays", "`true`", '`"none"`'),
    ('holidays = ["17 Agustus"]', "date", "`17 Agustus`", "`2026-12-31`"),
    ("extra_holidays = 2026-12-31", "dates", "`2026-12-31`", "`[2026-12-31]`"),
    ('extra_holidays = ["2026-02-30"]', "date", "`2026-02-30`", "`2026-12-31`"),
    ('extra_holidays = ["20261231"]', "date", "`20261231`", "`2026-12-31`"),
    ("extra_holidays = [2026-12-31T08:00:00]", "date", "`2026-12-31 08:00:00`", "`2026-12-31`"),
    ("not_holidays = [17]", "date", "`calendar.not_holidays`", "`2026-12-31`"),
    (
        "extra_holidays = [2026-12-31]\nnot_holidays = [2026-12-31]",
        "holiday-and-not",
        "`2026-12-31`",
        "salah satu daftar",
    ),
    (
        "holidays = [2026-12-30, 2026-12-31]\nnot_holidays = [2026-12-31]",
        "holiday-and-not",
        "`2026-12-31`",
        "salah satu daftar",
    ),
]


@pytest.mark.parametrize(("table", "reason", "there", "expected"), FAULTS)
def test_faulty_key_is_named(tmp_path: Path, table: str, reason: str, there: str, expected: str) -> None:
    """What the table should not hold is named with what is there and what was expected."""
    with pytest.raises(InvalidSettings, match=r"sopkit\.toml: .*`calendar\.") as caught:
        _read(tmp_path, table)

    assert caught.value.reason == reason
    assert caught.value.key.startswith("calendar.")
    assert there in caught.value.message("id")
    assert expected in caught.value.message("id")


@pytest.mark.parametrize("prefix", ["", "ramadan_"])
def test_week_without_work_is_named(tmp_path: Path, prefix: str) -> None:
    """A week whose days are all free is a fault, the ordinary one as that of Ramadan."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")

    with pytest.raises(InvalidSettings, match=rf"from `{prefix}monday` to `{prefix}sunday`") as caught:
        _read(tmp_path, "\n".join(f"{prefix}{day} = []" for day in days))

    assert caught.value.reason == "no-working-time"


@pytest.mark.parametrize(
    ("name", "text", "section"),
    [
        ("sopkit.toml", 'calendar = "WIB"', "[calendar]"),
        ("pyproject.toml", "[tool.sopkit]\ncalendar = [1]", "[tool.sopkit.calendar]"),
    ],
)
def test_calendar_that_is_a_value_is_named(tmp_path: Path, name: str, text: str, section: str) -> None:
    """`calendar` has to be a section, whose name is said as it is written in that file."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(InvalidSettings) as caught:
        read_settings(tmp_path / name)

    assert caught.value.reason == "no-table"
    assert f"`{section}`" in caught.value.message("en")
