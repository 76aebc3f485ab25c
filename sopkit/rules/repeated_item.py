"""Finds items that stand in a list of the identity page twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Remove
from sopkit.rules.identity import IDENTITY_LISTS, items_of, plain_item, shortened
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item that says the same as an earlier one of its list, but for numbering and marks."""
    for name in IDENTITY_LISTS:
        first: dict[str, int] = {}
        for index, item in items_of(sop, name):
            plain = plain_item(item)
            if plain in first:
                details = (("item", shortened(item)), ("key_list", name))
                place = (name, index)
                yield Spot(place, details, related=((name, first[plain]),), fix=(Remove(place),))
            elif plain:
                first[plain] = index
