"""Totals in words: minutes as minutes, and beside them as hours and days."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.model import Unit
from sopkit.report.numbers import plain_number

if TYPE_CHECKING:
    from sopkit.flow.durations import Total

__all__ = ["total_words"]


def total_words(
    total: Total, language: str, *, minutes_per_day: Fraction | None = None, short: bool = False
) -> str:
    """Return a total as people read it, `520 menit (8 jam 40 menit)`; kinds of time stand apart.

    With `minutes_per_day` working minutes are told in working days too. Doubts are not in it. With `short`
    they are told once, in the largest units: `8 jam 40 menit`.
    """
    low, high = total.minimum, total.maximum
    words = []
    if high.working_minutes or low.working_minutes:
        words.append(_minutes(low.working_minutes, high.working_minutes, language, minutes_per_day, short))
    if high.calendar_hours or low.calendar_hours:
        words.append(_calendar(low.calendar_hours, high.calendar_hours, language))
    if high.calendar_months or low.calendar_months:
        words.append(_both(low.calendar_months, high.calendar_months, Unit.MONTH, language))
    return " + ".join(words) or _quantity(low.working_minutes, Unit.MINUTE, language)


def _minutes(
    low: Fraction, high: Fraction, language: str, minutes_per_day: Fraction | None, short: bool
) -> str:
    plain = _both(low, high, Unit.MINUTE, language)
    if max(low, high) < 60:
        return plain
    if minutes_per_day and low % minutes_per_day == high % minutes_per_day == 0:
        in_days = _both(low / minutes_per_day, high / minutes_per_day, Unit.WORKING_DAY, language)
        return in_days if short else f"{plain} ({in_days})"
    told = dict.fromkeys(_parts(minutes, language, minutes_per_day) for minutes in (low, high))
    return " - ".join(told) if short else f"{plain} ({' - '.join(told)})"


def _parts(minutes: Fraction, language: str, minutes_per_day: Fraction | None) -> str:
    """Return minutes as working days, hours and minutes, those of none left out."""
    days, rest = divmod(minutes, minutes_per_day) if minutes_per_day else (0, minutes)
    hours, left = divmod(rest, 60)
    counted = ((days, Unit.WORKING_DAY), (hours, Unit.HOUR), (left, Unit.MINUTE))
    words = [_quantity(Fraction(value), unit, language) for value, unit in counted if value]
    return " ".join(words) or _quantity(minutes, Unit.MINUTE, language)


def _calendar(low: Fraction, high: Fraction, language: str) -> str:
    if low % 24 == high % 24 == 0:
        return _both(low / 24, high / 24, Unit.CALENDAR_DAY, language)
    unit = text("time.calendar-hours", language)
    told = dict.fromkeys(plain_number(value, language) for value in (low, high))
    return f"{' - '.join(told)} {unit}"


def _both(low: Fraction, high: Fraction, unit: Unit, language: str) -> str:
    upper = _quantity(high, unit, language)
    return upper if low == high else f"{plain_number(low, language)} - {upper}"


def _quantity(value: Fraction, unit: Unit, language: str) -> str:
    """Return an amount with its unit, large ones with a mark between thousands."""
    name = unit.value if value == 1 else f"{unit.value}s"
    return f"{plain_number(value, language)} {text(f'time.{name}', language)}"
