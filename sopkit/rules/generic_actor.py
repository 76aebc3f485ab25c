"""Finds actors whose title leaves open whom it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import words_of
from sopkit.rules.positions import plain_title
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor without a group whose title is a word for any member of the staff."""
    for actor in sop.actors:
        if not actor.group and plain_title(actor.title) in words_of("positions", "generic"):
            yield Spot(("actors", actor.id, "title"), (("title", actor.title),))
