"""Texts of Waktu columns with what they state, read from the tables in tests/data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sopkit.model import Quantity, Span, TimeKind, TimeStandard, Unit

__all__ = ["Example", "examples"]

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Example:
    """One text and the time standard that it states."""

    text: str
    expected: TimeStandard


def examples() -> list[Example]:
    """Return the texts of real SOPs, then the odd ones."""
    real = [[row[0], *row[3:8], "", row[8]] for row in _rows("waktu.tsv", 9)]
    return [_example(*row) for row in real + _rows("waktu-lain.tsv", 8)]


def _rows(name: str, columns: int) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == columns for row in rows), name
    return rows


def _example(
    text: str, kind: str, low: str, high: str, per: str, plus: str, contradiction: str, suggestion: str
) -> Example:
    expected = TimeStandard(
        text,
        TimeKind(kind),
        _quantity(low),
        _quantity(high),
        per or None,
        tuple(_bounded(span, TimeKind(kind)) for span in _spans(plus)),
        suggestion or None,
        contradiction or None,
    )
    return Example(text, expected)


def _bounded(span: Span, kind: TimeKind) -> Span:
    """Return what a kind leaves of a span: an at-most has no minimum, an at-least no maximum."""
    return Span(
        None if kind is TimeKind.AT_MOST else span.minimum,
        None if kind is TimeKind.AT_LEAST else span.maximum,
    )


def _quantity(written: str) -> Quantity | None:
    if not written:
        return None
    value, unit = written.split(" ")
    return Quantity(Fraction(value), Unit(unit))


def _spans(written: str) -> tuple[Span, ...]:
    """Return spans written `2 hour..2 hour 30 minute..30 minute`."""
    words = written.replace("..", " ").split(" ") if written else []
    pairs = [f"{value} {unit}" for value, unit in zip(words[::2], words[1::2], strict=True)]
    return tuple(
        Span(_quantity(low), _quantity(high)) for low, high in zip(pairs[::2], pairs[1::2], strict=True)
    )
