"""Finds lists of the identity page that are missing beside others that are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import IDENTITY_LISTS
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_MANY = 3
"""So many filled lists of six say that the page is being filled in."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each list without any text, not even a dash, where at least three others are filled in."""
    empty = [name for name in IDENTITY_LISTS if not getattr(sop, name)]
    if len(IDENTITY_LISTS) - len(empty) >= _MANY:
        for name in empty:
            yield Spot((name,), (("key_list", name),))
