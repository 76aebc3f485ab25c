"""Finds regulations without a number, a year or what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of, shortened
from sopkit.rules.regulations import citation
from sopkit.rules.spot import Spot
from sopkit.rules.unfinished import cut_off_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item that begins with a kind of regulation and leaves out its number, year or subject.

    What breaks off in the middle of a sentence is left to `cut-off-item`. The missing words are named in
    Indonesian, as the form has them.
    """
    for index, item in items_of(sop, "legal_basis"):
        cited = citation(item)
        if cited is None or cut_off_words(item, citation=True):
            continue
        given = (("Nomor", cited.number), ("Tahun", cited.year), ("tentang", cited.has_subject))
        missing = [word for word, value in given if not value]
        if missing:
            details = (("item", shortened(item)), ("missing", ", ".join(missing)))
            yield Spot(("legal_basis", index), details, words=_words(item, cited.words))


def _words(item: str, words: str) -> str | None:
    return words if words and item.find(words) == item.find(words.split()[0]) else None
