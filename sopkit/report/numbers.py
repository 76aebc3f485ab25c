"""Numbers for a reader: a mark between thousands, a decimal mark, no more digits than help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text as words
from sopkit.model.time_words import format_number

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["grouped", "plain_number"]


def grouped(value: Fraction, language: str, *, places: int = 0, fixed: bool = False) -> str:
    """Return a number to so many decimal places, with a mark between thousands, `75.000` or `75,000`.

    Zeros at the end of the decimals are left out unless the number of places is `fixed`.

    >>> from fractions import Fraction
    >>> grouped(Fraction(152345, 100), "id", places=1)
    '1.523,4'
    """
    whole, rest = divmod(round(value * 10**places), 10**places)
    marked = f"{whole:,}".replace(",", words("workload.thousands-mark", language))
    decimals = f"{rest:0{places}d}" if places else ""
    decimals = decimals if fixed else decimals.rstrip("0")
    return f"{marked}{words('time.decimal-mark', language)}{decimals}" if decimals else marked


def plain_number(value: Fraction, language: str) -> str:
    """Return an amount of time: halves, quarters and tenths as they are, other fractions to a tenth.

    >>> from fractions import Fraction
    >>> [plain_number(Fraction(amount), "id") for amount in ("1360", "1/4", "4/3")]
    ['1.360', '0,25', '1,3']
    """
    if value >= 1000 or (10 % value.denominator and value.denominator != 4):
        return grouped(value, language, places=1)
    return format_number(value, language)
