"""Several pieces of work in the words of one activity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.rules.wordings import forms, words
from sopkit.rules.wordings.tokens import Token, is_active_verb, is_passive_verb, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Chain", "chained_activities", "is_list"]

_JOINING = frozenset({"dan", "serta"})
_FOLLOWING = frozenset({"kemudian", "lalu", "selanjutnya", "setelahnya", "seterusnya"})
_PURPOSE = frozenset(
    {"agar", "guna", "supaya", "untuk", "yang", "sebelum", "setelah", "sambil", "bahwa", "atau"}
)
_BULLET = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}[.)]|[a-h][.)]|[-•*·])\s+(?=\S)")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Chain:
    """The verbs of several pieces of work, and the words with which the last of them begins."""

    verbs: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    verb: Token
    start: int
    follows: bool
    """Whether the words say that it comes after the piece before."""


def chained_activities(text: str) -> Chain | None:
    """Return the verbs of an activity that holds several pieces of work; None if it holds one.

    Verbs that share one object are one piece, and what stands after a condition is none: `jika sesuai
    menandatangani` belongs to a decision. Of a list those entries are pieces that begin with a verb or with
    the noun of one, not the papers, places or conditions that others list.
    """
    bullets = list(_BULLET.finditer(text))
    if len(bullets) > 1:
        firsts = [text[bullet.end() :].split(maxsplit=1)[0].strip(".,;") for bullet in bullets]
        works = tuple(first for first in firsts if _tells_work(first.casefold()))
        return Chain(works, text[bullets[1].start() :].split(maxsplit=2)[0]) if len(works) > 1 else None
    plain = _BRACKETS.sub(lambda found: " " * len(found.group()), text)
    found = _before_condition(tokens(plain))
    pieces = _pieces(found)
    several = len(pieces) > 2 or any(piece.follows for piece in pieces[1:])
    if not several:
        return None
    last = next((piece for piece in pieces[1:] if piece.follows), pieces[-1])
    verbs = tuple(text[piece.verb.start : piece.verb.end].lower() for piece in pieces)
    return Chain(verbs, text[last.start : last.verb.end])


def is_list(text: str) -> bool:
    """Return whether the words of an activity hold several entries, each with a number, letter or bullet."""
    return len(_BULLET.findall(text)) > 1


def _tells_work(word: str) -> bool:
    return is_active_verb(word) or is_passive_verb(word) or word in forms("verbs")


def _before_condition(found: Sequence[Token]) -> Sequence[Token]:
    end = next((index for index, token in enumerate(found) if token.word in words("conditions")), len(found))
    return found[:end]


def _pieces(found: Sequence[Token]) -> list[_Piece]:
    pieces: list[_Piece] = []
    in_purpose, bare = False, False
    for index, token in enumerate(found):
        start, joined, follows = _joint(found, index)
        if token.word in _PURPOSE:
            in_purpose = True
        elif follows:
            in_purpose = False
        is_verb = _is_work(token.word) or (follows and is_passive_verb(token.word))
        if is_verb and (not pieces or (joined and not in_purpose)):
            piece = _Piece(token, found[start].start, follows)
            if bare and not follows:
                pieces[-1] = piece
            else:
                pieces.append(piece)
            bare = True
        elif pieces and token.word not in _JOINING:
            bare = False
    return pieces


def _joint(found: Sequence[Token], index: int) -> tuple[int, bool, bool]:
    """Return where the words begin that join a verb to those before, whether there are any, and in time."""
    start, joined, follows = (
        index,
        ";" in found[index].gap or "," in found[index].gap,
        ";" in found[index].gap,
    )
    while start > 0:
        word = found[start - 1].word
        if word in _FOLLOWING:
            joined = follows = True
        elif word in _JOINING or word in words("adverbs"):
            joined = joined or word in _JOINING
        else:
            break
        start -= 1
        joined = joined or "," in found[start].gap
    return start, joined, follows


def _is_work(word: str) -> bool:
    """Whether a word is an active verb with its prefix; `masuk dan keluar` are none of them."""
    return is_active_verb(word) and word not in words("verbs_without_prefix")
