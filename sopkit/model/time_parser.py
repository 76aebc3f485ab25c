"""Texts of the Waktu column to time standards."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from sopkit.model.time_calendar import is_no_duration
from sopkit.model.time_grammar import UnclearTime, read
from sopkit.model.time_guess import suggest
from sopkit.model.time_standard import Quantity, Span, TimeKind, TimeStandard, Unit
from sopkit.model.time_tokens import NUMBER, UNIT, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_time"]

_LONGEST = 500
"""Characters; a longer text is no time standard, and reading it would only cost time."""

_ISO_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_ISO = re.compile(
    rf"P(?:{_ISO_NUMBER}Y)?(?:{_ISO_NUMBER}M)?(?:{_ISO_NUMBER}W)?(?:{_ISO_NUMBER}D)?"
    rf"(?:T(?:{_ISO_NUMBER}H)?(?:{_ISO_NUMBER}M)?(?:{_ISO_NUMBER}S)?)?",
    re.IGNORECASE,
)
_ISO_UNITS = (
    (Unit.YEAR, 1), (Unit.MONTH, 1), (Unit.WEEK, 1), (Unit.DAY, 1), (Unit.HOUR, 1),
    (Unit.MINUTE, 1), (Unit.MINUTE, 60),
)  # fmt: skip
_NUMBERED = re.compile(rf"(?<![^\W\d_]){NUMBER} (?:{UNIT}|kali|times)(?![^\W\d_])", re.IGNORECASE)


@lru_cache(maxsize=2048)
def parse_time(text: str) -> TimeStandard:
    """Return the time standard that a text states; never fails and never guesses.

    A text with a number that has no single reading is `UNREADABLE`, with a suggestion where one is near.
    One that states no duration at all, such as `Segera`, `Triwulanan` or `tanggal 20-31`, is `OPEN_ENDED`.
    `.text` is the text as given.

    >>> parse_time("3 - 5 Hari Kerja").maximum
    Quantity(value=Fraction(5, 1), unit=<Unit.WORKING_DAY: 'working-day'>)
    """
    folded = fold(text)
    if len(folded) > _LONGEST:
        return TimeStandard(text, TimeKind.UNREADABLE if _has_digit(text) else TimeKind.OPEN_ENDED)
    standard = _iso(folded) or _read(folded)
    if standard is not None:
        return replace(standard, text=text)
    suggestion = suggest(folded)
    has_number = _has_digit(text) or _NUMBERED.search(folded) is not None
    # The patterns of frequencies and dates take long to compile; most texts without a number need none.
    if (not has_number and suggestion is None) or is_no_duration(folded):
        return TimeStandard(text, TimeKind.OPEN_ENDED)
    return TimeStandard(text, TimeKind.UNREADABLE, suggestion=suggestion)


def _read(folded: str) -> TimeStandard | None:
    try:
        return read(folded)
    except UnclearTime:
        return None


def _has_digit(text: str) -> bool:
    return any(character.isnumeric() for character in text)


def _iso(folded: str) -> TimeStandard | None:
    """Return what an ISO 8601 duration states, its parts that are zero left out."""
    match = _ISO.fullmatch(folded)
    quantities = list(_iso_quantities(match)) if match else []
    if not quantities:
        return None
    measured = [quantity for quantity in quantities if quantity.value] or quantities[-1:]
    first, *more = (Span(quantity, quantity) for quantity in measured)
    return TimeStandard(folded, TimeKind.AMOUNT, first.minimum, first.maximum, plus=tuple(more))


def _iso_quantities(match: re.Match[str]) -> Iterator[Quantity]:
    for digits, (unit, parts) in zip(match.groups(), _ISO_UNITS, strict=True):
        if digits is not None:
            yield Quantity(Fraction(digits.replace(",", ".")) / parts, unit)
