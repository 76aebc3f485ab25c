"""Finds a whole numbered list that was typed as one item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.identity import IDENTITY_LISTS, items_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NUMBERS = re.compile(r"(?<!\S)(\d{1,2})\s?[.)]\s*(?=[^\W\d])")
_MOST_READ = 2000


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item of the identity page that holds the numbers 1 and 2, with text behind."""
    for name in IDENTITY_LISTS:
        for index, item in items_of(sop, name):
            numbers = [int(each) for each in _NUMBERS.findall(item[:_MOST_READ])]
            if numbers[:2] == [1, 2] and item.lstrip(" (").startswith("1"):
                details = (("count", str(len(numbers))), ("key_list", name))
                yield Spot((name, index), details)
