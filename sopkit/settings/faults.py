"""Faults of a settings file, in words of every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.errors import InvalidSettings
from sopkit.lang import LANGUAGES, text
from sopkit.lang.system import system_reason

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["invalid", "shown", "unreadable"]

_SHOWN = 60
"""How many characters of a faulty value are shown again."""


def invalid(path: Path, key: str, reason: str, **blanks: object) -> InvalidSettings:
    """Return a fault with its words; `blanks` fills those that the words of the reason have."""
    messages = tuple(
        (language, text(f"settings.{reason}", language, key=key, **blanks)) for language in LANGUAGES
    )
    return InvalidSettings(path, key, reason, messages)


def unreadable(path: Path, error: OSError) -> InvalidSettings:
    """Return the fault of a file that the system does not hand out."""
    plain = error.strerror or str(error)
    messages = tuple(
        (language, text("settings.unreadable", language, detail=system_reason(error, language) or plain))
        for language in LANGUAGES
    )
    return InvalidSettings(path, "", "unreadable", messages)


def shown(value: object) -> str:
    """Write the beginning of a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        words = str(value)
    except (ValueError, RecursionError):  # more digits than Python writes, more brackets than it counts
        return "..."
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "..."
