"""Working time on the calendar: hours, breaks, Ramadan and holidays; added to moments and measured."""

from sopkit.calendar.days import Holiday, SpecialPeriod
from sopkit.calendar.from_settings import calendar_for
from sopkit.calendar.public_holidays import PublicHolidays, public_holidays
from sopkit.calendar.work_calendar import WorkCalendar
from sopkit.calendar.zones import WIB, WIT, WITA
from sopkit.settings import PERPRES_21_2023_WEEK, RAMADAN_WEEK, Shift, Week, shifts

__all__ = [
    "PERPRES_21_2023_WEEK",
    "RAMADAN_WEEK",
    "WIB",
    "WIT",
    "WITA",
    "Holiday",
    "PublicHolidays",
    "Shift",
    "SpecialPeriod",
    "Week",
    "WorkCalendar",
    "calendar_for",
    "public_holidays",
    "shifts",
]
