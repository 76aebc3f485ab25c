"""The settings of an office: language, what a day is, its calendar, its form, its rules; from sopkit.toml."""

from sopkit.settings.files import find_settings_file, load_settings, read_settings
from sopkit.settings.values import CalendarSettings, FormSettings, RuleSettings, Settings, SiteSettings
from sopkit.settings.working_hours import (
    PERPRES_21_2023_WEEK,
    RAMADAN_WEEK,
    Shift,
    Week,
    shifts,
)

__all__ = [
    "PERPRES_21_2023_WEEK",
    "RAMADAN_WEEK",
    "CalendarSettings",
    "FormSettings",
    "RuleSettings",
    "Settings",
    "Shift",
    "SiteSettings",
    "Week",
    "find_settings_file",
    "load_settings",
    "read_settings",
    "shifts",
]
