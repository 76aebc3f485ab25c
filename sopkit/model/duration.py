"""Amounts of time that add up: exact, and each kind of time apart."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sopkit.model.time_standard import Unit

__all__ = ["CALENDAR_HOURS", "CALENDAR_MONTHS", "NO_TIME", "Duration"]

CALENDAR_HOURS = {Unit.CALENDAR_HOUR: 1, Unit.CALENDAR_DAY: 24, Unit.WEEK: 168}
"""How many hours the units have that are counted in hours of the calendar."""
CALENDAR_MONTHS = {Unit.MONTH: 1, Unit.SEMESTER: 6, Unit.YEAR: 12}
"""How many months the units have that are counted in months."""


@dataclass(frozen=True, slots=True)
class Duration:
    """An exact amount of time, in the three kinds that no fixed ratio joins."""

    working_minutes: Fraction = Fraction(0)
    calendar_hours: Fraction = Fraction(0)
    calendar_months: Fraction = Fraction(0)

    def __add__(self, other: Duration) -> Duration:
        return Duration(
            self.working_minutes + other.working_minutes,
            self.calendar_hours + other.calendar_hours,
            self.calendar_months + other.calendar_months,
        )

    def __mul__(self, factor: Fraction | int) -> Duration:
        return Duration(
            self.working_minutes * factor, self.calendar_hours * factor, self.calendar_months * factor
        )

    @property
    def kinds(self) -> frozenset[str]:
        """The names of the kinds of which there is any."""
        return frozenset(name for name in self.__slots__ if getattr(self, name))


NO_TIME = Duration()
"""No time at all, with which sums begin."""
