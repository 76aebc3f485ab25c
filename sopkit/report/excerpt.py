"""A line of a file with a run of carets under the place that a finding speaks of."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["excerpt"]

_WIDEST = 100
"""In columns; of a longer line only the surroundings of the place are shown."""
_BEFORE = 40
"""How many columns of a long line are kept before the place."""
_CUT = "..."
_TAB = "    "


def excerpt(line: str, first: int, last: int | None) -> tuple[str, str]:
    """Return a line as it is shown, and the carets that stand under a stretch of it.

    `first` is the column of the first character, from 1; `last` that after the last one, None for the end.
    Wide letters take two columns and combining marks none, tabs become four spaces, and what a terminal would
    obey instead of showing is replaced.

    >>> excerpt("actor: kabagg", 8, 14)
    ('actor: kabagg', '       ^^^^^^')
    """
    length = len(line)
    start = min(max(first - 1, 0), length)
    stop = length if last is None else min(max(last - 1, start), length)
    before, marked, after = (_shown(line[:start]), _shown(line[start:stop]), _shown(line[stop:]))
    room = max(_BEFORE, _WIDEST - _width(marked) - _width(after))
    before = _cut_left(before, room)
    marked = _cut_right(marked, _WIDEST - _width(before))
    after = _cut_right(after, _WIDEST - _width(before) - _width(marked))
    carets = " " * _width(before) + "^" * max(_width(marked), 1)
    return (before + marked + after).rstrip(), carets


def _shown(text: str) -> str:
    return "".join(map(_shown_letter, text))


def _shown_letter(letter: str) -> str:
    if letter == "\t":
        return _TAB
    category = unicodedata.category(letter)
    # Cc: control; Cf: among others marks that turn the direction of text around; Zl, Zp: line breaks
    return "\N{REPLACEMENT CHARACTER}" if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} else letter


def _width(text: Iterable[str]) -> int:
    """Return how many columns a terminal gives to a text."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _cut_right(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    return _fitting(text, max(room - len(_CUT), 0)) + _CUT


def _cut_left(text: str, room: int) -> str:
    if _width(text) <= room:
        return text
    return _CUT + _fitting(text[::-1], max(room - len(_CUT), 0))[::-1]


def _fitting(text: str, room: int) -> str:
    """Return as much of the beginning of a text as fits into this many columns."""
    used = 0
    for index, letter in enumerate(text):
        used += _letter_width(letter)
        if used > room:
            return text[:index]
    return text
