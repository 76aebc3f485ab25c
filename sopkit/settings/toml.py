"""A TOML file as tables; what keeps it from being read is a fault of it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from sopkit.settings.faults import invalid, unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.errors import InvalidSettings

__all__ = ["read_toml"]


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file holds. Raises InvalidSettings: it cannot be read, or is no TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise invalid(path, "", "no-utf-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(path, error) from error
    except (ValueError, RecursionError) as error:  # thousands of digits or brackets
        raise invalid(path, "", "endless") from error
    except OSError as error:
        raise unreadable(path, error) from error


def _no_toml(path: Path, error: tomllib.TOMLDecodeError) -> InvalidSettings:
    """Say where a file is no TOML; what is wrong there the parser says in English only."""
    place = re.search(r"line (\d+), column (\d+)", str(error))
    if place is None:
        return invalid(path, "", "no-toml-at-end")
    return invalid(path, "", "no-toml", line=place[1], column=place[2])
