"""Texts that break off in the middle of a sentence."""

from __future__ import annotations

import re

from sopkit.rules.identity import words_of

__all__ = ["cut_off_words"]

_CITATION_END = re.compile(
    r"(?:perubahan(?:\s+(?:ke\w+|kedua))?|(?:atas|dengan|dari|terhadap|dalam)\s+(?:peraturan|undang-?))$"
)
_MOST_READ = 80


def cut_off_words(item: str, *, citation: bool) -> str | None:
    """Return the last words of an item if more must follow; None if it may end so.

    >>> cut_off_words("Perda Nomor 11 Tahun 2019 tentang Perubahan Atas Peraturan", citation=True)
    'Atas Peraturan'
    """
    end = item[-_MOST_READ:].rstrip(" ;,")
    last = end.rpartition(" ")[2]
    ends = words_of("sentences", "unfinished")
    if citation:
        ends += words_of("sentences", "unfinished_citation")
    if last.casefold() in ends and last != end:
        return last
    found = _CITATION_END.search(end.casefold()) if citation else None
    return end[found.start() :] if found else None
