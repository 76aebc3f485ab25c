"""The table `[calendar]` of the settings: working hours, Ramadan, holidays."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_flag, read_one_of, read_table
from sopkit.settings.values import CalendarSettings
from sopkit.settings.working_hours import in_order, read_shift

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.settings.working_hours import Shift, Week

__all__ = ["read_calendar"]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RAMADAN_DAYS = tuple(f"ramadan_{day}" for day in _DAYS)


def read_calendar(path: Path, key: str, table: object) -> CalendarSettings:
    """Read the table `[calendar]`.

    Raises InvalidSettings: an unknown key, a value that is not allowed, a week without work, a day that is
    named as a holiday and as none.
    """
    values = read_table(path, key, table, _READERS)
    defaults = CalendarSettings()
    week = _week(path, key, values, _DAYS, defaults.week)
    ramadan_week = _week(path, key, values, _RAMADAN_DAYS, defaults.ramadan_week)
    settings = CalendarSettings(week=week, ramadan_week=ramadan_week, **values)
    _check_no_day_is_both(path, key, settings)
    return settings


def _week(path: Path, key: str, values: dict[str, Any], days: tuple[str, ...], usual: Week) -> Week:
    """Take the days of a week out of the values; those that are not there are as usual."""
    week = tuple(values.pop(day, as_usual) for day, as_usual in zip(days, usual, strict=True))
    if not any(week):
        raise invalid(path, f"{key}.{days[0]}", "no-working-time", first=days[0], last=days[-1])
    return week


def _check_no_day_is_both(path: Path, key: str, settings: CalendarSettings) -> None:
    own = settings.holidays if isinstance(settings.holidays, tuple) else ()
    both = {*settings.extra_holidays, *own} & {*settings.not_holidays}
    if both:
        raise invalid(path, f"{key}.not_holidays", "holiday-and-not", value=min(both).isoformat())


def _read_day(path: Path, key: str, value: object) -> tuple[Shift, ...]:
    """Read the working hours of a day: a list of texts such as `07:30-12:00`, in their order."""
    if not isinstance(value, list):
        raise invalid(path, key, "working-hours", value=shown(value))
    day: tuple[Shift, ...] = ()
    for text in value:
        shift = read_shift(text) if isinstance(text, str) else None
        if shift is None:
            raise invalid(path, key, "shift", value=shown(text))
        day = (*day, shift)
        if not in_order(day):
            raise invalid(path, key, "shifts-overlap", value=shown(text))
    return day


def _read_dates(path: Path, key: str, value: object) -> tuple[date, ...]:
    """Read a list of dates, in the order of the calendar and each once."""
    if not isinstance(value, list):
        raise invalid(path, key, "dates", value=shown(value))
    return tuple(sorted({_read_date(path, key, one) for one in value}))


def _read_date(path: Path, key: str, value: object) -> date:
    day = _date(value)
    if day is None:
        raise invalid(path, key, "date", value=shown(value))
    return day


def _date(value: object) -> date | None:
    """Return a date that is written bare or as text; None for anything else, a moment too."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _read_holidays(path: Path, key: str, value: object) -> str | tuple[date, ...]:
    """Read where holidays come from: a word, or a list of dates."""
    if isinstance(value, list):
        return _read_dates(path, key, value)
    if isinstance(value, str) and value in ("public", "none"):
        return value
    raise invalid(path, key, "holidays", value=shown(value))


def _read_periods(path: Path, key: str, value: object) -> tuple[tuple[date, date], ...]:
    """Read a list of periods such as `2026-02-18/2026-03-19`, both days included."""
    if not isinstance(value, list):
        raise invalid(path, key, "periods", value=shown(value))
    periods = sorted(_read_period(path, key, one) for one in value)
    for (_, last), (first, end) in pairwise(periods):
        if first <= last:
            raise invalid(path, key, "periods-overlap", value=f"{first}/{end}")
    return tuple(periods)


def _read_period(path: Path, key: str, value: object) -> tuple[date, date]:
    sides = value.split("/") if isinstance(value, str) else []
    dates = [day for side in sides if (day := _date(side.strip())) is not None]
    if len(sides) != 2 or len(dates) != 2 or dates[0] > dates[1]:
        raise invalid(path, key, "period", value=shown(value))
    return dates[0], dates[1]


_READERS: dict[str, Reader] = {
    "zone": read_one_of("WIB", "WITA", "WIT"),
    **dict.fromkeys(_DAYS, _read_day),
    "ramadan": _read_periods,
    **dict.fromkeys(_RAMADAN_DAYS, _read_day),
    "holidays": _read_holidays,
    "joint_leave": read_flag,
    "extra_holidays": _read_dates,
    "not_holidays": _read_dates,
    "working_day": read_one_of("hours", "dates"),
}
