"""Working time as one line: how much of it lies before a place, and where so much of it has passed.

Sums over stretches of like weeks, less the holidays, answer in the time of a few binary searches, however far
apart two places are. Places are whole microseconds of the calendar's own clock, so that nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sopkit.calendar.days import SpecialPeriod
    from sopkit.settings import Shift, Week

__all__ = ["MINUTE", "Place", "Timeline"]

MINUTE = 60_000_000
"""A minute in microseconds."""

_LAST_DAY = date.max.toordinal()


class Place(NamedTuple):
    """A point on the line: a day and microseconds after its midnight.

    The day is an ordinal as `date.toordinal` gives it: 1 is 1 January of the year 1, a Monday.
    """

    day: int
    microsecond: int


@dataclass(frozen=True, slots=True)
class _DaySums:
    """A number for each day, and the sum of it over all days before a day."""

    firsts: tuple[int, ...]
    """The first day of each stretch."""
    before: tuple[int, ...]
    """The sum over all days before each stretch."""
    weeks: tuple[tuple[int, ...], ...]
    """For each stretch, the sums over the first 0 to 7 days of its week."""
    closed: tuple[int, ...]
    """The holidays, in their order."""
    lost: tuple[int, ...]
    """What the first 0, 1, 2 … holidays take away."""

    @classmethod
    def of(
        cls,
        stretches: Sequence[tuple[int, Week]],
        closed: tuple[int, ...],
        number: Callable[[tuple[Shift, ...]], int],
    ) -> Self:
        """Sum up a number of each day's shifts."""
        firsts = tuple(first for first, _ in stretches)
        weeks = tuple(tuple(accumulate(map(number, week), initial=0)) for _, week in stretches)
        before = [0]
        for index in range(1, len(firsts)):
            last = weeks[index - 1]
            before.append(before[-1] + _in_weeks(last, firsts[index]) - _in_weeks(last, firsts[index - 1]))
        sums = cls(firsts, tuple(before), weeks, (), (0,))
        taken = (sums.until(day + 1) - sums.until(day) for day in closed)
        return cls(firsts, tuple(before), weeks, closed, tuple(accumulate(taken, initial=0)))

    def until(self, day: int) -> int:
        """Return the sum over all days before a day."""
        stretch = bisect_right(self.firsts, day) - 1
        week = self.weeks[stretch]
        ordinary = self.before[stretch] + _in_weeks(week, day) - _in_weeks(week, self.firsts[stretch])
        return ordinary - self.lost[bisect_left(self.closed, day)]


def _in_weeks(week: tuple[int, ...], day: int) -> int:
    """Return the sum over all days before a day if this week had held from the beginning, a Monday."""
    weeks, weekday = divmod(day - 1, 7)
    return weeks * week[7] + week[weekday]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The working time of a calendar, in microseconds since its beginning."""

    stretches: tuple[tuple[int, Week], ...]
    """First day and week of each stretch of days with the same week."""
    closed: frozenset[int]
    minutes: _DaySums
    working_days: _DaySums

    @classmethod
    def of(cls, week: Week, periods: Iterable[SpecialPeriod], holidays: Iterable[date]) -> Self:
        """Lay out a week with its exceptions; periods share no day."""
        stretches = _stretches(week, periods)
        closed = tuple(sorted({day.toordinal() for day in holidays}))
        return cls(
            stretches,
            frozenset(closed),
            _DaySums.of(stretches, closed, minutes_of),
            _DaySums.of(stretches, closed, bool),
        )

    def shifts(self, day: int) -> tuple[Shift, ...]:
        """Return the shifts of a day; a holiday has none."""
        if day in self.closed:
            return ()
        _, week = self.stretches[bisect_right(self.stretches, day, key=lambda stretch: stretch[0]) - 1]
        return week[(day - 1) % 7]

    def worked(self, place: Place) -> int:
        """Return the working time before a place."""
        today = (
            min(place.microsecond, end * MINUTE) - start * MINUTE
            for start, end in self.shifts(place.day)
            if start * MINUTE < place.microsecond
        )
        return self.minutes.until(place.day) * MINUTE + sum(today)

    def first_after(self, worked: int) -> Place | None:
        """Return the first place before which so much working time lies; None if the calendar ends sooner.

        It is within a shift or at its end. `worked` is more than nothing.
        """
        day = self._find(bisect_left, worked)
        return None if day is None else self._within(day, worked, at_end=True)

    def last_after(self, worked: int) -> Place | None:
        """Return the last place before which so much working time lies, and no more: where work goes on.

        None if no more working time comes before the calendar ends.
        """
        day = self._find(bisect_right, worked)
        return None if day is None else self._within(day, worked, at_end=False)

    def _find(self, bisect: Callable[..., int], worked: int) -> int | None:
        """Return the first day by whose end so much was worked (or, by the right bisection, more)."""
        days = range(1, _LAST_DAY + 1)
        index = bisect(days, worked, key=lambda day: self.minutes.until(day + 1) * MINUTE)
        return None if index == len(days) else days[index]

    def _within(self, day: int, worked: int, *, at_end: bool) -> Place:
        left = worked - self.minutes.until(day) * MINUTE
        for start, end in self.shifts(day):
            length = (end - start) * MINUTE
            if left < length or (at_end and left == length):
                return Place(day, start * MINUTE + left)
            left -= length
        raise AssertionError(f"day {day} has less working time than its sum says")

    def same_clock_time(self, place: Place, days: int) -> Place | None:
        """Return the same clock time so many working days later; None if the calendar ends sooner.

        Outside of work it begins with the next working moment; the end of a shift still belongs to it. Where
        the clock time is a break of the later day, or after its end, it is the end of the shift before; where
        it is before its beginning, the beginning.
        """
        begin = place if self._is_covered(place) else self.last_after(self.worked(place))
        if begin is None:
            return None
        wanted = self.working_days.until(begin.day + 1) + days
        later = range(begin.day, _LAST_DAY + 1)
        index = bisect_left(later, wanted, key=lambda day: self.working_days.until(day + 1))
        return None if index == len(later) else self._clamped(Place(later[index], begin.microsecond))

    def _is_covered(self, place: Place) -> bool:
        return any(
            start * MINUTE <= place.microsecond <= end * MINUTE for start, end in self.shifts(place.day)
        )

    def _clamped(self, place: Place) -> Place:
        shifts = self.shifts(place.day)
        begun = [end for start, end in shifts if start * MINUTE <= place.microsecond]
        if not begun:
            return Place(place.day, shifts[0][0] * MINUTE)
        return Place(place.day, min(place.microsecond, begun[-1] * MINUTE))


def minutes_of(shifts: tuple[Shift, ...]) -> int:
    """Return how many minutes the shifts of a day have."""
    return sum(end - start for start, end in shifts)


def _stretches(week: Week, periods: Iterable[SpecialPeriod]) -> tuple[tuple[int, Week], ...]:
    """Return where each week begins to hold; a stretch may be empty."""
    stretches = [(1, week)]
    for period in sorted(periods, key=lambda one: one.first):
        stretches.append((period.first.toordinal(), period.week))
        stretches.append((period.last.toordinal() + 1, week))
    return tuple(stretches)
