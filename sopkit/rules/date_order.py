"""Finds dates that stand in the wrong order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each date that lies before one that it should follow: created, revised, effective.

    A date that could not be read stands as `date.min` and is left out.
    """
    dates = (("created", sop.created), ("revised", sop.revised), ("effective", sop.effective))
    latest_key, latest = "created", date.min
    for key, day in dates:
        if day is None or day == date.min:
            continue
        if day < latest:
            details = (
                ("key_date", key),
                ("date", day.isoformat()),
                ("key_before", latest_key),
                ("before", latest.isoformat()),
            )
            yield Spot((key,), details, related=((latest_key,),))
        else:
            latest_key, latest = key, day
