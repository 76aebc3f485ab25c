"""Amounts of time in unlike units, held against one another in every way that an office may mean them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from sopkit.model import TimeKind, Unit
from sopkit.model.time_standard import LARGER_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.model import Quantity, TimeStandard

__all__ = [
    "CAREFUL_DAYS",
    "CARELESS_DAYS",
    "UNKNOWN",
    "Amount",
    "Reach",
    "exceeds",
    "reach_of",
    "rounding_of",
    "together",
]

Amount = Mapping[Unit, Fraction]
"""How much of each unit; differences of amounts have what is less than nothing in them."""

Bounds = tuple[Fraction, Fraction]

_MINUTES = (Fraction(1, 480), Fraction(1, 300))
"""Of a working day. Source: 300 minutes in the analysis of workloads (ABK), 480 where breaks are counted."""
CARELESS_DAYS = (Fraction(5, 7), Fraction(1))
"""Working days in a calendar day where a column is added up by its numbers alone."""
CAREFUL_DAYS = (Fraction(3, 5), Fraction(17, 20))
"""Working days in a calendar day where the kind of day matters: 10 for 14, but not 5 for 5."""

_MULTIPLES = {
    Unit.HOUR: (Unit.MINUTE, Fraction(60)),
    Unit.CALENDAR_HOUR: (Unit.CALENDAR_DAY, Fraction(1, 24)),
    Unit.SEMESTER: (Unit.MONTH, Fraction(6)),
    Unit.YEAR: (Unit.MONTH, Fraction(12)),
}
_WORKING, _CALENDAR = Unit.WORKING_DAY, Unit.CALENDAR_DAY
_DAYS = ((_WORKING, 1, 1), (_CALENDAR, 1, 1))
_WEEKS = ((_WORKING, 5, 5), (_WORKING, 6, 6), (_CALENDAR, 7, 7))
_MONTHS = ((_WORKING, 20, 23), (_CALENDAR, 28, 31))
_DAY_OF_24_HOURS = 1440


@dataclass(frozen=True, slots=True)
class Reach:
    """From the least to the most that a time may take; None where that is unknown."""

    least: Amount
    most: Amount | None


UNKNOWN = Reach({}, None)
"""What any time may be."""


def together(reaches: Iterable[Reach]) -> Reach:
    """Return from how much to how much times add up."""
    least: dict[Unit, Fraction] = defaultdict(Fraction)
    most: dict[Unit, Fraction] = defaultdict(Fraction)
    known = True
    for reach in reaches:
        known = known and reach.most is not None
        for amount, sums in ((reach.least, least), (reach.most or {}, most)):
            for unit, value in amount.items():
                sums[unit] += value
    return Reach(dict(least), dict(most) if known else None)


def reach_of(time: TimeStandard) -> Reach:
    """Return the reach of a measured time standard; an about may be off by half."""
    least = _sum(span.minimum for span in time.spans)
    most = _sum(span.maximum for span in time.spans)
    if time.kind is TimeKind.ABOUT:
        half = Fraction(1, 2)
        return Reach(_times(least, half), _times(most, 3 * half))
    return Reach(least, None if time.kind is TimeKind.AT_LEAST else most)


def rounding_of(time: TimeStandard) -> Amount:
    """Return the step in which a time counts: one of its smallest unit, or the part that it writes."""
    sides = [side for span in time.spans for side in (span.minimum, span.maximum) if side]
    smallest = max((side.unit for side in sides), key=LARGER_FIRST.index)
    parts = max(side.value.denominator for side in sides if side.unit is smallest)
    return {smallest: Fraction(1, parts)}


def exceeds(
    more: Amount, less: Amount, *, by: Amount | None = None, factor: int = 1, days: Bounds = CAREFUL_DAYS
) -> bool:
    """Whether one amount is over `factor` times another, whatever their units mean.

    With `by` it has to be that much more at least. `days` is how many working days a calendar day may be.
    """
    difference: dict[Unit, Fraction] = defaultdict(Fraction)
    for amount, sign in ((more, 1), (less, -factor), (by or {}, -1)):
        for unit, value in amount.items():
            base, size = _MULTIPLES.get(unit, (unit, Fraction(1)))
            difference[base] += sign * value * size
    if all(value <= 0 for value in difference.values()):  # so it is in most SOPs, whatever the units mean
        return by is not None and not any(difference.values())
    least = min(low for low, _ in _spreads(difference, days))
    return least >= 0 if by else least > 0


def _spreads(amount: Amount, days: Bounds) -> Iterator[Bounds]:
    """Yield, for each meaning of the units, the least and the most working days that an amount may be."""
    for meanings in product(_DAYS, _WEEKS, _MONTHS):
        sums: dict[Unit, Bounds] = defaultdict(lambda: (Fraction(0), Fraction(0)))
        for unit, meaning in zip((Unit.DAY, Unit.WEEK, Unit.MONTH), meanings, strict=True):
            base, low, high = meaning
            sums[base] = _plus(sums[base], _product(amount.get(unit, Fraction(0)), low, high))
        for unit in (Unit.MINUTE, _WORKING, _CALENDAR):
            value = amount.get(unit, Fraction(0))
            sums[unit] = _plus(sums[unit], (value, value))
        minutes, working, calendar = sums[Unit.MINUTE], sums[_WORKING], sums[_CALENDAR]
        yield _plus(working, _plus(_scaled(minutes, _MINUTES), _scaled(calendar, days)))
        if not any(working):
            whole = _plus(minutes, _scaled(calendar, (Fraction(_DAY_OF_24_HOURS),) * 2))
            yield _scaled(whole, _MINUTES)


def _sum(quantities: Iterable[Quantity | None]) -> Amount:
    amount: dict[Unit, Fraction] = defaultdict(Fraction)
    for quantity in quantities:
        if quantity is not None:
            amount[quantity.unit] += quantity.value
    return dict(amount)


def _times(amount: Amount, factor: Fraction) -> Amount:
    return {unit: value * factor for unit, value in amount.items()}


def _plus(one: Bounds, other: Bounds) -> Bounds:
    return one[0] + other[0], one[1] + other[1]


def _product(value: Fraction, low: int, high: int) -> Bounds:
    return min(value * low, value * high), max(value * low, value * high)


def _scaled(bounds: Bounds, factors: Bounds) -> Bounds:
    products = [bound * factor for bound in bounds for factor in factors]
    return min(products), max(products)
