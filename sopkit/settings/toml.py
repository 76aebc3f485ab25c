"""A TOML file as tables; what keeps it from being read is a fault of it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from sopkit.ordinary import ordinary_bytes
from sopkit.settings.faults import invalid, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.errors import InvalidSettings

__all__ = ["read_toml"]

_MOST_KIB: Final = 1024
"""The largest file that is read; real ones have a few kilobytes, a `pyproject.toml` some tens."""
_DOT_IN_A_NAME: Final = re.compile(r"[\w\"'-][ \t]*\.(?=[ \t]*[\w\"'-])")
_DOT_AT_A_QUOTE: Final = re.compile(r"[\"'][ \t]*\.|\.[ \t]*[\"']")
_MOST_DOTS: Final = 200
"""The time that Python takes for a name grows with the square of its dots."""


def read_toml(path: Path, *, kind: str = "settings") -> dict[str, Any]:
    """Return what a file holds; `kind` is `settings` or `theme`, for the example of what it looks like.

    Raises InvalidSettings: it cannot be read, is no ordinary file, is too large, or is no TOML in UTF-8.
    """
    try:
        data = ordinary_bytes(path, _MOST_KIB * 1024)
    except OSError as error:
        if kind == "theme" and isinstance(error, FileNotFoundError | NotADirectoryError):
            raise invalid(path, "", "no-theme-file") from error
        raise unreadable(path, error) from error
    if len(data) > _MOST_KIB * 1024:
        raise invalid(path, "", "too-large", limit=_MOST_KIB)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        if _has_endless_name(text):
            raise invalid(path, "", "endless")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise invalid(path, "", "no-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(path, error, kind) from error
    except (ValueError, RecursionError) as error:  # thousands of digits or brackets
        raise invalid(path, "", "endless") from error


def _has_endless_name(text: str) -> bool:
    """Whether there is a name such as `a.b.c` with more parts than anybody writes."""
    for line in (line for line in text.split("\n") if line.count(".") > _MOST_DOTS):
        dots = [len(_DOT_IN_A_NAME.findall(part)) for part in re.split(r"[=,#\[\]{}]", line)]
        if max(*dots, len(_DOT_AT_A_QUOTE.findall(line))) > _MOST_DOTS:
            return True
    return False


def _no_toml(path: Path, error: tomllib.TOMLDecodeError, kind: str) -> InvalidSettings:
    """Say where a file is no TOML; what is wrong there the parser says in English only."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return invalid(path, "", "no-toml-at-end", words=f"no-toml-at-end-{kind}")
    return invalid(path, "", "no-toml", words=f"no-toml-{kind}", line=place[1], column=place[2])
