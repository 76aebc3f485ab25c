"""Finds activities with more words than a reader takes in at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.sentences import sentences
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]

_MOST_WORDS = 25
"""Source: practice of plain language; the principle of ease and clearness of PermenPAN-RB 35/2012."""


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield each activity with a sentence of more than 25 words that is not already too long for its cell.

    A semicolon divides like a full stop.
    """
    for row, step in activities(sop):
        if len(step.activity) > options.longest_activity:
            continue
        parts = [part for sentence in sentences(step.activity) for part in sentence.split(";")]
        most = max((len(part.split()) for part in parts), default=0)
        if most > _MOST_WORDS:
            details = (("number", str(row + 1)), ("count", str(most)), ("limit", str(_MOST_WORDS)))
            yield Spot(("steps", row, "activity"), details)
