"""Finds decisions whose activity neither checks nor decides anything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings import forms, words
from sopkit.rules.wordings.conditions import decision_words, returned_to, returns_in
from sopkit.rules.wordings.openings import OpeningKind, openings
from sopkit.rules.wordings.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NOUNS = frozenset({"keputusan", "putusan", "uji", "audit", "musyawarah", "negosiasi", "pleno", "voting"})
"""What is held or made so that something is decided."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each deciding step that begins with a verb of handling, and tells no check and no condition.

    Of verbs that are not on the list nothing is said.
    """
    for row, step, opening in openings(sop):
        if not step.is_decision or step.question or opening.kind is not OpeningKind.VERB:
            continue
        text = step.activity
        told = returns_in(text) or decision_words(text) or returned_to(text)
        verb = text.split()[0]
        if not told and verb.casefold() in forms("verbs").values() and not _checks(text):
            details = (("number", str(row + 1)), ("words", verb), ("key_question", "question"))
            yield Spot(("steps", row, "activity"), details, words=verb)


def _checks(text: str) -> bool:
    """Whether a text names a check or a decision, as a verb or as a noun such as `verifikasi`."""
    verbs = words("checks")
    told = [token.word.removesuffix("nya") for token in tokens(text)]
    pairs = {f"{first} {second}" for first, second in pairwise(told)}
    return not verbs.isdisjoint(pairs) or any(
        word in verbs or forms("verbs").get(word) in verbs or word in _NOUNS for word in told
    )
