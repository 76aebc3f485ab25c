"""One side of a time: a number with its unit, as it may stand alone or in a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.model.time_numbers import ordinal_fraction
from sopkit.model.time_standard import Quantity, Unit
from sopkit.model.time_tokens import Sign, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Side", "SideReader", "UnclearTime"]

_PLAIN_DECIMALS = frozenset({"00", "25", "50", "75"})


_KIND_OF_DAY = {"kerja": Unit.WORKING_DAY, "efektif": Unit.WORKING_DAY, "kalender": Unit.CALENDAR_DAY}


class UnclearTime(Exception):
    """A text has no reading, or more than one."""


@dataclass(frozen=True, slots=True)
class Side:
    """A number with its unit, if it has one; `factor` is how many units one of it is (24 in `2 x 24 jam`)."""

    number: Fraction
    factor: Fraction = Fraction(1)
    unit: Unit | None = None

    def quantity(self) -> Quantity:
        """Return it with its unit. Raises UnclearTime if it has none."""
        if self.unit is None:
            raise UnclearTime
        return Quantity(self.number * self.factor, self.unit)


class SideReader:
    """Reads sides from a row of tokens; every method takes what it names or raises UnclearTime."""

    def __init__(self, row: Sequence[Token]) -> None:
        self._row = row
        self._at = 0
        self._contradiction: str | None = None
        self._other_number: str | None = None
        self._lower: Fraction | None = None
        """Within the upper side of a range: the number of the lower one."""

    def _side(self) -> Side:
        number, written = self._number()
        if self._take(Sign.TIMES):
            return self._times_24(number)
        unit = self._unit_in_brackets() or self._all_in_brackets(number) or self._take(Sign.UNIT)
        if self._other_number is not None:
            self._contradict(unit)
        if unit is None:
            return Side(number)
        if unit.unit in {Unit.HOUR, Unit.MINUTE} and _may_be_a_clock(written):
            raise UnclearTime
        return Side(number, unit.scale, unit.unit)

    def _contradict(self, unit: Token | None) -> None:
        """Keep the second number of `3 (empat) hari` as a statement of its own."""
        if unit is None or self._contradiction is not None:
            raise UnclearTime
        self._contradiction, self._other_number = f"{self._other_number} {unit.text}", None

    def _times_24(self, number: Fraction) -> Side:
        """Read the rest of `2 x 24 jam`; no other multiple is a known way to write a time."""
        hours, _ = self._number()
        unit = self._need(Sign.UNIT)
        if (
            hours != 24
            or self._other_number is not None
            or unit.unit not in {Unit.HOUR, Unit.CALENDAR_HOUR}
            or "kerja" in unit.text.casefold()
        ):
            raise UnclearTime
        return Side(number, Fraction(24), Unit.CALENDAR_HOUR)

    def _unit_in_brackets(self) -> Token | None:
        """Take a plain day that brackets make a working or a calendar one, `5 hari (hari kerja)`."""
        is_day = self._sign() is Sign.UNIT and self._row[self._at].unit is Unit.DAY
        if not is_day or (self._sign(1), self._sign(3)) != (Sign.OPEN, Sign.CLOSE):
            return None
        token = self._row[self._at + 2]
        unit = _KIND_OF_DAY.get(token.text.casefold(), token.unit)
        if unit not in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
            return None
        self._at += 4
        return replace(token, sign=Sign.UNIT, unit=unit)

    def _all_in_brackets(self, number: Fraction) -> Token | None:
        """Take `(lima belas menit)` after a 15: the same number again, and only there its unit."""
        if self._signs(4) != (Sign.OPEN, Sign.NUMBER, Sign.UNIT, Sign.CLOSE):
            return None
        if self._row[self._at + 1].number != number:
            raise UnclearTime
        self._at += 4
        return self._row[self._at - 2]

    def _number(self) -> tuple[Fraction, str]:
        """Read a number, with a fraction after it or the same number again in brackets."""
        if self._signs(3) == (Sign.OPEN, Sign.NUMBER, Sign.CLOSE):
            self._at += 3
            return self._row[self._at - 2].number, self._row[self._at - 2].text
        token = self._need(Sign.NUMBER)
        number = token.number
        if self._sign() in {Sign.SLASH, Sign.OVER} and self._sign(1) is Sign.NUMBER:
            number = self._fraction(number)
        elif (
            self._sign() is Sign.NUMBER
            and self._sign(1) in {Sign.SLASH, Sign.OVER}
            and self._sign(2) is Sign.NUMBER
        ):
            number += self._fraction(self._need(Sign.NUMBER).number)
        if self._signs(3) == (Sign.OPEN, Sign.NUMBER, Sign.CLOSE):
            again = self._row[self._at + 1]
            self._at += 3
            if again.number != number:
                self._other_number = again.text
        self._range_in_brackets(number)
        return number, token.text

    def _range_in_brackets(self, upper: Fraction) -> None:
        """Pass over `(satu sampai tiga)` after a `1 - 3`; it must be the same range."""
        opened, low, joint, high, closed = self._signs(5)
        if (opened, low, high, closed) != (Sign.OPEN, Sign.NUMBER, Sign.NUMBER, Sign.CLOSE):
            return
        again = [self._row[self._at + place].number for place in (1, 3)]
        if joint not in {Sign.DASH, Sign.RANGE} or again != [self._lower, upper]:
            raise UnclearTime
        self._at += 5

    def _fraction(self, above: Fraction) -> Fraction:
        slash, below = self._need(Sign.SLASH, Sign.OVER), self._need(Sign.NUMBER)
        value = ordinal_fraction(above, below.number, plain_slash=slash.sign is Sign.SLASH)
        if value is None:
            raise UnclearTime
        return value

    def _sign(self, ahead: int = 0) -> Sign | None:
        place = self._at + ahead
        return self._row[place].sign if place < len(self._row) else None

    def _signs(self, count: int) -> tuple[Sign | None, ...]:
        return tuple(self._sign(ahead) for ahead in range(count))

    def _done(self) -> bool:
        return self._at >= len(self._row)

    def _take(self, *signs: Sign) -> Token | None:
        if self._sign() not in signs:
            return None
        self._at += 1
        return self._row[self._at - 1]

    def _need(self, *signs: Sign) -> Token:
        token = self._take(*signs)
        if token is None:
            raise UnclearTime
        return token


def _may_be_a_clock(written: str) -> bool:
    """Whether a number of hours may mean hours and minutes, as `2.30`, or one of minutes seconds as well."""
    whole, _, minutes = written.replace(",", ".").partition(".")
    return (
        bool(whole)
        and len(minutes) == 2
        and minutes.isdigit()
        and minutes not in _PLAIN_DECIMALS
        and minutes < "60"
    )
