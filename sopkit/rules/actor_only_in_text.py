"""Finds positions that get work in the words of an activity, but are no actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings import words
from sopkit.rules.wordings.actors import full_words, mention_at
from sopkit.rules.wordings.tokens import activities, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.wordings.tokens import Token

__all__ = ["check"]

_BEFORE = frozenset({"ke", "kepada", "memerintahkan", "meminta", "menugaskan", "oleh"})


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the first position inside an office that an activity names as taking part and no actor has."""
    titles = tuple(actor.title for actor in sop.actors)
    for row, step in activities(sop):
        found = tokens(step.activity)
        for index in range(1, len(found)):
            end = _position(found, index) if found[index - 1].word in _BEFORE else None
            if end is not None and mention_at(step.activity, found, index, titles) is None:
                shown = step.activity[found[index].start : found[end - 1].end]
                details = (("number", str(row + 1)), ("words", shown), ("key_actors", "actors"))
                yield Spot(("steps", row, "activity"), details, words=shown)
                break


def _position(found: Sequence[Token], start: int) -> int | None:
    """Return where the name of a position inside an office ends that begins at a word; None if none does."""
    named = full_words(found[start : start + 8])
    for length in range(min(4, len(named)), 0, -1):
        if " ".join(word for word, _ in named[:length]) in words("internal_positions"):
            end = start + named[length - 1][1] + 1
            while end < len(found) and found[end].is_capital and not found[end].gap.strip(" ."):
                end += 1
            return end
    return None
