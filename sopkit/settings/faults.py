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


def invalid(
    path: Path, key: str, reason: str, /, *, words: str | None = None, **blanks: object
) -> InvalidSettings:
    """Return a fault with its words, by the name of the reason or by that in `words`; `blanks` fills them."""
    messages = tuple(
        (language, text(f"settings.{words or reason}", language, key=key, **blanks)) for language in LANGUAGES
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
    """Write the beginning of a value as TOML has it, on one line; a text stands without its quotes."""
    try:
        words = _on_one_line(value) if isinstance(value, str) else _as_toml(value)
    except (ValueError, RecursionError):  # more digits than Python writes, more brackets than it counts
        return "..."
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "..."


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_on_one_line(value)}"'
    if isinstance(value, list):
        return f"[{', '.join(_as_toml(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_as_toml(one)}' for name, one in value.items())}}}"
    return str(value)


def _on_one_line(words: str) -> str:
    """Write line breaks and other letters that are not seen as TOML does, by a sign or a number."""
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in words)


def _escaped(letter: str) -> str:
    short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(letter)
    return short or (f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}")
