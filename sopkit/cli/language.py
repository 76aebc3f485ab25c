"""Which language messages are in: asked for, set, or that of the locale."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["asked_language", "locale_language", "system_locale"]

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""In the order of their rank. Source: POSIX.1-2017, section 8.2."""


def asked_language(words: Sequence[str]) -> str | None:
    """Return the value of the last `--lang` among a command's words, whether it is one we speak or not.

    >>> asked_language(["check", "a.yaml", "--lang=en"])
    'en'
    """
    asked = None
    for index, word in enumerate(words):
        if word == "--":
            break
        if word == "--lang" and index + 1 < len(words):
            asked = words[index + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked


def locale_language(environment: Mapping[str, str], system: str | None = None) -> str:
    """Return `id` or `en`, by the locale's name.

    A locale of any language but Indonesian gets English. No locale, `C` and `POSIX` say nothing about the
    reader; those who write SOPs read Indonesian.

    >>> locale_language({"LANG": "en_GB.UTF-8"}), locale_language({"LANG": "C.UTF-8"})
    ('en', 'id')
    """
    name = next((environment[variable] for variable in _VARIABLES if environment.get(variable)), system or "")
    language = name.partition(".")[0].lower()
    if language in ("", "c", "posix") or language == "in" or language.startswith(("id", "in_", "indonesia")):
        return "id"
    return "en"


def system_locale(platform: str) -> str | None:
    """Return the name of the locale where the environment does not carry it, which is on Windows."""
    return locale.getlocale()[0] if platform == "win32" else None
