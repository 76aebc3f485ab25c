"""Finds activities of several sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.sentences import sentences
from sopkit.rules.wordings.tokens import activities, is_active_verb, is_english, is_passive_verb, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]

_FEWEST_WORDS = 3
"""Of a sentence: shorter ones are remarks or abbreviations that are not known."""


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield each activity of two sentences or more that is not already too long for its cell.

    What has no verb goes on with the sentence before, whose full stop is a slip for a comma.
    """
    for row, step in activities(sop):
        if len(step.activity) > options.longest_activity:
            continue
        told = [each for each in sentences(step.activity) if _is_told(each)]
        if len(told) > 1:
            details = (("number", str(row + 1)), ("count", str(len(told))))
            yield Spot(("steps", row, "activity"), details, words=" ".join(told[1].split()[:3]))


def _is_told(sentence: str) -> bool:
    found = tokens(sentence)
    has_verb = is_english(found) or any(
        is_active_verb(token.word) or is_passive_verb(token.word) for token in found
    )
    return has_verb and len(sentence.split()) >= _FEWEST_WORDS
