"""Readers of single settings: what TOML has in, a value or a fault out."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopkit.settings.faults import invalid, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "THEMES",
    "Reader",
    "one_table",
    "read_flag",
    "read_hours",
    "read_keys",
    "read_one_of",
    "read_table",
    "read_theme_name",
]

THEMES: Final = ("colour", "monochrome")
"""The themes that come with sopkit."""

Reader = Callable[[Path, str, object], Any]
"""Takes the file, the key and the value as TOML has it, and returns the setting. Raises InvalidSettings."""


def read_keys(
    path: Path, table: Mapping[str, object], readers: Mapping[str, Reader], prefix: str
) -> dict[str, Any]:
    """Return the settings of a table by their keys, each read by its reader; `prefix` names the table.

    Raises InvalidSettings: an unknown key, a value that is not allowed.
    """
    values = {}
    for key, value in table.items():
        if key not in readers:
            close = get_close_matches(key, readers, n=1)
            if close:
                raise invalid(path, prefix + key, "unknown-suggested", suggestion=prefix + close[0])
            known = ", ".join(f"`{name}`" for name in readers)
            raise invalid(path, prefix + key, "unknown", known=known)
        values[key] = readers[key](path, prefix + key, value)
    return values


def read_table(path: Path, key: str, table: object, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return the settings of a table within the file. Raises InvalidSettings: it is none, or holds faults."""
    section = f"tool.sopkit.{key}" if path.name == "pyproject.toml" else key
    return read_keys(path, one_table(path, section, table), readers, f"{key}.")


def one_table(path: Path, section: str, value: object) -> dict[str, Any]:
    """Return a section of the file. Raises InvalidSettings: it is a single value, or several sections."""
    if isinstance(value, dict):
        return value
    doubled = isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    raise invalid(path, section, "no-table", words="doubled-table" if doubled else None)


def read_one_of(*choices: str, any_case: bool = False) -> Reader:
    """Return a reader of a setting that takes one of a few words, with `any_case` in capitals or not."""
    folded = {choice.casefold(): choice for choice in choices}

    def read(path: Path, key: str, value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        if any_case and isinstance(value, str) and value.casefold() in folded:
            return folded[value.casefold()]
        known = ", ".join(f"`{choice}`" for choice in choices)
        raise invalid(path, key, "choice", value=shown(value), known=known)

    return read


def read_hours(path: Path, key: str, value: object) -> Fraction:
    """Read hours of a day: half an hour to 24; a decimal is taken as it is written."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0.5 <= value <= 24:
        return Fraction(str(value))
    raise invalid(path, key, "hours", value=shown(value))


def read_theme_name(path: Path, key: str, value: object) -> str:
    """Read the name of a theme, or the place of a theme file as seen from the settings file."""
    if isinstance(value, str) and value in THEMES:
        return value
    if isinstance(value, str) and value.endswith(".toml") and value.isprintable():
        return str(path.parent / value)
    known = ", ".join(f"`{name}`" for name in THEMES)
    raise invalid(path, key, "theme", value=shown(value), known=known)


def read_flag(path: Path, key: str, value: object) -> bool:
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    raise invalid(path, key, "flag", value=shown(value))
