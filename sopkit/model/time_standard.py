"""Time standards (waktu baku): what an office writes in the Waktu column, as values that compare."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LARGER_FIRST", "Quantity", "Span", "TimeKind", "TimeStandard", "Unit", "same_time"]


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


_FIXED: dict[Unit, tuple[str, int]] = {
    Unit.MINUTE: ("minute", 1),
    Unit.HOUR: ("minute", 60),
    Unit.CALENDAR_HOUR: ("calendar-hour", 1),
    Unit.CALENDAR_DAY: ("calendar-hour", 24),
    Unit.WEEK: ("calendar-hour", 168),
    Unit.MONTH: ("month", 1),
    Unit.SEMESTER: ("month", 6),
    Unit.YEAR: ("month", 12),
    Unit.DAY: ("day", 1),
    Unit.WORKING_DAY: ("working-day", 1),
}
"""Units by their fixed measure; a month and a working or plain day have none in hours."""


def same_time(one: Sequence[Span], other: Sequence[Span]) -> bool | None:
    """Return whether two statements say the same; None where their units have no fixed ratio."""
    pairs = (
        (_measured([span.minimum for span in one]), _measured([span.minimum for span in other])),
        (_measured([span.maximum for span in one]), _measured([span.maximum for span in other])),
    )
    if any(set(left) != set(right) for left, right in pairs):
        return None
    return all(left == right for left, right in pairs)


def _measured(quantities: Sequence[Quantity | None]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for quantity in quantities:
        if quantity is not None:
            measure, size = _FIXED[quantity.unit]
            sums[measure] = sums.get(measure, Fraction(0)) + quantity.value * size
    return sums
