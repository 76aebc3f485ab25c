"""Finds words that are longer than any word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_LONG = re.compile(r"(?<![\w/.:@#?=&%-])[^\W\d_]{26,}(?![\w/:@#?=&%-]|\.\w)")
"""No Indonesian word has more than 25 letters; parts of addresses are left out."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each text of a step with more than 25 letters in one go: mostly words that lost their space."""
    for pointer, text in texts_of(sop):
        found = _LONG.search(text) if pointer[0] == "steps" and pointer[-1] != "time" else None
        if found:
            details = (("number", str(int(pointer[1]) + 1)), ("words", found.group()))
            yield Spot(pointer, details, words=found.group())
