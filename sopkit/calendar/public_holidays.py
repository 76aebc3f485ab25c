"""National holidays and joint leave by year: the only door to `holidays`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.calendar.days import Holiday
from sopkit.errors import ExtraMissing
from sopkit.lang import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["PublicHolidays", "public_holidays"]

_ESTIMATE = "(perkiraan)"
"""How the package marks a date that was reckoned ahead, in Indonesian."""

_LAST_YEAR = 2076
"""The last year of which every edition from 0.80 on has all holidays; Islamic ones are missing later."""


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """What the installed edition of the package knows of some years."""

    holidays: tuple[Holiday, ...]
    """In the order of the calendar, one for a day; the names are Indonesian."""
    years: frozenset[int]
    """Those of the years asked for whose holidays it knows, some perhaps as estimates."""
    years_without_joint_leave: frozenset[int] = frozenset()
    """Known years for which joint leave was asked and none is listed: as a rule it is not decided yet."""

    @property
    def estimates(self) -> tuple[Holiday, ...]:
        """The holidays whose date is not decided yet."""
        return tuple(holiday for holiday in self.holidays if holiday.is_estimate)

    @property
    def undecided_years(self) -> frozenset[int]:
        """The known years with estimates or without joint leave: what falls into them may still move."""
        return self.years_without_joint_leave | {holiday.day.year for holiday in self.estimates}


def public_holidays(years: Iterable[int], *, joint_leave: bool = True) -> PublicHolidays:
    """Return the national holidays (libur nasional) of some years, and the joint leave (cuti bersama).

    Both are decided year by year, by a joint decree of three ministers (SKB 3 Menteri) and a presidential
    decision; the package learns of them with its next edition. Dates of years without a decree are estimates
    where they follow the moon, and joint leave is not there at all. Years before 1946 and after 2076 are
    never known.

    Raises ExtraMissing: the package `holidays` is not installed; it comes with the extra `calendar`.
    """
    asked = frozenset(year for year in years if year <= _LAST_YEAR)
    public = _listed(asked, "public")
    known = asked & {day.year for day in public}
    leave = _listed(known, "government") if joint_leave else {}
    days = {day: _holiday(day, name, is_joint_leave=True) for day, name in leave.items()}
    days |= {day: _holiday(day, name, is_joint_leave=False) for day, name in public.items()}
    without = known - {day.year for day in leave} if joint_leave else frozenset[int]()
    return PublicHolidays(tuple(days[day] for day in sorted(days)), known, without)


def _holiday(day: date, name: str, *, is_joint_leave: bool) -> Holiday:
    return Holiday(day, name, is_estimate=_ESTIMATE in name, is_joint_leave=is_joint_leave)


def _listed(years: frozenset[int], category: str) -> dict[date, str]:
    """Return the names of the days of a category; none for years that the package does not know."""
    if not years:
        return {}
    try:
        import holidays  # the optional extra `calendar`
    except ModuleNotFoundError as error:
        raise _missing() from error
    # Without `expand`, a look-up would quietly add years.
    return dict(
        holidays.country_holidays("ID", years=years, categories=category, language="id", expand=False)
    )


def _missing() -> ExtraMissing:
    blanks = {"extra": "calendar", "package": "holidays"}
    messages = tuple((language, text("calendar.extra-missing", language, **blanks)) for language in LANGUAGES)
    return ExtraMissing("calendar", "holidays", messages)
