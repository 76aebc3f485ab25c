"""Finds items that break off in the middle of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import IDENTITY_LISTS, items_of
from sopkit.rules.spot import Spot
from sopkit.rules.unfinished import cut_off_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item of the identity page that ends with a word after which more must follow."""
    for name in IDENTITY_LISTS:
        for index, item in items_of(sop, name):
            words = cut_off_words(item, citation=name == "legal_basis")
            if words:
                is_first = item.find(words) == len(item.rstrip(" ;,")) - len(words)
                details = (("end", item[-40:].strip()), ("key_list", name))
                yield Spot((name, index), details, words=words if is_first else None)
