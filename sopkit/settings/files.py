"""Where settings are looked for, and what a file of them says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sopkit.settings.calendar_table import read_calendar
from sopkit.settings.form_table import read_form
from sopkit.settings.readers import Reader, one_table, read_hours, read_keys, read_one_of, read_theme_name
from sopkit.settings.rules_table import read_rules
from sopkit.settings.site_table import read_site
from sopkit.settings.toml import read_toml
from sopkit.settings.values import Settings
from sopkit.settings.working_hours import average_minutes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["find_settings_file", "load_settings", "read_settings"]

_READERS: dict[str, Reader] = {
    "language": read_one_of("id", "en"),
    "hours_per_working_day": read_hours,
    "plain_day": read_one_of("working-day", "calendar-day"),
    "engine": read_one_of("graphviz-pure", "dot"),
    "calendar_time": read_one_of("apart", "working-time"),
    "calendar": read_calendar,
    "theme": read_theme_name,
    "form": read_form,
    "rules": read_rules,
    "site": read_site,
}


def load_settings(place: Path) -> Settings:
    """Return the settings that hold for a file or folder; the defaults if none are beside or above it.

    Raises InvalidSettings: a settings file cannot be read, or holds what it should not.
    """
    path = find_settings_file(place)
    return Settings() if path is None else read_settings(path)


def find_settings_file(place: Path) -> Path | None:
    """Return the nearest `sopkit.toml`, or `pyproject.toml` with `[tool.sopkit]`, beside or above a place.

    A folder that may not be looked into holds no settings.

    Raises InvalidSettings: a `pyproject.toml` on the way is no TOML.
    """
    for folder in _upwards(place):
        own = folder / "sopkit.toml"
        if os.path.isfile(own):
            return own
        shared = folder / "pyproject.toml"
        if os.path.isfile(shared) and _table(shared) is not None:
            return shared
    return None


def _upwards(place: Path) -> tuple[Path, ...]:
    """Return a place and the folders above it; nothing if the folder we are in was deleted."""
    try:
        absolute = place.absolute()
    except OSError:
        return ()
    return (absolute, *absolute.parents)


def read_settings(path: Path) -> Settings:
    """Return the settings of one file.

    Raises InvalidSettings: no TOML, an unknown key, a value that is not allowed.
    """
    values = read_keys(path, _table(path) or {}, _READERS, "")
    if "calendar" in values and "hours_per_working_day" not in values:
        values["hours_per_working_day"] = average_minutes(values["calendar"].week) / 60
    return Settings(**values)


def _table(path: Path) -> dict[str, Any] | None:
    """Return the settings as TOML has them; None if a `pyproject.toml` has none for sopkit."""
    content = read_toml(path)
    if path.name != "pyproject.toml":
        return content
    tools = content.get("tool")
    table = tools.get("sopkit") if isinstance(tools, dict) else None
    return None if table is None else one_table(path, "tool.sopkit", table)
