"""Finds histories that go on after the last date of the form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopkit.model import Status
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the latest day of the history if it is later than the SOP was made, revised and put into effect.

    A draft may tell of work that is not yet dated on its form.
    """
    days = [(line.date, index) for index, line in enumerate(sop.history) if line.date]
    own = [sop.created, sop.effective, *([sop.revised] if sop.revised else [])]
    if not days or sop.status is Status.DRAFT or date.min in own:
        return
    latest, index = max(days)
    if latest > max(own):
        details = (("date", latest.isoformat()), ("latest", max(own).isoformat()), ("key_revised", "revised"))
        yield Spot(("history", index, "date"), details)
