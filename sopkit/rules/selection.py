"""Names of rules as people write them, and the cards that they mean."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sopkit.findings import Severity
from sopkit.rules.cards import head, heads

if TYPE_CHECKING:
    from sopkit.rules.cards import Head

__all__ = ["ALL", "BY_TODAY", "changeable", "meant", "selected"]

ALL: Final = frozenset({"all", "semua"})
"""The words for every rule."""
BY_TODAY: Final = frozenset({"not-yet-in-force", "review-overdue"})
"""The rules that measure ages, and so say nothing while the day of today is not told."""
_BEGINNING: Final = re.compile(r"sop[0-9]{0,2}", re.IGNORECASE)


@cache
def meant(name: str) -> tuple[Head, ...]:
    """Return the cards that a name, a code, the beginning of codes or `all` stands for, by code.

    Raises UnknownName: no card; its `known` holds the most similar name, or all if none is similar.
    """
    word = name.strip().casefold()
    if word in ALL:
        return heads()
    if _BEGINNING.fullmatch(word):
        begun = tuple(each for each in heads() if each.code.casefold().startswith(word))
        if begun:
            return begun
    return (head(name),)


def selected(name: str) -> tuple[Head, ...]:
    """Return the cards that are told where a name is selected, by code.

    The beginning of codes does not ask for findings that speak on request; names, codes and `all` do. Raises
    UnknownName as `meant`.
    """
    found = meant(name)
    if name.strip().casefold() in ALL or len(found) == 1:
        return found
    return tuple(each for each in found if not each.on_request)


def changeable(found: tuple[Head, ...]) -> tuple[Head, ...]:
    """Return the cards that an office may have otherwise: all but those of errors."""
    return tuple(each for each in found if each.severity is not Severity.ERROR)
