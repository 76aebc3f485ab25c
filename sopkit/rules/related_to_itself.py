"""Finds an SOP that is listed as related to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Remove
from sopkit.rules.spot import Spot
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each related SOP that has the title, the number or the id of this one."""
    own = {bare_title(name) for name in (sop.title, sop.number, sop.id)} - {""}
    for index, entry in enumerate(sop.related):
        if bare_title(entry) in own:
            place = ("related", index)
            details = (("entry", entry), ("key_related", "related"))
            yield Spot(place, details, fix=(Remove(place),))
