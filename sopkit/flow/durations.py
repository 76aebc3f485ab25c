"""Sums of time standards: exact, each kind of time apart, and every unknown named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Self

from sopkit.errors import InvalidValue
from sopkit.model import NO_TIME, Duration, Quantity, Span, StepKey, TimeKind, TimeStandard, Unit
from sopkit.model.duration import CALENDAR_HOURS, CALENDAR_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DAYS_PER_MONTH",
    "WORKING_DAYS_PER_WEEK",
    "Doubt",
    "Duration",
    "Measure",
    "Remark",
    "Total",
    "exact",
]

WORKING_DAYS_PER_WEEK = 5
"""Source: Perpres 21/2023, Pasal 3."""
DAYS_PER_MONTH = 30
"""Practice, where months have to be joined with days or put in order; no regulation found says it."""


class Doubt(StrEnum):
    """Why a total is less sure than its number looks. The first five name time that is not in the total."""

    MISSING = "missing"
    OPEN_ENDED = "open-ended"
    UNREADABLE = "unreadable"
    PER_PIECE = "per-piece"
    NO_UPPER_BOUND = "no-upper-bound"
    """Counted from its minimum; how much longer it may take is unknown."""
    ABOUT = "about"
    CONTRADICTION = "contradiction"
    """Counted as its first statement says."""
    UPSIDE_DOWN = "upside-down"
    """A range whose first side is the longer one, counted from the shorter to the longer."""
    PLAIN_DAY = "plain-day"
    """A `hari` of no stated kind, counted as the settings say."""

    @property
    def is_uncounted(self) -> bool:
        """Whether some time of the step is not in the total."""
        return self in _UNCOUNTED


_UNCOUNTED = frozenset(
    {Doubt.MISSING, Doubt.OPEN_ENDED, Doubt.UNREADABLE, Doubt.PER_PIECE, Doubt.NO_UPPER_BOUND}
)


def exact(number: object) -> Fraction | None:
    """Return a number as people mean it, 0.1 as a tenth; None for a bool and what is no finite number."""
    if isinstance(number, bool) or not isinstance(number, int | float | Fraction):
        return None
    if isinstance(number, float):
        return Fraction(str(number)) if isfinite(number) else None
    return Fraction(number)


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt about the time of one step."""

    step: StepKey
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Total:
    """From the least to the most that the counted times add up to, with what must be known of them."""

    minimum: Duration = NO_TIME
    maximum: Duration = NO_TIME
    remarks: tuple[Remark, ...] = ()
    """In the order in which the steps were added; a step visited twice is named once."""

    def __add__(self, other: Total) -> Total:
        remarks = dict.fromkeys((*self.remarks, *other.remarks))
        return Total(self.minimum + other.minimum, self.maximum + other.maximum, tuple(remarks))

    def times(self, count: Fraction | int) -> Total:
        """Return what so many visits take; with no visit there is nothing to remark."""
        return Total(self.minimum * count, self.maximum * count, self.remarks) if count else Total()

    @classmethod
    def of(cls, totals: Iterable[Total]) -> Self:
        """Return the sum of totals."""
        parts = tuple(totals)
        return cls(
            sum((part.minimum for part in parts), NO_TIME),
            sum((part.maximum for part in parts), NO_TIME),
            tuple(dict.fromkeys(remark for part in parts for remark in part.remarks)),
        )

    @property
    def uncounted(self) -> tuple[Remark, ...]:
        """The remarks that name time which is not in the total."""
        return tuple(remark for remark in self.remarks if remark.doubt.is_uncounted)


@dataclass(frozen=True, slots=True)
class Measure:
    """How units are counted."""

    hours_per_working_day: Fraction
    plain_day: str
    """`working-day` or `calendar-day`."""
    calendar_time: str = "apart"
    """`apart`, or `working-time`, by which calendar time counts as the working days within it."""

    @classmethod
    def checked(cls, hours_per_working_day: object, plain_day: object, calendar_time: object) -> Self:
        """Return a measure of what a caller gave. Raises InvalidValue for what it cannot be."""
        for name, value, choices in (
            ("plain_day", plain_day, ("working-day", "calendar-day")),
            ("calendar_time", calendar_time, ("apart", "working-time")),
        ):
            if not isinstance(value, str) or value not in choices:
                raise InvalidValue(name, value, " or ".join(f"`{choice}`" for choice in choices))
        hours = exact(hours_per_working_day)
        if hours is None or not 0 < hours <= 24:
            raise InvalidValue("hours_per_working_day", hours_per_working_day, "a number over 0 and up to 24")
        return cls(hours, str(plain_day), str(calendar_time))

    def total(self, step: StepKey, standard: TimeStandard | None) -> Total:
        """Return what one visit of a step takes."""
        if standard is None:
            return Total(remarks=(Remark(step, Doubt.MISSING),))
        remarks = tuple(Remark(step, doubt) for doubt in self._doubts(standard))
        if standard.per is not None or not standard.spans:
            return Total(remarks=remarks)
        bounds = [self._bounds(span) for span in standard.spans]
        minimum = sum((lower for lower, _ in bounds), NO_TIME)
        return Total(minimum, sum((upper for _, upper in bounds), NO_TIME), remarks)

    def duration(self, quantity: Quantity) -> Duration:
        """Return a quantity as a duration of its kind, or of working time where all kinds are joined."""
        duration = self._of_its_kind(quantity)
        if self.calendar_time == "apart":
            return duration
        days = duration.calendar_hours / 24 + duration.calendar_months * DAYS_PER_MONTH
        working_days = days * WORKING_DAYS_PER_WEEK / 7
        return Duration(duration.working_minutes + working_days * self.hours_per_working_day * 60)

    def _of_its_kind(self, quantity: Quantity) -> Duration:
        value, unit = quantity.value, quantity.unit
        if unit is Unit.DAY:
            unit = Unit(self.plain_day)
        if unit in CALENDAR_HOURS:
            return Duration(calendar_hours=value * CALENDAR_HOURS[unit])
        if unit in CALENDAR_MONTHS:
            return Duration(calendar_months=value * CALENDAR_MONTHS[unit])
        if unit is Unit.WORKING_DAY:
            return Duration(working_minutes=value * self.hours_per_working_day * 60)
        return Duration(working_minutes=value * (60 if unit is Unit.HOUR else 1))

    def comparable(self, duration: Duration) -> Fraction:
        """Return a number by which durations of unlike kinds are put in order, and nothing else.

        It is the elapsed hours if a working day takes a day of 24 hours and a month 30 such days.
        """
        working_days = duration.working_minutes / 60 / self.hours_per_working_day
        return working_days * 24 + duration.calendar_hours + duration.calendar_months * DAYS_PER_MONTH * 24

    def bounds(self, span: Span) -> tuple[Quantity | None, Quantity | None]:
        """Return the least and the most of a span; None for nothing at all.

        An at-most begins at nothing, an at-least ends where it begins, and a range that is upside down is
        turned round.
        """
        if span.maximum is None:
            return span.minimum, span.minimum
        return (span.maximum, span.minimum) if self._is_upside_down(span) else (span.minimum, span.maximum)

    def _bounds(self, span: Span) -> tuple[Duration, Duration]:
        lower, upper = (NO_TIME if side is None else self.duration(side) for side in self.bounds(span))
        return lower, upper

    def _is_upside_down(self, span: Span) -> bool:
        if span.minimum is None or span.maximum is None:
            return False
        if span.minimum.unit is span.maximum.unit:
            return span.minimum.value > span.maximum.value
        lower, upper = self.duration(span.minimum), self.duration(span.maximum)
        return self.comparable(lower) > self.comparable(upper)

    def _doubts(self, standard: TimeStandard) -> Iterable[Doubt]:
        units = {q.unit for span in standard.spans for q in (span.minimum, span.maximum) if q is not None}
        found = {
            Doubt.OPEN_ENDED: standard.kind is TimeKind.OPEN_ENDED,
            Doubt.UNREADABLE: standard.kind is TimeKind.UNREADABLE,
            Doubt.PER_PIECE: standard.per is not None,
            Doubt.NO_UPPER_BOUND: standard.kind is TimeKind.AT_LEAST and standard.per is None,
            Doubt.ABOUT: standard.kind is TimeKind.ABOUT and standard.per is None,
            Doubt.CONTRADICTION: standard.contradiction is not None,
            Doubt.UPSIDE_DOWN: any(self._is_upside_down(span) for span in standard.spans),
            Doubt.PLAIN_DAY: Unit.DAY in units and standard.per is None,
        }
        return (doubt for doubt, holds in found.items() if holds)
