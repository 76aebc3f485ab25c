"""Names of the pages: made from an SOP's id, safe on every file system, and each given once."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["page_names"]

_LONGEST = 80
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))]
)
"""Names that Windows keeps for devices, with any ending.

Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""
_TAKEN = frozenset({"index", "style"})


def page_names(ids: Iterable[str]) -> tuple[str, ...]:
    """Return a file name without ending for each id, in the same order.

    Names hold small letters, digits and single dashes, so that no id leads out of the folder and none differs
    from another by case alone. The second SOP of a name gets `-2` after it, and so on.

    >>> page_names(["Perbaikan Data", "perbaikan-data", "../../etc/passwd", "CON"])
    ('perbaikan-data', 'perbaikan-data-2', 'etc-passwd', 'sop-con')
    """
    given = set(_TAKEN)
    names = []
    for one in ids:
        name = _unlike(_safe(one), given)
        given.add(name)
        names.append(name)
    return tuple(names)


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    if not name or name in _DEVICES | _TAKEN:
        return f"sop-{name}".strip("-")
    return name


def _unlike(name: str, given: set[str]) -> str:
    number = 2
    free = name
    while free in given:
        free = f"{name}-{number}"
        number += 1
    return free
