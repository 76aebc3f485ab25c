"""How wide a text is and where it wraps, by the real widths of the letters that the table is drawn with."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING

from sopkit.layout.hyphenation import divisions
from sopkit.letters import has_letter, letter_widths, units_per_em

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["has_letter", "text_width", "wrap"]

_BREAK_AFTER = re.compile(r"(?<=[/\-._&?=,:;)@#+|\\])(?=.)")
_WORDS = re.compile(r"\([^\s()]+ [^\s()]+\)\S*|(?:[^\s]|[\u00a0\u202f])+")
"""What stays together on a line if it can: a word, words joined by hard spaces, and `(8 Jam)`."""
_AROUND = "\"'().,;:!?"
"""Signs that may stand around a word."""
_WIDE_EM = 1.0
_PICTURE_EM = 1.4
"""Colour pictures (emoji) are wider than their size in common fonts."""
_PICTURES_FROM = 0x1F000


def text_width(text: str, size_pt: float, bold: bool = False) -> float:
    """Return the width of a line of text, in points.

    >>> text_width("Menit", 8) < text_width("Menit", 8, bold=True) < 30
    True
    """
    return _units(text, bold) * size_pt / units_per_em()


def wrap(text: str, width_pt: float, size_pt: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, each at most so many points wide; an empty text has none.

    A word that is wider than a line breaks after `/ - . _ & ?` and the like, else with a hyphen where
    Indonesian words may be divided, else between letters. A single letter that is wider than a line stands
    alone.

    >>> wrap("Kabag Tatalaksana", 50, 8)
    ('Kabag', 'Tatalaksana')
    >>> wrap("Pengamanan aset", 36, 8)
    ('Penga-', 'manan', 'aset')
    """
    room = int(width_pt * units_per_em() / size_pt + 1e-6)
    space = _units(" ", bold)
    lines: list[str] = []
    used = 0
    for word in _words(text, room, bold):
        for index, piece in enumerate(_pieces(word, room, bold)):
            width = _units(piece, bold)
            gap = space if index == 0 else 0
            if lines and used + gap + width <= room:
                lines[-1] += " " + piece if gap else piece
                used += gap + width
            else:
                lines.append(piece)
                used = width
    return tuple(lines)


def _words(text: str, room: int, bold: bool) -> Iterator[str]:
    for word in _WORDS.findall(text):
        if " " in word and _units(word, bold) > room:
            yield from word.split()
        elif not word.isspace():
            yield word


def _pieces(word: str, room: int, bold: bool) -> tuple[str, ...]:
    """Split a word that is wider than a line where it may break; others stay whole."""
    if _units(word, bold) <= room:
        return (word,)
    if word.strip(_AROUND).isalpha():
        return tuple(_divided(word, room, bold))
    pieces: list[str] = []
    for part in _BREAK_AFTER.split(word):
        pieces.extend((part,) if _units(part, bold) <= room else _by_letters(part, room, bold))
    return tuple(pieces)


def _divided(word: str, room: int, bold: bool) -> list[str]:
    """Divide a word by hyphens, each line as full as can be; by letters where no hyphen helps."""
    core = word.strip(_AROUND)
    shift = word.index(core)
    places = deque(shift + place for place in divisions(core))
    pieces: list[str] = []
    start = 0
    rest = _units(word, bold)
    while rest > room:
        end = start
        while places and _units(word[start : places[0]] + "-", bold) <= room:
            end = places.popleft()
        if end == start:
            return [*pieces, *_by_letters(word[start:], room, bold)]
        pieces.append(word[start:end] + "-")
        rest -= _units(word[start:end], bold)
        start = end
    return [*pieces, word[start:]]


def _by_letters(part: str, room: int, bold: bool) -> list[str]:
    pieces = [""]
    used = 0
    for letter in part:
        width = _letter_units(letter, bold)
        if pieces[-1] and used + width > room and not _joins(letter, pieces[-1]):
            pieces.append("")
            used = 0
        pieces[-1] += letter
        used += width
    return pieces


def _joins(letter: str, before: str) -> bool:
    """Whether a letter belongs to the one before: an accent, a variation, a joined picture."""
    return unicodedata.combining(letter) > 0 or letter in "\u200d\ufe0e\ufe0f" or before[-1] == "\u200d"


@lru_cache(maxsize=20_000)
def _units(text: str, bold: bool) -> int:
    return sum(_letter_units(letter, bold) for letter in text)


@lru_cache(maxsize=4_000)
def _letter_units(letter: str, bold: bool) -> int:
    width = letter_widths("bold" if bold else "regular").get(ord(letter))
    if width is not None:
        return width
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return int((_PICTURE_EM if ord(letter) >= _PICTURES_FROM else _WIDE_EM) * units_per_em())
