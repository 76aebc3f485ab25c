"""Finds SOPs whose evaluation is due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopkit.model import Status
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield the latest date of an SOP in force if it is older than the office wants.

    Says nothing without a day of today. Source: derivatives of PermenPAN-RB 35/2012 ask for an evaluation at
    least once a year.
    """
    if options.today is None or sop.status not in (None, Status.IN_FORCE):
        return
    dates = [("effective", sop.effective), *([("revised", sop.revised)] if sop.revised else [])]
    key, latest = max(dates, key=lambda each: each[1])
    if latest == date.min or any((line.date or date.min) > _due(latest, options) for line in sop.history):
        return
    if _due(latest, options) < options.today:
        details = (
            ("key_date", key),
            ("date", latest.isoformat()),
            ("years", str(options.review_years)),
            ("today", options.today.isoformat()),
        )
        yield Spot((key,), details)


def _due(day: date, options: Options) -> date:
    year = min(day.year + options.review_years, date.max.year)
    last_day = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(year, day.month, last_day)
