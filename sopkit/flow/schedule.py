"""When the steps of a way end that begins at a given moment, on the calendar of an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- apps ask fields for their types
from typing import TYPE_CHECKING

from sopkit.flow.durations import Remark  # noqa: TC001 -- as above
from sopkit.model import NO_TIME, Duration, Quantity, StepKey, Unit

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
    latest_start: datetime | None
    """None where a step before it has time that is not counted, or no most."""
    latest_end: datetime | None
    """None where the step itself or one before it has time that is not counted, or no most."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The steps of a way on the calendar, one after the other, in the zone of the calendar."""

    start: datetime
    begin: datetime
    """The first working moment from the start on."""
    steps: tuple[ScheduledStep, ...]
    earliest_end: datetime
    latest_end: datetime | None
    """None where a step has time that is not counted, or no most: nobody knows when it ends at the latest."""
    remarks: tuple[Remark, ...]
    """What must be known of the times; a step without a measured time takes none here and is named."""
    undecided_years: tuple[int, ...]
    """The years on the way whose holidays or joint leave are not all decided yet."""


def schedule(timing: Timing, steps: Iterable[StepKey], calendar: WorkCalendar, start: datetime) -> Schedule:
    """Return when each step of a way ends that begins at `start`, such as those of `timing.longest.steps`.

    Each step begins when the one before it ends. Kinds of time are joined by the calendar: working time
    passes in working hours alone, calendar time on every day. What a plain `hari` is, and how long a working
    day, is as in the timing; only where the calendar counts working days by dates, it is as in the calendar.

    Raises KeyError: no such step. Raises InvalidValue: `start` has no time zone, or an end is too far off;
    CalendarEnds: the way runs into a year whose holidays are not known.
    """
    begin = earliest = calendar.add(start, NO_TIME)
    latest: datetime | None = earliest
    reached = earliest
    scheduled = []
    remarks: dict[Remark, None] = {}
    for key in steps:
        entry = timing.of_step(key)
        remarks |= dict.fromkeys(entry.total.remarks)
        starts = earliest, latest
        earliest = _passed(earliest, entry.step.time, timing.measure, calendar, side=0)
        if latest is not None:
            reached = _passed(latest, entry.step.time, timing.measure, calendar, side=1)
            latest = None if entry.total.uncounted else reached
        scheduled.append(ScheduledStep(key, starts[0], earliest, starts[1], latest))
    years = range(begin.year, max(reached, earliest).year + 1)
    undecided = tuple(year for year in years if year in calendar.undecided_years)
    working = calendar.next_working_time(begin)
    return Schedule(begin, working, tuple(scheduled), earliest, latest, tuple(remarks), undecided)


def _passed(
    moment: datetime, standard: TimeStandard | None, measure: Measure, calendar: WorkCalendar, *, side: int
) -> datetime:
    """Return when a step's least (side 0) or most (side 1) has passed."""
    if standard is None or standard.per is not None:
        return moment
    for span in standard.spans:
        quantity = measure.bounds(span)[side]
        if quantity is not None:
            moment = calendar.add(moment, _as_measured(quantity, measure, calendar))
    return moment


def _as_measured(quantity: Quantity, measure: Measure, calendar: WorkCalendar) -> Quantity | Duration:
    """Return a quantity as the timing counts it; working days by dates where the calendar has them so."""
    if quantity.unit is Unit.DAY:
        quantity = Quantity(quantity.value, Unit(measure.plain_day))
    if quantity.unit is Unit.WORKING_DAY and calendar.working_day == "hours":
        return Duration(working_minutes=quantity.value * measure.hours_per_working_day * 60)
    return quantity
