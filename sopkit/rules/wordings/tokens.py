"""The words of an activity with their places, and the activities of an SOP that are worth looking at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.rules.wordings import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.model import Sop, Step

__all__ = [
    "Token",
    "activities",
    "indonesian_activities",
    "is_active_verb",
    "is_english",
    "is_passive_verb",
    "tokens",
]

_LONGEST = 1000
"""Characters; nobody reads so long a cell, and it is told as `text-too-long`."""
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_ACTIVE = re.compile(r"me(?:[lrwymn])[a-z\-]{3,}|ber[a-z\-]{4,}")
_PASSIVE = re.compile(r"di[a-z\-]{4,}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text."""

    word: str
    """In lower case."""
    start: int
    end: int
    is_capital: bool
    """Whether its first letter is a capital."""
    gap: str
    """What stands between the word before and this one."""


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in their order."""
    found, last = [], 0
    for match in _WORD.finditer(text):
        word = match.group()
        gap = text[last : match.start()]
        found.append(Token(word.casefold(), match.start(), match.end(), word[0].isupper(), gap))
        last = match.end()
    return tuple(found)


def activities(sop: Sop) -> Iterator[tuple[int, Step]]:
    """Yield each step whose activity is told in words, and not endlessly, with its row."""
    for row, step in enumerate(sop.steps):
        if len(step.activity) <= _LONGEST and any(character.isalpha() for character in step.activity):
            yield row, step


def indonesian_activities(sop: Sop) -> Iterator[tuple[int, Step]]:
    """Yield what `activities` does, without the steps that are told in English."""
    if sop.language != "en":
        yield from ((row, step) for row, step in activities(sop) if not is_english(tokens(step.activity)))


def is_english(found: Sequence[Token]) -> bool:
    """Return whether words are told in English: some of them are English, and none is Indonesian."""
    told = {token.word for token in found}
    is_mixed = not told.isdisjoint(words("indonesian_words"))
    return (
        bool(found)
        and not is_mixed
        and (found[0].word in words("english_verbs") or not told.isdisjoint(words("english_words")))
    )


def is_active_verb(word: str) -> bool:
    """Return whether a word in lower case looks like an active verb: me- and ber-, and a few without.

    >>> is_active_verb("mengkoreksi"), is_active_verb("menteri"), is_active_verb("penerimaan")
    (True, False, False)
    """
    if word in forms("verbs") or word in words("not_verbs") or word.removesuffix("nya") in words("not_verbs"):
        return False
    return word in words("verbs_without_prefix") or _ACTIVE.fullmatch(word) is not None


def is_passive_verb(word: str) -> bool:
    """Return whether a word in lower case looks like a passive verb with di-.

    >>> is_passive_verb("diteruskan"), is_passive_verb("dinas"), is_passive_verb("disposisi")
    (True, False, False)
    """
    return word not in words("not_verbs") and _PASSIVE.fullmatch(word) is not None and word[-3:] != "nya"
