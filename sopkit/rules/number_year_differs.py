"""Finds numbers with a year in which the SOP was neither made, revised nor put into effect."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_YEAR_LAST = re.compile(r"[/.\s-](?:tahun\s)?((?:19|20)[0-9]{2})\s*$", re.IGNORECASE)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the number if the year at its end lies outside the years of the SOP's own dates.

    Dates that could not be read leave the years open, and nothing is said.
    """
    found = _YEAR_LAST.search(sop.number[-40:])
    if found is None or date.min in (sop.created, sop.effective):
        return
    given = [sop.created, sop.effective, *([sop.revised] if sop.revised else [])]
    years = [day.year for day in (*given, *(line.date for line in sop.history if line.date))]
    if not min(years) <= int(found[1]) <= max(years):
        details = (("year", found[1]), ("years", _range(min(years), max(years))), ("key_number", "number"))
        is_first = sop.number.find(found[1]) == sop.number.rfind(found[1])
        yield Spot(("number",), details, words=found[1] if is_first else None, related=(("created",),))


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
