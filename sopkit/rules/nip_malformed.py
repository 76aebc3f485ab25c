"""Finds staff numbers that cannot be right."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_LENGTH = 18
_MISTYPED = range(16, 21)
"""So many digits were meant to be 18; fewer are those of the police, the army or before 2008."""
_LIKE_DIGITS = frozenset("OoIlLSsBZ")
_MOST_LETTERS = 6
_PREFIX = re.compile(r"\s*NIP\s*[.:]*\s*", re.IGNORECASE)
_FIRST_CONTRACT = 21
"""From here on the fifth pair of digits counts the contracts of a PPPK, and is no month."""
_YOUNGEST = 14
"""In years, at the appointment."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the staff number of who approves if it has not 18 digits, or no possible dates in them.

    Its digits are those of the birthday, the year and month of the appointment, the sex (1 or 2), and three
    more. Numbers of another length belong to the police, the army and old registers, and are left alone.
    Source: Perka BKN 22/2007, on the number of civil servants.
    """
    written = sop.approved_by.nip or ""
    signs = re.sub(r"[\s.-]+", "", _PREFIX.sub("", written[:60]))
    fault = _fault(signs)
    if fault:
        yield Spot(("approved_by", "nip"), (("nip", written), *fault))


def _fault(signs: str) -> tuple[tuple[str, str], ...]:
    letters = [sign for sign in signs if not sign.isdecimal()]
    if len(signs) == _LENGTH and 0 < len(letters) <= _MOST_LETTERS and set(letters) <= _LIKE_DIGITS:
        return (("part", letters[0]),)
    if not signs.isdecimal() or not signs.isascii() or len(signs) not in _MISTYPED:
        return ()
    if len(signs) != _LENGTH:
        return (("part", f"{len(signs)} digit"),)
    return _impossible(signs)


def _impossible(nip: str) -> tuple[tuple[str, str], ...]:
    """The first part of 18 digits that cannot be: the birthday, the appointment, the sex."""
    try:
        birth = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return (("part", nip[:8]),)
    month = int(nip[12:14])
    is_month = 1 <= month <= 12 or month >= _FIRST_CONTRACT
    if not is_month or int(nip[8:12]) - birth.year < _YOUNGEST:
        return (("part", nip[8:14]),)
    return () if nip[14] in "12" else (("part", nip[14]),)
