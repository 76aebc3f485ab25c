"""Titles of a library that an entry names with a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Titles"]

_SHORTEST_WORD = 5
"""Characters; in a shorter word one other letter is soon another word."""
_BOTH_RIGHT = (
    frozenset({"pengadaan", "pengaduan"}),
    frozenset({"penetapan", "penerapan"}),
    frozenset({"pendataan", "pendanaan"}),
    frozenset({"pendataan", "penataan"}),
    frozenset({"pembuatan", "pemuatan"}),
    frozenset({"penyerahan", "penyerapan"}),
    frozenset({"pencatatan", "pencacatan"}),
    frozenset({"pengantaran", "pengaturan"}),
)
"""Words of titles that differ by one letter and are both right."""


class Titles:
    """The titles of a library, found again where one letter of one word is wrong."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._holed: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        for position, title in enumerate(titles):
            words = bare_title(title).split()
            self._words.update(words)
            for place, word in enumerate(words):
                if len(words) > 1 and len(word) >= _SHORTEST_WORD:
                    self._holed[_holed(words, place)].append((position, word))

    def meant_by(self, entry: str) -> int | None:
        """Return the position of the one title that differs from an entry by one letter of one word.

        A word that stands in another title is no slip.
        """
        words = bare_title(entry).split()
        found = {
            position
            for place, word in enumerate(words)
            if word not in self._words
            for position, right in self._holed.get(_holed(words, place), ())
            if {word, right} not in _BOTH_RIGHT and _is_a_slip(word, right)
        }
        return found.pop() if len(found) == 1 else None


def _holed(words: list[str], place: int) -> tuple[str, ...]:
    return (*words[:place], "", *words[place + 1 :])


def _is_a_slip(word: str, right: str) -> bool:
    """Whether two words differ by one letter too much, too few or wrong, or by two that changed places.

    >>> _is_a_slip("disposis", "disposisi"), _is_a_slip("pneerimaan", "penerimaan")
    (True, True)
    >>> _is_a_slip("aktif", "inaktif")
    False
    """
    if abs(len(word) - len(right)) > 1 or not (word + right).isalpha():
        return False
    same = next((at for at, pair in enumerate(zip(word, right, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return True
    rest, other = word[same:], right[same:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )
