"""The grammar of a time standard: a row of tokens in, what they say out; or the refusal to guess.

statement = lead span { [plus] span } { tail }
lead      = bound, about, words such as `jangka waktu`
span      = side [ (dash | s.d.) side ]
side      = number [ x 24 ] [ unit ]
tail      = per piece | (the same again) | bound | sejak …
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.model.time_agreement import same_time
from sopkit.model.time_sides import Side, SideReader, UnclearTime
from sopkit.model.time_standard import LARGER_FIRST, Quantity, Span, TimeKind, TimeStandard, Unit
from sopkit.model.time_tokens import Sign, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["UnclearTime", "read"]

_BOUNDS = {Sign.AT_MOST: TimeKind.AT_MOST, Sign.AT_LEAST: TimeKind.AT_LEAST, Sign.ABOUT: TimeKind.ABOUT}
_AFTER_COMMA = frozenset({*_BOUNDS, Sign.ANCHOR, Sign.FROM, Sign.PER})
_NO_PIECE = frozenset(
    {"sesuai", "jika", "apabila", "bila", "tergantung", "yang", "untuk", "dengan", "if", "when",
     "depending", "as"}
)  # fmt: skip


def read(folded: str) -> TimeStandard:
    """Return what a folded text says. Raises UnclearTime if it has no reading, or more than one."""
    row = tokens(folded)
    if row and row[0].sign is Sign.OPEN and row[-1].sign is Sign.CLOSE and _is_one_bracket(row):
        row = row[1:-1]
    return replace(_Reader(row).statement(), text=folded)


def _is_one_bracket(row: Sequence[Token]) -> bool:
    return sum(token.sign in {Sign.OPEN, Sign.CLOSE} for token in row) == 2


class _Reader(SideReader):
    """Reads one row of tokens from left to right; every method takes what it names or raises UnclearTime."""

    def __init__(self, row: Sequence[Token]) -> None:
        super().__init__(row)
        self._bounds: set[TimeKind] = set()
        self._per: str | None = None
        self._is_range = False

    def statement(self) -> TimeStandard:
        """Read the whole row."""
        self._lead()
        spans = [self._span()]
        while (plus := self._further(spans[-1])) is not None:
            spans.append(plus)
        if self._contradiction is not None and (len(spans) > 1 or self._is_range):
            raise UnclearTime
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
        closed = TimeKind.AT_LEAST in self._bounds and self._upper_follows()
        if not closed and self._take(*joint) is None:
            return Span(left.quantity(), left.quantity())
        self._is_range = True
        self._lower = left.number
        right = self._upper_side(left)
        self._lower = None
        lower = left if left.unit else Side(left.number, right.factor, right.unit)
        return Span(lower.quantity(), right.quantity())

    def _upper_side(self, left: Side) -> Side:
        """Read the upper side of a range; `1 jam 30 menit` is one side if the lower has its own unit."""
        right = self._side()
        follows = (self._sign(), self._sign(1)) == (Sign.NUMBER, Sign.UNIT)
        if not follows:
            return right
        rest = self._side()
        clear = left.unit is not None and right.unit is Unit.HOUR and rest.unit is Unit.MINUTE
        if not clear:
            raise UnclearTime
        return Side(right.number + rest.number * rest.factor / 60, Fraction(1), Unit.HOUR)

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
        """Whether `maksimal …` follows a `minimal …`, which makes a range; takes what stands up to it."""
        start = self._at
        self._take(Sign.COMMA, Sign.DASH, Sign.AND, Sign.RANGE)
        if self._take(Sign.AT_MOST):
            self._bounds.discard(TimeKind.AT_LEAST)
            return True
        self._at = start
        return False

    # --- tail ---

    def _tail(self, spans: list[Span]) -> None:
        if self._sign() is Sign.COMMA and self._sign(1) in _AFTER_COMMA:
            self._at += 1
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
        slash, *ahead = self._signs(6)
        one = [Sign.NUMBER], [Sign.NUMBER, Sign.OPEN, Sign.NUMBER, Sign.CLOSE]
        return slash is Sign.SLASH and any(
            ahead[: len(number) + 1] == [*number, Sign.WORD] for number in ([], *one)
        )

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
        """Pass over the event from which the time runs; it must name no other number and add no bound."""
        while not self._done() and self._sign() is not end:
            added = self._sign() in _BOUNDS and self._sign(-1) in {Sign.OPEN, Sign.COMMA}
            if added or self._sign() in {Sign.NUMBER, Sign.UNCLEAR, Sign.OTHER}:
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
        start, was_range, was_contradicted = self._at, self._is_range, self._contradiction
        other = [self._span()]
        while (plus := self._further(other[-1])) is not None:
            other.append(plus)
        if self._contradiction != was_contradicted:
            raise UnclearTime  # A second statement that contradicts itself.
        self._is_range = was_range
        agrees = same_time(spans, other)
        if must_agree and not agrees:
            raise UnclearTime
        if agrees is False and self._contradiction is None:
            self._contradiction = _between(self._row[start : self._at])

    def _piece(self) -> None:
        """Read the piece of work a time is for: `berkas`, `surat masuk`, `1 (satu) SPM`, `kabupaten/kota`."""
        self._take(Sign.DASH)
        if (
            self._per is not None
            or (self._sign() is Sign.NUMBER and self._number()[0] != 1)
            or self._other_number
        ):
            raise UnclearTime
        words: list[Token] = []
        while token := self._take(Sign.WORD):
            words.append(token)
        if not 1 <= len(words) <= 3 or any(word.text.casefold() in _NO_PIECE for word in words):
            raise UnclearTime
        self._per = " ".join(word.text for word in words)
        if len(words) == 1 and (self._sign(), self._sign(1)) == (Sign.SLASH, Sign.WORD):
            self._at += 2
            self._per += f"/{self._row[self._at - 1].text}"


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
