"""Finds a first issue that already has a revision date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopkit.findings import Remove
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the revision date if it is the day of creation."""
    if sop.revised is not None and sop.revised == sop.created != date.min:
        details = (
            ("key_revised", "revised"),
            ("key_created", "created"),
            ("date", sop.revised.isoformat()),
        )
        yield Spot(("revised",), details, related=(("created",),), fix=(Remove(("revised",)),))
