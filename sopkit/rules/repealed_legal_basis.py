"""Finds regulations that are no longer in force."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.model import Status
from sopkit.rules.identity import items_of
from sopkit.rules.regulations import citation, repeal_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_PAST = frozenset({Status.REPLACED, Status.WITHDRAWN})


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item that begins with a regulation of which another has taken the place.

    What was repealed is known from `identity_words/repeals.yaml`. An SOP that is itself replaced or withdrawn
    keeps the bases of its time, and an item may say itself that the regulation was repealed.
    """
    if sop.status in _PAST:
        return
    for index, item in items_of(sop, "legal_basis"):
        cited = citation(item)
        repeal = repeal_of(cited) if cited else None
        if cited and repeal and not _names(cited.rest, repeal.now):
            details = (("regulation", cited.words), ("now", repeal.now), ("key_list", "legal_basis"))
            yield Spot(("legal_basis", index), details, words=cited.words)


def _names(rest: str, regulation: str) -> bool:
    """Whether the rest of an item names the regulation that is in force."""
    now = citation(regulation)
    others = re.findall(r"(?<!\d)(\d{1,3})(?!\d)[^\d]{1,12}((?:19|20)\d\d)", rest[:700])
    return now is not None and any((now.number, now.year) == other for other in others)
