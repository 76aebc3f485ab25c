"""Numbers as a Waktu column writes them: digits with a comma or point, fractions, words in both languages."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["NUMBER_WORDS", "decimal", "ordinal_fraction", "words_value"]

_INDONESIAN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {
    **{word: value for value, word in enumerate(_INDONESIAN)},
    **{word: value for value, word in enumerate(_ENGLISH)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
_SCALES = {"puluh": 10, "ratus": 100, "ribu": 1000, "hundred": 100, "thousand": 1000}
_WHOLE = {"seratus": 100, "seribu": 1000, "hundred": 100, "thousand": 1000}
"""What stands for one hundred or one thousand by itself, `hundred` after an `a`."""
_PARTS = {
    "setengah": Fraction(1, 2), "seperempat": Fraction(1, 4), "sepertiga": Fraction(1, 3),
    "half": Fraction(1, 2),
}  # fmt: skip
_OTHER = ("belas", "koma", "perempat")

NUMBER_WORDS = tuple(sorted({*_UNITS, *_SCALES, *_WHOLE, *_PARTS, *_OTHER}, key=len, reverse=True))
"""Every word that a number in words is made of, the longest first."""

_WORD = re.compile("|".join(NUMBER_WORDS))

_COMMON_FRACTIONS = {(1, 2), (1, 3), (1, 4), (3, 4)}


def decimal(digits: str) -> Fraction | None:
    """Return the value of digits with at most one decimal comma or point; None where it has two readings.

    `1.500` may be one and a half or fifteen hundred, so exactly three decimals are read after a zero only.

    >>> decimal("1,5")
    Fraction(3, 2)
    """
    whole, *rest = re.split("[.,]", digits)
    if len(rest) > 1 or (rest and len(rest[0]) == 3 and whole.strip("0")):
        return None
    return Fraction(digits.replace(",", "."))


def ordinal_fraction(above: Fraction, below: Fraction, *, plain_slash: bool) -> Fraction | None:
    """Return a fraction; None where a plain slash more likely parts two numbers, as in `2/3 hari`."""
    if below == 0 or above.denominator != 1 or below.denominator != 1 or above >= below:
        return None
    if plain_slash and (above.numerator, below.numerator) not in _COMMON_FRACTIONS:
        return None
    return above / below


def words_value(words: str) -> Fraction | None:
    """Return the value of a number in words, Indonesian or English; None where they make no number.

    >>> words_value("dua puluh lima"), words_value("satu setengah"), words_value("dua tiga")
    (Fraction(25, 1), Fraction(3, 2), None)
    """
    parts = _WORD.findall(words.casefold())
    if "koma" in parts:
        return _decimal_value(parts, parts.index("koma"))
    if parts[-1:] == ["perempat"]:
        return Fraction(3, 4) if parts[:-1] == ["tiga"] else None
    half = _PARTS.get(parts[-1]) if parts else None
    if half is not None and parts[1:] == ["half"] and " and " not in words.casefold():
        return half if parts[0] == "one" else None  # `one half` is half of one, `two half` nothing.
    if half is not None:
        whole = _whole_value(parts[:-1]) if parts[:-1] else 0
        return None if whole is None else whole + half
    whole = _whole_value(parts)
    return None if whole is None else Fraction(whole)


def _decimal_value(parts: list[str], comma: int) -> Fraction | None:
    """Return the value of `satu koma lima`; each word after the comma is one digit."""
    whole, digits = _whole_value(parts[:comma]), [_UNITS.get(part, 10) for part in parts[comma + 1 :]]
    if whole is None or comma == 0 or not digits or max(digits) > 9:
        return None
    return sum((Fraction(digit, 10**place) for place, digit in enumerate(digits, 1)), Fraction(whole))


def _whole_value(parts: list[str]) -> int | None:
    """Return the value of words for a whole number below 10,000, each part smaller than the last."""
    total, last, waiting = 0, 10_000, None
    for part in parts:
        if part in _UNITS:
            if waiting is not None and not (20 <= waiting < 100 and _UNITS[part] < 10 and waiting % 10 == 0):
                return None
            waiting = _UNITS[part] + (waiting or 0)
        elif part == "belas" and waiting is not None and 2 <= waiting <= 9:
            waiting += 10
        else:
            value = _scaled(part, waiting)
            if value is None or value >= last:
                return None
            last = _SCALES.get(part, _WHOLE.get(part, 10))
            total, waiting = total + value, None
    if waiting is not None and waiting >= last:
        return None
    return total + (waiting or 0)


def _scaled(part: str, waiting: int | None) -> int | None:
    if waiting is None:
        return _WHOLE.get(part)
    if part in _SCALES and 1 <= waiting <= 9:
        return waiting * _SCALES[part]
    return None
