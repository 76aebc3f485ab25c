"""Dates as an SOP writes them: `2021-01-04`, `4 Januari 2021`, `4 January 2021`."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache

from sopkit.lang import LANGUAGES, area

__all__ = ["DateError", "DateFault", "format_date", "likely_date", "month_names", "parse_date"]

EARLIEST_YEAR = 1900
"""No SOP is older; an earlier year is a slip of the pen."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDS = re.compile(r"([0-9]{1,2}) ([^\W\d_]+)\.?,? ([0-9]{4})")
_ENGLISH = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2}), ?([0-9]{4})")
_LOOSE = re.compile(r"(?<!\w)([0-9]{1,4})[ ./-]*([0-9]{1,2}(?=\D)|[^\W\d_]+)[ .,/-]*([0-9]{1,4})(?!\w)")
_DIGIT = re.compile(r"\d")
_MONTH_ONLY = re.compile(r"([^\W\d_]+)\.?,? [0-9]{4}|[0-9]{4}-[0-9]{1,2}")
_LONGEST = 80
_CENTURY = 2000


class DateFault(StrEnum):
    """Why a text is no date."""

    IMPOSSIBLE = "impossible"
    """It looks like a date, but the calendar has no such day."""
    MONTH_ONLY = "month-only"
    """It names a month and a year, without a day."""
    UNREADABLE = "unreadable"
    """It is written in another way, or its year lies before all SOPs."""


class DateError(ValueError):
    """A text is not a date; `fault` says why, and is also the message."""

    def __init__(self, fault: DateFault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def parse_date(text: str) -> date:
    """Return the date that a text names, ISO or with the month in Indonesian or English words, in any case.

    Raises DateError (a ValueError) if the text is no date: impossible, month only, or unreadable, which it
    also is with a year before 1900.

    >>> parse_date("02 Juni 2025")
    datetime.date(2025, 6, 2)
    """
    folded = " ".join(text.split()).strip(" .,;").casefold()
    parts = _parts(folded)
    if parts is None:
        raise DateError(DateFault.MONTH_ONLY if _names_month(folded) else DateFault.UNREADABLE)
    try:
        day = date(*parts)
    except ValueError as error:
        raise DateError(DateFault.IMPOSSIBLE) from error
    if day.year < EARLIEST_YEAR:
        raise DateError(DateFault.UNREADABLE)
    return day


def likely_date(text: str) -> date | None:
    """Return the date that an unreadable text most likely means, None if that is unclear.

    Of numbers alone the first is the day, as offices write them, unless the calendar forbids it.

    >>> likely_date("Senin, 2-Junii-2025")
    datetime.date(2025, 6, 2)
    """
    folded = " ".join(text.split()).casefold()
    found = _LOOSE.search(folded) if len(folded) <= _LONGEST else None
    if found is None or _DIGIT.search(folded[: found.start()] + folded[found.end() :]):
        return None
    first, middle, last = found.groups()
    if not middle.isdecimal():
        close = get_close_matches(middle, month_names(), n=1, cutoff=0.75)
        return _likely(last, month_names()[close[0]], first) if close else None
    if len(first) == len("2021"):
        return _likely(first, int(middle), last)
    return _likely(last, int(middle), first) or _likely(last, int(first), middle)


def _likely(year: str, month: int, day: str) -> date | None:
    """Return the day with these numbers; a year of two digits is one of this century."""
    number = _CENTURY + int(year) if int(year) < 100 else int(year)
    try:
        return date(number, month, int(day)) if number >= EARLIEST_YEAR else None
    except ValueError:
        return None


def format_date(day: date, language: str) -> str:
    """Return a date with the month's name written out, `4 Januari 2021` or `4 January 2021`."""
    return f"{day.day} {area('dates', language)[f'month-{day.month}']} {day.year:04}"


def _parts(folded: str) -> tuple[int, int, int] | None:
    if iso := _ISO.fullmatch(folded):
        year, month, day = iso.groups()
        return int(year), int(month), int(day)
    if words := _WORDS.fullmatch(folded):
        day, name, year = words.groups()
    elif english := _ENGLISH.fullmatch(folded):
        name, day, year = english.groups()
    else:
        return None
    number = month_names().get(name)
    return None if number is None else (int(year), number, int(day))


def _names_month(folded: str) -> bool:
    match = _MONTH_ONLY.fullmatch(folded)
    return match is not None and (match[1] is None or match[1] in month_names())


@cache
def month_names() -> dict[str, int]:
    """Return every name and abbreviation of a month, in lower case, with the month's number."""
    names: dict[str, int] = {}
    for language in LANGUAGES:
        words = area("dates", language)
        for number in range(1, 13):
            accepted = (words[f"month-{number}"], *words[f"month-{number}-also"].split())
            names.update((name.casefold(), number) for name in accepted)
    return names
