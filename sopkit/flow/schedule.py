"""When the steps of a way end that begins at a given moment, on the calendar of an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- apps ask fields for their types
from typing import TYPE_CHECKING

from sopkit.flow.durations import Remark  # noqa: TC001 -- as above
from sopkit.model import NO_TIME, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.calendar import WorkCalendar
    from sopkit.flow.durations import Measure
    from sopkit.flow.timing import Timing
    from sopkit.model import TimeStandard

__all__ = ["Schedule", "ScheduledStep", "schedule"]


@dataclass(frozen=True, slots=True)
class ScheduledStep:
    """From when to when a step is worked on, if it and all before it take their least, or their most."""

    step: StepKey
    earliest_start: datetime
    earliest_end: datetime
    latest_start: datetime
    latest_end: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps of a way on the calendar, one after the other, in the zone of the calendar."""

    start: datetime
    steps: tuple[ScheduledStep, ...]
    earliest_end: datetime
    latest_end: datetime
    remarks: tuple[Remark, ...]
    """What must be known of the times; a step without a measured time takes none here and is named."""
    undecided_years: tuple[int, ...]
    """The years on the way whose holidays or joint leave are not all decided yet."""


def schedule(timing: Timing, steps: Iterable[StepKey], calendar: WorkCalendar, start: datetime) -> Schedule:
    """Return when each step of a way ends that begins at `start`, such as those of `timing.longest.steps`.

    Each step begins when the one before it ends. Kinds of time are joined by the calendar: working time
    passes in working hours alone, calendar time on every day.

    Raises KeyError: no such step. Raises InvalidValue: `start` has no time zone, or an end is too far off;
    CalendarEnds: the way runs into a year whose holidays are not known.
    """
    begin = earliest = latest = calendar.add(start, NO_TIME)
    scheduled = []
    remarks: dict[Remark, None] = {}
    for key in steps:
        entry = timing.of_step(key)
        remarks |= dict.fromkeys(entry.total.remarks)
        starts = earliest, latest
        earliest = _passed(earliest, entry.step.time, timing.measure, calendar, side=0)
        latest = _passed(latest, entry.step.time, timing.measure, calendar, side=1)
        scheduled.append(ScheduledStep(key, starts[0], earliest, starts[1], latest))
    years = range(begin.year, latest.year + 1)
    undecided = tuple(year for year in years if year in calendar.undecided_years)
    return Schedule(begin, tuple(scheduled), earliest, latest, tuple(remarks), undecided)


def _passed(
    moment: datetime, standard: TimeStandard | None, measure: Measure, calendar: WorkCalendar, *, side: int
) -> datetime:
    """Return when a step's least (side 0) or most (side 1) has passed."""
    if standard is None or standard.per is not None:
        return moment
    for span in standard.spans:
        quantity = measure.bounds(span)[side]
        if quantity is not None:
            moment = calendar.add(moment, quantity)
    return moment
