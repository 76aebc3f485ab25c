"""How an activity begins: with an active verb, as it should, or with something else, which is told once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from sopkit.rules.wordings import forms, words
from sopkit.rules.wordings.actors import full_words, mention_at
from sopkit.rules.wordings.tokens import Token, indonesian_activities, is_active_verb, is_passive_verb, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.model import Sop, Step

__all__ = ["NUMBERING", "Opening", "OpeningKind", "capitalised_as", "openings"]

NUMBERING = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s+(?=\S)|[-•*–·]\s+(?=\S)")
"""The number, letter or bullet before an activity that numbers itself."""
_FURTHEST = 14
"""So many words into an activity its verb is looked for."""
_STATE = re.compile(r"(?:ter|ber|di|ke)[a-z]{3,}nya|(?:selesai|turun|keluar|tuntas)nya")
_IS_DONE = re.compile(r"(?:[^\W\d_]+ ){1,4}(?:telah |sudah )?(?:selesai|berakhir)\W*", re.IGNORECASE)
_MODALS = frozenset({"akan", "dapat", "harus", "sedang", "segera", "sudah", "telah", "wajib", "bisa", "juga"})


class OpeningKind(StrEnum):
    """What an activity begins with."""

    VERB = "verb"
    SUBJECT = "subject"
    PASSIVE = "passive"
    NOUN = "noun"
    STATE = "state"
    NO_VERB = "no-verb"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Opening:
    """How an activity begins."""

    kind: OpeningKind
    words: str = ""
    """The words that show it, as written."""
    better: str = ""
    """The verb to begin with, in lower case; empty where it is not known."""
    old: str = ""
    """The words from the beginning on that the verb would take the place of."""
    actors: frozenset[int] = frozenset()
    """The positions of the actors that the subject may mean."""
    is_certain: bool = False
    """Whether the subject can be nobody else."""


_UNCLEAR = Opening(OpeningKind.UNCLEAR)
_VERB = Opening(OpeningKind.VERB)


def openings(sop: Sop) -> Iterator[tuple[int, Step, Opening]]:
    """Yield how each activity begins that is told in Indonesian, with its row and step."""
    titles = tuple(actor.title for actor in sop.actors)
    for row, step in indonesian_activities(sop):
        yield row, step, _opening(step.activity, titles)


def capitalised_as(word: str, other: str) -> str:
    """Return a word with a capital where another one has it.

    >>> capitalised_as("menerima", "Penerimaan")
    'Menerima'
    """
    return word[:1].upper() + word[1:] if other[:1].isupper() else word


@lru_cache(maxsize=1024)
def _opening(text: str, titles: tuple[str, ...]) -> Opening:
    numbering = NUMBERING.match(text)
    skipped = numbering.end() if numbering else 0
    found = tokens(text)
    start = next((index for index, token in enumerate(found) if token.start >= skipped), len(found))
    if start == len(found) or text.rstrip().endswith("?"):
        return _UNCLEAR
    state = _state(text[skipped:], found[start])
    return state or _from(text, found, start, titles)


def _from(text: str, found: Sequence[Token], start: int, titles: tuple[str, ...]) -> Opening:
    """Return how an activity begins that tells no state, from its first word on."""
    start = _after_adverbs(found, start)
    if start == len(found):
        return _UNCLEAR
    first = found[start]
    if is_active_verb(first.word):
        return _VERB
    if is_passive_verb(first.word):
        return Opening(OpeningKind.PASSIVE, text[first.start : first.end], *_better(text, first))
    if first.word in words("clause_openers") or any(character.isdigit() for character in first.word):
        return _UNCLEAR
    main = _main_verb(found, start)
    subject = _subject(text, found, start, main, titles)
    if subject:
        return subject
    if main is not None and is_passive_verb(found[main].word):
        return Opening(OpeningKind.PASSIVE, text[found[main].start : found[main].end])
    return _without_verb(text, found, start)


def _after_adverbs(found: Sequence[Token], start: int) -> int:
    known = words("adverbs")
    while start < len(found):
        pair = f"{found[start].word} {found[start + 1].word}" if start + 1 < len(found) else ""
        if pair in known or (found[start].word == "secara" and start + 2 < len(found)):
            start += 2
        elif found[start].word in known and start + 1 < len(found):
            start += 1
        else:
            break
    return start


def _state(text: str, first: Token) -> Opening | None:
    plain = text.strip().rstrip(".").casefold()
    if plain in words("states") or _STATE.fullmatch(first.word):
        shown = text.strip().rstrip(".") if plain in words("states") else text[: first.end - first.start]
        return Opening(OpeningKind.STATE, shown)
    if not is_active_verb(first.word) and _IS_DONE.fullmatch(text.strip()):
        return Opening(OpeningKind.STATE, text.strip().rstrip("."))
    return None


def _better(text: str, first: Token) -> tuple[str, str]:
    """Return the active verb that a first word stands for, and the word that it would take the place of."""
    word = first.word
    verb = forms("verbs").get(word) or (forms("verbs").get(word[2:]) if word.startswith("di") else None)
    return (verb or "", text[first.start : first.end] if verb else "")


def _main_verb(found: Sequence[Token], start: int) -> int | None:
    """Return the position of the first verb that tells what happens, and not which, how or what for."""
    for index in range(start + 1, min(start + 1 + _FURTHEST, len(found))):
        token = found[index]
        if any(sign in token.gap for sign in ";:") or token.word in words("conditions"):
            return None
        is_verb = is_active_verb(token.word) or is_passive_verb(token.word)
        if is_verb and not _is_introduced(found, index):
            return index
    return None


def _is_introduced(found: Sequence[Token], index: int) -> bool:
    before = index - 1
    while before > 0 and found[before].word in _MODALS:
        before -= 1
    return found[before].word in words("introducers")


def _subject(
    text: str, found: Sequence[Token], start: int, main: int | None, titles: tuple[str, ...]
) -> Opening | None:
    """Return the opening of an activity that begins with who does it."""
    if main is None or is_passive_verb(found[main].word):
        return None
    mention = mention_at(text, found, start, titles)
    if mention is not None and mention.end > main:
        mention = None
    generic = full_words(found[start : start + 1])[:1]
    if mention is None and not (generic and generic[0][0] in words("subjects")):
        return None
    inside = found[mention.end if mention else start + 1 : main + 1]
    if any("," in token.gap for token in inside):
        return None
    last = main
    while last - 1 > start and found[last - 1].word in _MODALS:
        last -= 1
    return Opening(
        OpeningKind.SUBJECT,
        text[found[start].start : found[last].start].rstrip(),
        found[main].word,
        text[found[start].start : found[main].end],
        mention.actors if mention else frozenset(),
        mention is not None and mention.end >= last,
    )


def _without_verb(text: str, found: Sequence[Token], start: int) -> Opening:
    first = found[start]
    shown = text[first.start : first.end]
    better, old = _better(text, first)
    if any(token.word == "oleh" for token in found):
        old = ""
    if first.word in forms("verbs") and first.word.startswith("pe") and first.word.endswith("an"):
        return Opening(OpeningKind.NOUN, shown, better, old)
    if better:
        return Opening(OpeningKind.NO_VERB, shown, better, old)
    if len(found) - start < 2:
        return _UNCLEAR
    return Opening(OpeningKind.NO_VERB, shown)
