"""The grammar of a time standard: a row of tokens in, what they say out; or the refusal to guess.

statement = lead span { [plus] span } { tail }
lead      = bound, about, words such as `jangka waktu`
span      = side [ (dash | s.d.) side ]
side      = number [ x 24 ] [ unit ]
tail      = per piece | (the same again) | bound | sejak …
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.model.time_numbers import ordinal_fraction
from sopkit.model.time_standard import LARGER_FIRST, Quantity, Span, TimeKind, TimeStandard, Unit, same_time
from sopkit.model.time_tokens import Sign, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["UnclearTime", "read"]

_BOUNDS = {Sign.AT_MOST: TimeKind.AT_MOST, Sign.AT_LEAST: TimeKind.AT_LEAST, Sign.ABOUT: TimeKind.ABOUT}
_NO_PIECE = frozenset(
    {"sesuai", "jika", "apabila", "bila", "tergantung", "yang", "untuk", "dengan", "if", "when",
     "depending", "as"}
)  # fmt: skip
_PLAIN_DECIMALS = frozenset({"00", "25", "50", "75"})


_KIND_OF_DAY = {"kerja": Unit.WORKING_DAY, "efektif": Unit.WORKING_DAY, "kalender": Unit.CALENDAR_DAY}


class UnclearTime(Exception):
    """A text has no reading, or more than one."""


def read(folded: str) -> TimeStandard:
    """Return what a folded text says. Raises UnclearTime if it has no reading, or more than one."""
    row = tokens(folded)
    if row and row[0].sign is Sign.OPEN and row[-1].sign is Sign.CLOSE and _is_one_bracket(row):
        row = row[1:-1]
    return replace(_Reader(row).statement(), text=folded)


def _is_one_bracket(row: Sequence[Token]) -> bool:
    return sum(token.sign in {Sign.OPEN, Sign.CLOSE} for token in row) == 2


@dataclass(frozen=True, slots=True)
class _Side:
    """A number with its unit, if it has one; `factor` is how many units one of it is (24 in `2 x 24 jam`)."""

    number: Fraction
    factor: Fraction = Fraction(1)
    unit: Unit | None = None

    def quantity(self) -> Quantity:
        if self.unit is None:
            raise UnclearTime
        return Quantity(self.number * self.factor, self.unit)


class _Reader:
    """Reads one row of tokens from left to right; every method takes what it names or raises UnclearTime."""

    def __init__(self, row: Sequence[Token]) -> None:
        self._row = row
        self._at = 0
        self._bounds: set[TimeKind] = set()
        self._per: str | None = None
        self._contradiction: str | None = None
        self._other_number: str | None = None
        self._is_range = False

    def statement(self) -> TimeStandard:
        """Read the whole row."""
        self._lead()
        spans = [self._span()]
        while (plus := self._further(spans[-1])) is not None:
            spans.append(plus)
        if self._contradiction is not None and (len(spans) > 1 or self._is_range):
            raise UnclearTime
        if TimeKind.AT_LEAST in self._bounds and self._upper_follows():
            spans = [self._closed(spans)]
        while not self._done():
            self._tail(spans)
        return self._standard(spans)

    def _standard(self, spans: list[Span]) -> TimeStandard:
        kind = self._kind()
        if kind in {TimeKind.AT_MOST, TimeKind.AT_LEAST}:
            if self._is_range:
                raise UnclearTime
            spans = [_one_sided(span, kind) for span in spans]
        first, *more = spans
        return TimeStandard(
            "", kind, first.minimum, first.maximum, self._per, tuple(more), contradiction=self._contradiction
        )

    def _kind(self) -> TimeKind:
        sides = self._bounds - {TimeKind.ABOUT}
        if len(sides) > 1:
            raise UnclearTime
        if sides:
            return sides.pop()
        if self._is_range:
            return TimeKind.RANGE
        return TimeKind.ABOUT if self._bounds else TimeKind.AMOUNT

    # --- the row ---

    def _sign(self, ahead: int = 0) -> Sign | None:
        place = self._at + ahead
        return self._row[place].sign if place < len(self._row) else None

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

    # --- lead ---

    def _lead(self) -> None:
        """Take bounds and words without weight, as `maksimal waktu tunggu`."""
        while token := self._take(
            *_BOUNDS, Sign.PLUS, Sign.RANGE, Sign.FILLER, Sign.BETWEEN, Sign.FROM, Sign.COLON
        ):
            if token.sign in _BOUNDS:
                self._bounds.add(_BOUNDS[token.sign])
            elif token.sign is Sign.PLUS:
                self._bounds.add(TimeKind.ABOUT)
            elif token.sign is Sign.RANGE and token.text[0] != ".":
                self._bounds.add(TimeKind.AT_MOST)
            elif token.sign is Sign.BETWEEN:
                return self._between()
        return None

    def _between(self) -> None:
        if all(token.sign not in {Sign.AND, Sign.RANGE, Sign.DASH} for token in self._row[self._at :]):
            raise UnclearTime

    # --- spans ---

    def _span(self) -> Span:
        left = self._side()
        between = any(token.sign is Sign.BETWEEN for token in self._row[: self._at])
        joint = (Sign.DASH, Sign.RANGE, *((Sign.AND,) if between else ()))
        if self._sign() not in joint:
            return Span(left.quantity(), left.quantity())
        self._at += 1
        self._is_range = True
        right = self._upper_side(left)
        lower = left if left.unit else _Side(left.number, right.factor, right.unit)
        return Span(lower.quantity(), right.quantity())

    def _upper_side(self, left: _Side) -> _Side:
        """Read the upper side of a range; `1 jam 30 menit` is one side if the lower has its own unit."""
        right = self._side()
        follows = (self._sign(), self._sign(1)) == (Sign.NUMBER, Sign.UNIT)
        if not follows:
            return right
        rest = self._side()
        clear = left.unit is not None and right.unit is Unit.HOUR and rest.unit is Unit.MINUTE
        if not clear:
            raise UnclearTime
        return _Side(right.number + rest.number * rest.factor / 60, Fraction(1), Unit.HOUR)

    def _further(self, last: Span) -> Span | None:
        """Read a further span: after a plus any, without one only a smaller unit, as in `1 jam 30 menit`."""
        start = self._at
        plus = self._take(Sign.PLUS) is not None
        if not plus:
            self._take(Sign.AND, Sign.COMMA)
        if self._sign() is not Sign.NUMBER:
            self._at = start
            return None
        if plus:
            return self._span()
        quantity = self._side().quantity()
        if self._is_range or last.maximum is None or not _is_smaller(quantity, last.maximum):
            raise UnclearTime
        return Span(quantity, quantity)

    def _upper_follows(self) -> bool:
        """Whether `maksimal …` follows a `minimal …`; takes what stands up to it."""
        start = self._at
        self._take(Sign.COMMA, Sign.DASH, Sign.AND, Sign.RANGE)
        if self._take(Sign.AT_MOST):
            return True
        self._at = start
        return False

    def _closed(self, spans: list[Span]) -> Span:
        upper = self._side().quantity()
        if len(spans) > 1 or self._is_range:
            raise UnclearTime
        self._bounds, self._is_range = set(), True
        return Span(spans[0].minimum, upper)

    # --- numbers ---

    def _side(self) -> _Side:
        number, written = self._number()
        if self._take(Sign.TIMES):
            return self._times_24(number)
        unit = self._unit_in_brackets() or self._take(Sign.UNIT)
        if self._other_number is not None:
            self._contradict(unit)
        if unit is None:
            return _Side(number)
        if unit.unit is Unit.HOUR and _may_be_a_clock(written):
            raise UnclearTime
        return _Side(number, unit.scale, unit.unit)

    def _contradict(self, unit: Token | None) -> None:
        """Keep the second number of `3 (empat) hari` as a statement of its own."""
        if unit is None or self._contradiction is not None:
            raise UnclearTime
        self._contradiction, self._other_number = f"{self._other_number} {unit.text}", None

    def _times_24(self, number: Fraction) -> _Side:
        """Read the rest of `2 x 24 jam`; no other multiple is a known way to write a time."""
        hours, unit = self._need(Sign.NUMBER), self._need(Sign.UNIT)
        if (
            hours.number != 24
            or unit.unit not in {Unit.HOUR, Unit.CALENDAR_HOUR}
            or "kerja" in unit.text.casefold()
        ):
            raise UnclearTime
        return _Side(number, Fraction(24), Unit.CALENDAR_HOUR)

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

    def _number(self) -> tuple[Fraction, str]:
        """Read a number, with a fraction after it or the same number again in brackets."""
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
        if (self._sign(), self._sign(1), self._sign(2)) == (Sign.OPEN, Sign.NUMBER, Sign.CLOSE):
            again = self._row[self._at + 1]
            self._at += 3
            if again.number != number:
                self._other_number = again.text
        return number, token.text

    def _fraction(self, above: Fraction) -> Fraction:
        slash, below = self._need(Sign.SLASH, Sign.OVER), self._need(Sign.NUMBER)
        value = ordinal_fraction(above, below.number, plain_slash=slash.sign is Sign.SLASH)
        if value is None:
            raise UnclearTime
        return value

    # --- tail ---

    def _tail(self, spans: list[Span]) -> None:
        if self._take(Sign.FILLER) or self._bound_after():
            return
        if self._take(Sign.ANCHOR, Sign.FROM):
            self._anchor(Sign.CLOSE if self._inside_bracket() else None)
        elif self._sign() is Sign.OPEN:
            self._bracket(spans)
        elif self._sign() is Sign.PER or self._is_piece_after_slash():
            self._at += 1
            self._piece()
        elif self._take(Sign.EQUALS):
            self._again(spans, must_agree=False)
        else:
            self._need(Sign.SLASH, Sign.OR)
            self._again(spans, must_agree=True)

    def _is_piece_after_slash(self) -> bool:
        ahead = self._sign(1), self._sign(2)
        return self._sign() is Sign.SLASH and (ahead[0] is Sign.WORD or ahead == (Sign.NUMBER, Sign.WORD))

    def _bound_after(self) -> bool:
        token = self._take(*_BOUNDS)
        if token is None:
            return False
        if self._bounds or self._sign() is Sign.NUMBER:
            raise UnclearTime
        self._bounds.add(_BOUNDS[token.sign])
        return True

    def _inside_bracket(self) -> bool:
        before = self._row[: self._at]
        return sum(t.sign is Sign.OPEN for t in before) > sum(t.sign is Sign.CLOSE for t in before)

    def _anchor(self, end: Sign | None) -> None:
        """Pass over the event from which the time runs; it must name no other number."""
        while not self._done() and self._sign() is not end:
            if self._sign() in {Sign.NUMBER, Sign.UNCLEAR, Sign.OTHER}:
                raise UnclearTime
            self._at += 1

    def _bracket(self, spans: list[Span]) -> None:
        """Read what brackets add: a bound, a piece, an event, or the same time in another unit."""
        self._need(Sign.OPEN)
        self._take(Sign.EQUALS)
        if self._take(Sign.ANCHOR, Sign.FROM):
            self._anchor(Sign.CLOSE)
        elif self._take(Sign.PER, Sign.SLASH):
            self._piece()
        elif not self._bound_after():
            self._again(spans, must_agree=False)
        self._need(Sign.CLOSE)

    def _again(self, spans: list[Span], *, must_agree: bool) -> None:
        """Read the same time said once more, and hold it against the first."""
        start, was_range = self._at, self._is_range
        other = [self._span()]
        while (plus := self._further(other[-1])) is not None:
            other.append(plus)
        self._is_range = was_range
        agrees = same_time(spans, other)
        if must_agree and not agrees:
            raise UnclearTime
        if agrees is False and self._contradiction is None:
            self._contradiction = _between(self._row[start : self._at])

    def _piece(self) -> None:
        """Read the piece of work a time is for: one to three words."""
        one = self._take(Sign.NUMBER)
        if self._per is not None or (one is not None and one.number != 1):
            raise UnclearTime
        words: list[Token] = []
        while token := self._take(Sign.WORD):
            words.append(token)
        if not 1 <= len(words) <= 3 or any(word.text.casefold() in _NO_PIECE for word in words):
            raise UnclearTime
        self._per = " ".join(word.text for word in words)


def _is_smaller(quantity: Quantity, last: Quantity) -> bool:
    """Whether a unit may follow another without a plus: a smaller one, or seconds after whole minutes."""
    if quantity.unit is last.unit is Unit.MINUTE:
        return quantity.value < 1 and last.value.denominator == 1
    return LARGER_FIRST.index(quantity.unit) > LARGER_FIRST.index(last.unit)


def _between(row: Sequence[Token]) -> str:
    """Return the words of a stretch of tokens, as written."""
    text = row[0].text
    for before, token in pairwise(row):
        text += " " * (token.start - before.end) + token.text
    return text


def _one_sided(span: Span, kind: TimeKind) -> Span:
    return Span(None, span.maximum) if kind is TimeKind.AT_MOST else Span(span.minimum, None)


def _may_be_a_clock(written: str) -> bool:
    """Whether a number of hours may mean hours and minutes, as `2.30`."""
    whole, _, minutes = written.partition(".")
    return (
        bool(whole)
        and len(minutes) == 2
        and minutes.isdigit()
        and minutes not in _PLAIN_DECIMALS
        and minutes < "60"
    )
