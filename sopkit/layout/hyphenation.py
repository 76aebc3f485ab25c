"""Where an Indonesian word may be divided; the only door to pyphen."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["divisions"]

_LEAST_LETTERS = 3
"""On either side of a hyphen."""


@lru_cache(maxsize=2_000)
def divisions(word: str) -> tuple[int, ...]:
    """Return the places, as counts of letters before them, at which a hyphen may divide a word.

    Words with anything but letters are not divided.

    >>> divisions("pengamanan")
    (4, 5)
    """
    if not word.isalpha() or len(word) < 2 * _LEAST_LETTERS:
        return ()
    places = _dictionary().positions(word.lower())
    return tuple(int(place) for place in places if _LEAST_LETTERS <= place <= len(word) - _LEAST_LETTERS)


@cache
def _dictionary() -> Pyphen:
    from pyphen import Pyphen  # here, because most drawings divide no word

    return Pyphen(lang="id_ID")
