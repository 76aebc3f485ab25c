"""The moment a case begins, from words on the command line, and when its ways end from there."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from sopkit.cli.parser import UsageFault
from sopkit.errors import CalendarEnds, InvalidValue
from sopkit.model.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from sopkit.flow.schedule import Schedule
    from sopkit.flow.timing import Timing
    from sopkit.settings import Settings

__all__ = ["Moment", "read_moment", "schedules_of"]

Moment = tuple["date", "time | None", str]
_CLOCK = re.compile(
    r"(?:(?:[T ]|,? (?:pukul|pkl\.?|jam|at) )(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:]00)?"
    r"|,? (?:pukul|pkl\.?|jam|at) (?P<full_hour>[0-9]{1,2}))(?: ?(?P<zone>WIB|WITA|WIT))?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^[^\W\d_]+'?[^\W\d_]*, *(?=[0-9])")
_YEARS_AHEAD = 10
"""For how many years holidays are looked up; what takes longer is told to run out of them."""


def read_moment(words: str) -> Moment:
    """Read a date with or without a clock time: `2026-01-05 08:00`, `5 Januari 2026 pukul 08.00 WITA`.

    Returns the date, the time or None, and the zone or nothing. Raises UsageFault.
    """
    folded = _WEEKDAY.sub("", " ".join(words.split()))
    clock = _CLOCK.search(folded)
    try:
        day = parse_date(folded[: clock.start()] if clock else folded)
        if clock is None:
            return day, None, ""
        hour, minute = int(clock["hour"] or clock["full_hour"]), int(clock["minute"] or 0)
        return day, time(hour, minute), (clock["zone"] or "").upper()
    except ValueError as error:
        raise UsageFault("no-moment", option="--start", value=words) from error


def schedules_of(times: Timing, moment: Moment, settings: Settings) -> dict[str, Schedule]:
    """Return when the shortest and the longest way end, as one where there is only one.

    A date without a clock time is the first working moment of that day or after it.

    Raises ExtraMissing: national holidays are asked for and their package is not installed.
    Raises UsageFault: a way ends after the years whose holidays are known, or after the year 9999.
    """
    from sopkit.calendar import calendar_for
    from sopkit.calendar.zones import ZONES
    from sopkit.flow.schedule import schedule

    day, clock, zone = moment
    ways = {"shortest": times.shortest, "longest": times.longest}
    if not times.has_choice:
        ways = {"only": times.longest}
    calendar = calendar_for(settings, range(day.year, day.year + _YEARS_AHEAD))
    start = datetime.combine(day, clock or time(), ZONES.get(zone, calendar.zone))
    try:
        if clock is None:
            start = calendar.next_working_time(start)
        return {
            name: schedule(times, way.steps, calendar, start) for name, way in ways.items() if way is not None
        }
    except CalendarEnds as error:
        raise UsageFault("holidays-end", year=error.year) from error
    except InvalidValue as error:
        raise UsageFault("too-far-off") from error
