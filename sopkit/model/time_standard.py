"""Time standards (waktu baku): what an office writes in the Waktu column, as values that compare."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction  # noqa: TC003

__all__ = ["LARGER_FIRST", "Quantity", "Span", "TimeKind", "TimeStandard", "Unit"]


class Unit(StrEnum):
    """A unit as it was written: a plain `hari` is `DAY`, which kind of day is left open."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"
    CALENDAR_HOUR = "calendar-hour"
    WEEK = "week"
    MONTH = "month"
    SEMESTER = "semester"
    YEAR = "year"


LARGER_FIRST = (
    Unit.YEAR,
    Unit.SEMESTER,
    Unit.MONTH,
    Unit.WEEK,
    Unit.CALENDAR_DAY,
    Unit.WORKING_DAY,
    Unit.DAY,
    Unit.CALENDAR_HOUR,
    Unit.HOUR,
    Unit.MINUTE,
)
"""The units from the longest to the shortest, the order in which `1 jam 30 menit` needs no plus."""


class TimeKind(StrEnum):
    """What sort of statement a time standard is."""

    AMOUNT = "amount"
    RANGE = "range"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    ABOUT = "about"
    OPEN_ENDED = "open-ended"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units, exact."""

    value: Fraction
    unit: Unit


@dataclass(frozen=True, slots=True)
class Span:
    """From `minimum` to `maximum`; None where the text sets no bound on that side."""

    minimum: Quantity | None
    maximum: Quantity | None


@dataclass(frozen=True, slots=True)
class TimeStandard:
    """A time standard with its author's words.

    An amount and an about have equal bounds; an at-most has no minimum, an at-least no maximum; open-ended
    and unreadable ones have neither.
    """

    text: str
    kind: TimeKind
    minimum: Quantity | None = None
    maximum: Quantity | None = None
    per: str | None = None
    """The piece of work that the time is for, as in `2 menit/berkas`; None where it is for the whole step."""
    plus: tuple[Span, ...] = ()
    """Further units added to it, as in `1 jam 30 menit`."""
    suggestion: str | None = None
    """For unreadable text: what was probably meant."""
    contradiction: str | None = None
    """For `480 Menit (9 Jam)`: the second statement, where it says something else than the first."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its parts in the order written, `plus` after the first; none where nothing was measured."""
        if self.minimum is None and self.maximum is None:
            return ()
        return (Span(self.minimum, self.maximum), *self.plus)
