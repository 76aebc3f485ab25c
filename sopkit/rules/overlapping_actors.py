"""Finds actors whose titles mean the same person, or one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import words_of
from sopkit.rules.positions import full_position, is_bare_head, parts_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor whose title says the same as that of an earlier one, holds it, or only what it heads.

    Actors of different groups are different ones.
    """
    for index, actor in enumerate(sop.actors[:_MOST]):
        for other in sop.actors[:index]:
            if actor.group == other.group and _overlap(actor.title, other.title):
                details = (("title", actor.title), ("other", other.title))
                place = ("actors", actor.id, "title")
                yield Spot(place, details, related=(("actors", other.id, "title"),))
                break


_MOST = 60
"""Actors that are compared; a form with more columns has other faults."""


def _overlap(title: str, other: str) -> bool:
    one, two = full_position(title), full_position(other)
    return bool(one and two) and (
        one == two or _narrows(one, two) or _narrows(two, one) or _holds(title, two) or _holds(other, one)
    )


def _narrows(wide: str, narrow: str) -> bool:
    """Whether one is a bare `kepala bagian` and the other says of which one."""
    rest = narrow[len(wide) :].split()
    is_narrower = is_bare_head(wide) and narrow.startswith(f"{wide} ")
    return is_narrower and rest[0] not in words_of("positions", "other_offices")


def _holds(title: str, position: str) -> bool:
    """Whether a title of several positions names another actor's position."""
    parts = parts_of(title)
    return len(parts) > 1 and position in {full_position(part) for part in parts}
