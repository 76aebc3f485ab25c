"""Which known name was probably meant by an unknown one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["nearest", "plain"]

_LIKENESS = 0.75
"""From here on a name counts as a misspelling: one slip in four letters, two in nine."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like this one, the earliest among equals; None if none is alike.

    >>> nearest("kabagg", ["karo", "kabag"])
    'kabag'
    >>> nearest("Telaah_Kabag", ["telaah-kabag", "telaah-karo"])
    'telaah-kabag'
    """
    wanted = plain(name)
    best, best_likeness = None, _LIKENESS
    for candidate in known:
        likeness = SequenceMatcher(None, wanted, plain(candidate), autojunk=False).ratio()
        if likeness > best_likeness or (best is None and likeness == best_likeness):
            best, best_likeness = candidate, likeness
    return best


def plain(name: str) -> str:
    """Return a name without what people mix up in names: letter case, spaces, hyphens and underscores.

    >>> plain("Kasubbag TU")
    'kasubbag-tu'
    """
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").split())
