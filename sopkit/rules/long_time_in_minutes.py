"""Finds long times that are told in minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_LONG = 480
"""Minutes: eight hours, from which on nobody sees at a glance how long it is. Source: signed SOPs."""
_MINUTES = re.compile(r"(\d+)(\s*)(menit|mnt\.?|minutes?)", re.IGNORECASE)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step's time of 480 minutes or more in whole hours, unless it tells the hours as well."""
    for row, step in enumerate(sop.steps):
        found = _MINUTES.fullmatch(step.time.text) if step.time else None
        if step.time is None or found is None or step.time.minimum is None:
            continue
        hours = step.time.minimum.value / 60
        if step.time.minimum.value >= _LONG and hours.denominator == 1:
            place, better = ("steps", row, "time"), f"{hours} {_hours(found[3])}"
            details = (("number", str(row + 1)), ("text", step.time.text), ("better", better))
            fix = (Reword(place, step.time.text, better),)
            yield Spot(place, details, suggestion=better, fix=fix)


def _hours(minutes: str) -> str:
    """Return the word for hours in the language and the letter case of that for minutes."""
    word = "hours" if minutes.casefold().startswith("minute") else "jam"
    return word.upper() if minutes.isupper() else word.capitalize() if minutes[0].isupper() else word
