"""The settings of an office: language, what a day is, the drawing engine; read from sopkit.toml."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sopkit.errors import InvalidSettings
from sopkit.lang import LANGUAGES, text
from sopkit.lang.system import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Settings", "find_settings_file", "load_settings", "read_settings"]

_SHOWN = 60
"""How many characters of a faulty value are shown again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `sopkit.toml` (or `[tool.sopkit]` in `pyproject.toml`) can set, with its defaults."""

    language: str | None = None
    """Of messages: `id` or `en`; None means: by the locale."""
    hours_per_working_day: Fraction = Fraction(15, 2)
    """Source: Perpres 21/2023, 37.5 hours in five days."""
    plain_day: str = "working-day"
    """What a plain `hari` counts as in totals: `working-day` or `calendar-day`."""
    engine: str = "graphviz-pure"
    """The drawing engine: `graphviz-pure`, or `dot` for a system Graphviz."""


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
    values = {}
    for key, value in (_table(path) or {}).items():
        if key not in _READERS:
            close = get_close_matches(key, _READERS, n=1)
            if close:
                raise _invalid(path, key, "unknown-suggested", suggestion=close[0])
            known = ", ".join(f"`{name}`" for name in _READERS)
            raise _invalid(path, key, "unknown", known=known)
        values[key] = _READERS[key](path, key, value)
    return Settings(**values)


def _table(path: Path) -> dict[str, Any] | None:
    """Return the settings as TOML has them; None if a `pyproject.toml` has none for sopkit."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _invalid(path, "", "no-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _invalid(path, "", "no-toml", detail=error) from error
    except (ValueError, RecursionError) as error:  # thousands of digits or brackets
        raise _invalid(path, "", "endless") from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if path.name != "pyproject.toml":
        return content
    tools = content.get("tool")
    table = tools.get("sopkit") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise _invalid(path, "tool.sopkit", "no-table")
    return table


def _one_of(*choices: str) -> Callable[[Path, str, object], str]:
    """Return a reader of a setting that takes one of a few words."""

    def read(path: Path, key: str, value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        known = ", ".join(f"`{choice}`" for choice in choices)
        raise _invalid(path, key, "choice", value=_shown(value), known=known)

    return read


def _hours(path: Path, key: str, value: object) -> Fraction:
    """Read hours of a day: half an hour to 24; a decimal is taken as it is written."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0.5 <= value <= 24:
        return Fraction(str(value))
    raise _invalid(path, key, "hours", value=_shown(value))


def _invalid(path: Path, key: str, reason: str, **blanks: object) -> InvalidSettings:
    messages = tuple(
        (language, text(f"settings.{reason}", language, key=key, **blanks)) for language in LANGUAGES
    )
    return InvalidSettings(path, key, reason, messages)


def _unreadable(path: Path, error: OSError) -> InvalidSettings:
    plain = error.strerror or str(error)
    messages = tuple(
        (language, text("settings.unreadable", language, detail=system_reason(error, language) or plain))
        for language in LANGUAGES
    )
    return InvalidSettings(path, "", "unreadable", messages)


def _shown(value: object) -> str:
    """Write the beginning of a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        shown = str(value)
    except (ValueError, RecursionError):  # more digits than Python writes, more brackets than it counts
        return "..."
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "..."


_READERS: dict[str, Callable[[Path, str, object], Any]] = {
    "language": _one_of("id", "en"),
    "hours_per_working_day": _hours,
    "plain_day": _one_of("working-day", "calendar-day"),
    "engine": _one_of("graphviz-pure", "dot"),
}
