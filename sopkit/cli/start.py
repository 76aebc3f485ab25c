"""The moment a case begins, from words on the command line, and when its ways end from there."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from sopkit.cli.parser import UsageFault
from sopkit.model.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from sopkit.flow.schedule import Schedule
    from sopkit.flow.timing import Timing
    from sopkit.settings import Settings

__all__ = ["Moment", "read_moment", "schedules_of"]

Moment = tuple["date", "time | None", str]
_CLOCK = re.compile(
    r"(?:[T ]|,? (?:pukul|jam|at) )(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})"
    r"(?: ?(?P<zone>WIB|WITA|WIT))?$",
    re.IGNORECASE,
)
_YEARS_AHEAD = 10
"""For how many years holidays are looked up; what takes longer is told to run out of them."""


def read_moment(words: str) -> Moment:
    """Read a date with or without a clock time: `2026-01-05 08:00`, `5 Januari 2026 pukul 08.00 WITA`.

    Returns the date, the time or None, and the zone or nothing. Raises UsageFault.
    """
    folded = " ".join(words.split())
    clock = _CLOCK.search(folded)
    try:
        day = parse_date(folded[: clock.start()] if clock else folded)
        if clock is None:
            return day, None, ""
        return day, time(int(clock["hour"]), int(clock["minute"])), (clock["zone"] or "").upper()
    except ValueError as error:
        raise UsageFault("no-moment", option="--start", value=words) from error


def schedules_of(times: Timing, moment: Moment, settings: Settings) -> dict[str, Schedule]:
    """Return when the shortest and the longest way end, as one where there is only one.

    A date without a clock time is the first working moment of that day or after it.

    Raises ExtraMissing, CalendarEnds, InvalidValue as the calendar does.
    """
    from sopkit.calendar import calendar_for
    from sopkit.calendar.zones import ZONES
    from sopkit.flow.schedule import schedule

    day, clock, zone = moment
    calendar = calendar_for(settings, range(day.year, day.year + _YEARS_AHEAD))
    start = datetime.combine(day, clock or time(), ZONES.get(zone, calendar.zone))
    if clock is None:
        start = calendar.next_working_time(start)
    ways = {"shortest": times.shortest, "longest": times.longest}
    if not times.has_choice:
        ways = {"only": times.longest}
    return {
        name: schedule(times, way.steps, calendar, start) for name, way in ways.items() if way is not None
    }
