"""The letters of the font that drawings bring along, Arimo, and how wide they are.

Arimo is the metric twin of Arial; `layout/letters.json` holds its widths in units of the font.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache

from sopkit.resources import package_file

__all__ = ["has_letter", "letter_widths", "units_per_em"]


def has_letter(letter: str) -> bool:
    """Return whether the drawing's font has a letter, or it is one that is not seen.

    >>> has_letter("é"), has_letter("書")
    (True, False)
    """
    return ord(letter) in letter_widths("regular") or unicodedata.category(letter) in {"Mn", "Me", "Cf", "Zs"}


@cache
def letter_widths(weight: str) -> dict[int, int]:
    """Return the widths of all letters by their numbers, in units; `weight` is `regular` or `bold`."""
    runs = _letters()[weight]
    assert isinstance(runs, dict)
    return {int(first) + index: width for first, widths in runs.items() for index, width in enumerate(widths)}


@cache
def units_per_em() -> int:
    """Return how many units the size of the letters has."""
    units = _letters()["units_per_em"]
    assert isinstance(units, int)
    return units


@cache
def _letters() -> dict[str, int | dict[str, list[int]]]:
    text = package_file("layout", "letters.json").read_text(encoding="ascii")
    letters: dict[str, int | dict[str, list[int]]] = json.loads(text)
    return letters
