"""The working time of an office, to add time to a moment and to measure what lies between two."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

from sopkit.calendar.days import Holiday, SpecialPeriod, check_date, check_periods, check_week
from sopkit.calendar.elapse import add_hours, add_months
from sopkit.calendar.timeline import MINUTE, Place, Timeline, minutes_of
from sopkit.calendar.zones import WIB
from sopkit.errors import CalendarEnds, InvalidValue
from sopkit.lang import LANGUAGES, text
from sopkit.model import Duration, Quantity, Unit
from sopkit.model.duration import CALENDAR_HOURS, CALENDAR_MONTHS
from sopkit.settings import PERPRES_21_2023_WEEK, Week
from sopkit.settings.working_hours import average_minutes

__all__ = ["WorkCalendar"]

_WORKING_MINUTES = {Unit.MINUTE: 1, Unit.HOUR: 60}
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When an office works: by default the week of Perpres 21/2023 in WIB, without holidays.

    Moments handed in have a time zone, whichever; moments handed out are in the zone of the calendar. A shift
    holds its beginning and not its end.

    Raises InvalidValue: a week without working time or with shifts that overlap, periods that share a day, or
    another value that its field cannot hold.
    """

    week: Week = PERPRES_21_2023_WEEK
    """The working hours of ordinary weeks; those of a day are shifts, and between them are breaks."""
    periods: tuple[SpecialPeriod, ...] = ()
    """Periods with another week, such as Ramadan; a day is in one of them at most."""
    holidays: tuple[Holiday, ...] = ()
    """Days without work, whatever the week says."""
    years: frozenset[int] | None = None
    """The years whose holidays are all known; None means: `holidays` is all there is, in every year.

    Working time that runs into another year raises CalendarEnds, for it would pass over holidays.
    """
    undecided_years: frozenset[int] = frozenset()
    """Known years with estimates or without joint leave: results in them hold for now and may still move."""
    zone: timezone = WIB
    """`WIB`, `WITA`, `WIT` or another fixed offset, in which the hours of the week are meant."""
    working_day: str = "hours"
    """What adding a working day means.

    `hours`: working time of the length of one working day. `dates`: the same clock time on the working day
    that many later; a start outside of working time counts as the next working moment, and where nobody works
    at that clock time, the time ends with the shift before it, or as the first shift begins. A part of a day
    is working time in both.
    """
    plain_day: str = "working-day"
    """What a plain `hari` means: `working-day` or `calendar-day`."""
    hours_per_working_day: Fraction | None = None
    """The length of one working day; None means: the average of the ordinary week."""
    _timeline: Timeline = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_week("week", self.week)
        if not any(self.week):
            raise InvalidValue("week", self.week, "working hours on one day at least")
        check_periods(self.periods)
        for holiday in self.holidays:
            check_date("the day of a holiday", holiday.day)
        _check_choice("working_day", self.working_day, "hours", "dates")
        _check_choice("plain_day", self.plain_day, "working-day", "calendar-day")
        if not isinstance(self.zone, timezone):
            raise InvalidValue("zone", self.zone, "`WIB`, `WITA`, `WIT` or another `datetime.timezone`")
        hours = self.hours_per_working_day
        if hours is not None and not (isinstance(hours, Fraction | int) and 0 < hours <= 24):
            raise InvalidValue(
                "hours_per_working_day", hours, "a Fraction of more than 0 and at most 24, or None"
            )
        timeline = Timeline.of(self.week, self.periods, (holiday.day for holiday in self.holidays))
        object.__setattr__(self, "_timeline", timeline)

    @property
    def minutes_per_working_day(self) -> Fraction:
        """How many minutes of work one working day is: as set, else the average of the ordinary week."""
        if self.hours_per_working_day is not None:
            return Fraction(self.hours_per_working_day) * 60
        return average_minutes(self.week)

    def add(self, start: datetime, time: Duration | Quantity) -> datetime:
        """Return the moment at which a time that begins at `start` has passed.

        Minutes, hours and working days are working time: they pass in the shifts alone, and when they are
        used up as a shift ends, they end there and not as the next one begins. All other units elapse,
        whether anyone works or not; a month leads to the same day, or to the last one of a month that lacks
        it, and part of a month to that part of the way. So one month from the 30th of January ends no later
        than one from the 28th: adding months may swap moments, which working time never does. No time leaves
        the moment as it is.

        A duration of several kinds passes in this order: months, calendar hours, working time. It knows
        minutes of work and no working days, so `dates` is of no meaning for it. Each kind is exact, and is
        rounded to the microsecond.

        Raises InvalidValue: the moment has no time zone, the time is negative or ends after the year 9999;
        CalendarEnds: working time runs into a year whose holidays are not known.

        >>> from datetime import datetime
        >>> from sopkit.calendar import WIB
        >>> friday = datetime(2026, 1, 9, 16, tzinfo=WIB)
        >>> print(WorkCalendar().add(friday, Duration(working_minutes=Fraction(60))))
        2026-01-12 08:00:00+07:00
        """
        moment = self._local("start", start)
        if isinstance(time, Quantity):
            days, duration = self._measured(time)
        else:
            days, duration = 0, _checked(time)
        try:
            moment = add_hours(add_months(moment, duration.calendar_months), duration.calendar_hours)
        except OverflowError as error:
            raise _endless("time", time) from error
        if days:
            begin = _place(moment)
            moment = self._reached(begin, self._timeline.same_clock_time(begin, days), "time", time)
        worked = round(duration.working_minutes * MINUTE)
        if worked:
            begin = _place(moment)
            end = self._timeline.first_after(self._timeline.worked(begin) + worked)
            moment = self._reached(begin, end, "time", time)
        return moment

    def between(self, start: datetime, end: datetime) -> Duration:
        """Return the working time between two moments, as the `working_minutes` of a duration.

        It undoes `add`: between a start and what `add` makes of it lies the working time that was added.

        Raises InvalidValue: a moment has no time zone, or the end is before the start; CalendarEnds: a year
        that they touch has holidays that are not known.
        """
        first, last = self._local("start", start), self._local("end", end)
        if last < first:
            raise InvalidValue("end", end, f"a moment that is not before the start, {start}")
        if first == last:
            return Duration()
        self._check_years(first.year, (last - _MICROSECOND).year)
        worked = self._timeline.worked(_place(last)) - self._timeline.worked(_place(first))
        return Duration(working_minutes=Fraction(worked, MINUTE))

    def is_working_time(self, moment: datetime) -> bool:
        """Return whether the office works at a moment; at the end of a shift it does no more.

        Raises InvalidValue: the moment has no time zone; CalendarEnds: the holidays of its year are unknown.
        """
        place = _place(self._known_moment(moment))
        return any(
            start * MINUTE <= place.microsecond < end * MINUTE
            for start, end in self._timeline.shifts(place.day)
        )

    def next_working_time(self, moment: datetime) -> datetime:
        """Return the moment itself if the office works then, else the beginning of the next shift.

        Raises InvalidValue: the moment has no time zone, or no working time comes before the year 10000;
        CalendarEnds: it runs into a year whose holidays are not known.
        """
        place = _place(self._known_moment(moment))
        found = self._timeline.last_after(self._timeline.worked(place))
        return self._reached(place, found, "moment", moment)

    def working_minutes(self, day: date) -> int:
        """Return how many minutes the office works on a day.

        Raises InvalidValue: it is no date; CalendarEnds: the holidays of its year are not known.
        """
        return minutes_of(self._timeline.shifts(self._known_day(day).toordinal()))

    def holiday_name(self, day: date) -> str | None:
        """Return the name of a holiday, or the names if several share the day; None if it is none.

        Raises InvalidValue: it is no date; CalendarEnds: the holidays of its year are not known.
        """
        known = self._known_day(day)
        return "; ".join(holiday.name for holiday in self.holidays if holiday.day == known) or None

    def _measured(self, quantity: Quantity) -> tuple[int, Duration]:
        """Return a quantity as whole working days to count by date, and the duration of the rest."""
        value, unit = _amount(quantity, quantity.value), quantity.unit
        if not isinstance(unit, Unit):
            raise InvalidValue("time", quantity, "a quantity of a `Unit`")
        if unit is Unit.DAY:
            unit = Unit(self.plain_day)
        if unit in _WORKING_MINUTES:
            return 0, Duration(working_minutes=value * _WORKING_MINUTES[unit])
        if unit in CALENDAR_HOURS:
            return 0, Duration(calendar_hours=value * CALENDAR_HOURS[unit])
        if unit in CALENDAR_MONTHS:
            return 0, Duration(calendar_months=value * CALENDAR_MONTHS[unit])
        days, rest = divmod(value, 1) if self.working_day == "dates" else (0, value)
        return int(days), Duration(working_minutes=rest * self.minutes_per_working_day)

    def _local(self, name: str, moment: datetime) -> datetime:
        """Return a moment in the zone of the calendar."""
        if not isinstance(moment, datetime) or moment.utcoffset() is None:
            expected = "a moment with a time zone, such as `datetime(2026, 1, 5, 8, tzinfo=WIB)`"
            raise InvalidValue(name, moment, expected)
        try:
            return moment.astimezone(self.zone)
        except OverflowError as error:
            raise InvalidValue(name, moment, "a moment of the years 1 to 9999 in every zone") from error

    def _known_moment(self, moment: datetime) -> datetime:
        local = self._local("moment", moment)
        self._check_years(local.year, local.year)
        return local

    def _known_day(self, day: date) -> date:
        known = check_date("day", day)
        self._check_years(known.year, known.year)
        return known

    def _reached(self, start: Place, end: Place | None, name: str, value: object) -> datetime:
        """Return the moment of a place that was reached from another one.

        Holidays that are not known only lead further on, so a place within known years is the right one, and
        any other goes through the first year that is not known.
        """
        last = date.max.toordinal() if end is None else end.day
        self._check_years(date.fromordinal(start.day).year, date.fromordinal(last).year)
        if end is None:
            raise _endless(name, value)
        midnight = datetime.combine(date.fromordinal(end.day), datetime.min.time(), self.zone)
        try:
            return midnight + timedelta(microseconds=end.microsecond)
        except OverflowError as error:  # the last shift of the year 9999 ends at 24:00
            raise _endless(name, value) from error

    def _check_years(self, first: int, last: int) -> None:
        """Raise CalendarEnds for the first year of these whose holidays are not known."""
        if self.years is None:
            return
        for year in range(first, last + 1):
            if year not in self.years:
                raise _unknown_year(year, tuple(sorted(self.years)))


def _place(moment: datetime) -> Place:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return Place(moment.toordinal(), (moment - midnight) // _MICROSECOND)


def _checked(time: object) -> Duration:
    """Return a duration of which no kind is negative."""
    if not isinstance(time, Duration):
        raise InvalidValue("time", time, "a `Duration` or a `Quantity`")
    for amount in (time.working_minutes, time.calendar_hours, time.calendar_months):
        _amount(time, amount)
    return time


def _amount(time: object, amount: object) -> Fraction:
    """Return an amount of time, exact and not negative."""
    if not isinstance(amount, Fraction | int) or amount < 0:
        raise InvalidValue("time", time, "an exact time, of fractions or whole numbers, that is not negative")
    return Fraction(amount)


def _check_choice(name: str, value: object, *choices: str) -> None:
    if value not in choices:
        raise InvalidValue(name, value, " or ".join(f"`{choice}`" for choice in choices))


def _endless(name: str, value: object) -> InvalidValue:
    return InvalidValue(name, value, "one that leads to no moment after the year 9999")


def _unknown_year(year: int, known: tuple[int, ...]) -> CalendarEnds:
    name = "calendar.ends" if known else "calendar.ends-empty"
    blanks = {"year": str(year), "known": _years_in_words(known)}
    messages = tuple((language, text(name, language, **blanks)) for language in LANGUAGES)
    return CalendarEnds(year, known, messages)


def _years_in_words(years: tuple[int, ...]) -> str:
    """Write years in their order, those that follow one another as `2026–2028`."""
    firsts = [year for year in years if year - 1 not in years]
    lasts = [year for year in years if year + 1 not in years]
    runs = zip(firsts, lasts, strict=True)
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
