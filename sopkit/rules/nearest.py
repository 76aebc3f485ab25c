"""Which known name was probably meant by an unknown one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["nearest", "plain"]

_LIKENESS = 0.75
"""From here on a name counts as a misspelling: one slip in four letters, two in nine."""
_SWAPPED = 0.95
"""How alike two names are of which two neighbouring letters are exchanged."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like this one, the earliest among equals; None if none is alike.

    >>> nearest("kabagg", ["karo", "kabag"])
    'kabag'
    >>> nearest("pkp", ["pp", "ppk"])
    'ppk'
    >>> nearest("Telaah_Kabag", ["telaah-kabag", "telaah-karo"])
    'telaah-kabag'
    """
    wanted = plain(name)
    best, best_likeness = None, _LIKENESS
    for candidate in known:
        likeness = _likeness(wanted, plain(candidate))
        if likeness > best_likeness or (best is None and likeness == best_likeness):
            best, best_likeness = candidate, likeness
    return best


def _likeness(one: str, other: str) -> float:
    if len(one) == len(other):
        differing = [place for place in range(len(one)) if one[place] != other[place]]
        first, last = (differing[0], differing[-1]) if len(differing) == 2 else (0, 0)
        if last == first + 1 and one[first : last + 1] == other[last] + other[first]:
            return _SWAPPED
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def plain(name: str) -> str:
    """Return a name without what people mix up in names: letter case, spaces, hyphens and underscores.

    >>> plain("Kasubbag TU")
    'kasubbag-tu'
    """
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
