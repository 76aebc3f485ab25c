"""Finds items with a number or a bullet typed in front."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.identity import IDENTITY_LISTS, items_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NUMBER = re.compile(r"\(?(\d{1,2})\s?(?:[.)]+\s*(?=[^\W\d])|,\s+(?=[^\W\d]))")
_LETTER = re.compile(r"\(?([a-z])(?:\)\s*|\.\s+)(?=\S)")
_BULLET = re.compile(r"[•●▪·*–-]\s+(?=\S)|[•●▪]\s*(?=\S)")


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item of the identity page that begins with its number, its letter or a bullet.

    A number counts where the list has so many places.
    """
    for name in IDENTITY_LISTS:
        count = len(getattr(sop, name))
        for index, item in items_of(sop, name):
            found = _numbering(item, count)
            if found and len(re.findall(r"(?<!\S)\d{1,2}[.)]\s", item[:400])) < 2:
                details = (("numbering", found.strip()), ("key_list", name))
                place = (name, index)
                yield Spot(place, details, words=found.strip(), fix=(Reword(place, found, ""),))


def _numbering(item: str, count: int) -> str | None:
    number = _NUMBER.match(item)
    if number:
        return number.group() if 1 <= int(number[1]) <= count + 1 else None
    letter = _LETTER.match(item)
    if letter:
        return letter.group() if ord(letter[1]) - ord("a") <= count else None
    bullet = _BULLET.match(item)
    return bullet.group() if bullet else None
