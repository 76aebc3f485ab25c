"""Finds activities that end with a full stop, or without, unlike the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.sentences import ends_with_abbreviation, sentences
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_TIMES = 3
"""So many times as many activities have to end the other way."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity whose end differs from that of at least three times as many others.

    Several sentences, abbreviations and other marks at the end are left out of the count.
    """
    counted = [
        (row, step.activity)
        for row, step in activities(sop)
        if len(sentences(step.activity)) == 1 and not ends_with_abbreviation(step.activity)
    ]
    stopped = [(row, text) for row, text in counted if text.endswith(".")]
    others = [(row, text) for row, text in counted if text[-1].isalnum() or text[-1] == ")"]
    if others and len(others) >= _TIMES * len(stopped):
        for row, text in stopped:
            yield _spot(row, text, text.rstrip("."))
    elif stopped and len(stopped) >= _TIMES * len(others):
        for row, text in others:
            yield _spot(row, text, text + ".")


def _spot(row: int, text: str, better: str) -> Spot:
    at = ("steps", row, "activity")
    words = _last_words(text)
    ending = words.rstrip(".") + "." if better.endswith(".") else words.rstrip(".")
    details = (("number", str(row + 1)), ("words", words), ("better", ending))
    return Spot(at, details, words=words, fix=(Reword(at, words, ending),))


def _last_words(text: str) -> str:
    """Return the fewest last words of a text that stand nowhere else in it."""
    start = len(text)
    while start > 0:
        start = text.rfind(" ", 0, start)
        ending = text[start + 1 :]
        if text.find(ending) == start + 1:
            return ending
    return text
