"""The calendar that the settings of an office describe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.calendar.days import Holiday, SpecialPeriod
from sopkit.calendar.public_holidays import PublicHolidays, public_holidays
from sopkit.calendar.work_calendar import WorkCalendar
from sopkit.calendar.zones import ZONES
from sopkit.errors import UnknownName
from sopkit.lang import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.settings import CalendarSettings, Settings

__all__ = ["calendar_for"]


def calendar_for(settings: Settings, years: Iterable[int]) -> WorkCalendar:
    """Return the calendar of an office, with the national holidays of these years if it asks for them.

    Years are of no meaning for settings without national holidays: their lists hold for all years. Give all
    years that a time may run into, such as the present and the next one.

    Raises ExtraMissing: national holidays are asked for and their package is not installed; InvalidValue and
    UnknownName: settings made in Python hold what a settings file may not.
    """
    table = settings.calendar
    if table.zone not in ZONES:
        raise UnknownName("zone", table.zone, tuple(ZONES))
    found = _holidays(table, years, settings.language or "id")
    name = text("calendar.ramadan", "id")
    return WorkCalendar(
        week=table.week,
        periods=tuple(SpecialPeriod(first, last, table.ramadan_week, name) for first, last in table.ramadan),
        holidays=found.holidays,
        years=found.years if table.holidays == "public" else None,
        undecided_years=found.undecided_years,
        zone=ZONES[table.zone],
        working_day=table.working_day,
        plain_day=settings.plain_day,
        hours_per_working_day=settings.hours_per_working_day,
    )


def _holidays(table: CalendarSettings, years: Iterable[int], language: str) -> PublicHolidays:
    """Return the days without work: the national ones if they are asked for, then the office's own."""
    national = PublicHolidays((), frozenset())
    own = table.extra_holidays
    if isinstance(table.holidays, tuple):
        own = (*table.holidays, *own)
    elif table.holidays == "public":
        national = public_holidays(years, joint_leave=table.joint_leave)
    elif table.holidays != "none":
        raise UnknownName("source of holidays", table.holidays, ("public", "none"))
    days = {day: Holiday(day, text("calendar.own-holiday", language)) for day in own}
    days |= {holiday.day: holiday for holiday in national.holidays}
    return replace(national, holidays=tuple(days[day] for day in sorted(days.keys() - table.not_holidays)))
