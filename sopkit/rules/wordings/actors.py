"""Names of positions in running text: which actors of an SOP they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sopkit.rules.wordings import forms, words
from sopkit.rules.wordings.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Mention", "full_words", "mention_at"]

_LEFT_OUT = frozenset({"dan", "plt", "plh", "pj", "pjs", "the"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A position that a text names."""

    words: str
    """As the text has it."""
    end: int
    """The position among the words of the text after it."""
    actors: frozenset[int]
    """The positions of the actors whom it may mean; never empty."""
    is_certain: bool
    """Whether it can be nobody else."""


def full_words(found: Sequence[Token]) -> tuple[tuple[str, int], ...]:
    """Return words with abbreviations written out, each with the position of the word it comes from.

    >>> full_words(tokens("Kasubbag TU"))
    (('kepala', 0), ('sub', 0), ('bagian', 0), ('tata', 1), ('usaha', 1))
    """
    return tuple(
        (word, index)
        for index, token in enumerate(found)
        if token.word not in _LEFT_OUT
        for word in forms("abbreviations").get(token.word, token.word).split()
    )


def mention_at(text: str, found: Sequence[Token], start: int, titles: tuple[str, ...]) -> Mention | None:
    """Return the position that is named from a word on; None if it is no actor of the titles.

    A shorter name means everybody whose title begins with it: `Kabag` is `Kabag Tatalaksana` too.
    """
    named = full_words(found[start : start + 16])
    best, actors = 0, set[int]()
    for position, title in enumerate(titles):
        for name in _names(title):
            length = _common(named, name)
            if length and _may_end(found, start, named, length, is_whole=length == len(name)):
                if length > best:
                    best, actors = length, set()
                if length == best:
                    actors.add(position)
    if not best:
        return None
    end = start + named[best - 1][1] + 1
    following = found[end] if end < len(found) else None
    certain = following is None or bool(following.gap.strip()) or following.word in words("words_after_names")
    return Mention(text[found[start].start : found[end - 1].end], end, frozenset(actors), certain)


def _common(named: Sequence[tuple[str, int]], name: tuple[str, ...]) -> int:
    length = 0
    while length < min(len(named), len(name)) and named[length][0] == name[length]:
        length += 1
    return length


def _may_end(
    found: Sequence[Token], start: int, named: Sequence[tuple[str, int]], length: int, *, is_whole: bool
) -> bool:
    """Whether a name may end after so many words: not within an abbreviation, nor before a capital."""
    last = named[length - 1][1]
    if length < len(named) and named[length][1] == last:
        return False
    following = found[start + last + 1] if start + last + 1 < len(found) else None
    goes_on = following is not None and following.is_capital and not following.gap.strip(" .")
    return is_whole or not goes_on


@lru_cache(maxsize=512)
def _names(title: str) -> tuple[tuple[str, ...], ...]:
    """Return what a title may be called: all of it, each side of a slash, and what stands in brackets."""
    return tuple(dict.fromkeys(name for name in map(_plain_name, _readings(title)) if name))


def _readings(title: str) -> Iterator[str]:
    outside = re.sub(r"\([^()]*\)", " ", title)
    yield outside
    yield title
    yield from re.findall(r"\(([^()]*)\)", title)
    sides = outside.split("/")
    if len(sides) > 1:
        yield from (side for side in sides if len(tokens(side)) > 1 or side.strip().casefold() in _alone())


def _plain_name(reading: str) -> tuple[str, ...]:
    return tuple(word for word, _ in full_words(tokens(reading)))


def _alone() -> frozenset[str]:
    """The words that are a name by themselves on one side of a slash."""
    return words("subjects") | frozenset(forms("abbreviations"))
