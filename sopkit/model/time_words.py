"""Time standards in words, in either language, so that they read back as themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.model.time_standard import LARGER_FIRST, Quantity, Span, TimeKind, TimeStandard, Unit

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["format_number", "format_quantity", "format_time"]

_SLASH = "\N{FRACTION SLASH}"
_UNMEASURED = {TimeKind.OPEN_ENDED, TimeKind.UNREADABLE}
_WORDED = {TimeKind.AT_MOST, TimeKind.AT_LEAST, TimeKind.ABOUT}


def format_time(standard: TimeStandard, language: str) -> str:
    """Return a time standard in the plain words of a language; `parse_time` reads them back as the same.

    Open-ended and unreadable ones have no other words than their author's.

    >>> from sopkit.model.time_parser import parse_time
    >>> format_time(parse_time("maks. 1,5 jam"), "en")
    'at most 1.5 hours'
    """
    if standard.kind in _UNMEASURED:
        return standard.text
    words = _spans(standard, language)
    if standard.contradiction is not None:
        words += f" ({standard.contradiction})"
    if standard.kind in _WORDED:
        words = text(f"time.{standard.kind.value}", language, time=words)
    if standard.per is not None:
        words = text("time.per", language, time=words, piece=standard.per)
    return words


def format_quantity(quantity: Quantity, language: str) -> str:
    """Return a number of units, `1,5 jam` or `1.5 hours`."""
    value = quantity.value
    if quantity.unit is Unit.CALENDAR_HOUR and (value / 24).denominator == 1 and value:
        return text("time.times-24-hours", language, number=format_number(value / 24, language))
    name = quantity.unit.value if value == 1 else f"{quantity.unit.value}s"
    return f"{format_number(value, language)} {text(f'time.{name}', language)}"


def format_number(value: Fraction, language: str) -> str:
    """Return a number of at least 0, exact: `1,5`, `0,25`, and `1 1⁄3` where decimals run on."""
    if value.denominator == 1:
        return str(value.numerator)
    if 10 % value.denominator == 0 or value.denominator == 4:
        decimals = f"{float(value - value // 1):.2f}"[2:].rstrip("0")
        return f"{value // 1}{text('time.decimal-mark', language)}{decimals}"
    whole, rest = divmod(value, 1)
    fraction = f"{rest.numerator}{_SLASH}{rest.denominator}"
    return f"{whole} {fraction}" if whole else fraction


def _spans(standard: TimeStandard, language: str) -> str:
    spans = standard.spans
    ranged = standard.kind is TimeKind.RANGE
    first_is_range = ranged and not any(_is_open(span) for span in spans)
    parts = [
        _span(span, language, is_range=_is_open(span) or (first_is_range and index == 0))
        for index, span in enumerate(spans)
    ]
    words = parts[0]
    for index, part in enumerate(parts[1:], 1):
        follows = not ranged and _may_follow(spans[index], spans[index - 1])
        words += f" {part}" if follows else f" + {part}"
    return words


def _may_follow(span: Span, before: Span) -> bool:
    """Whether a part reads back without a plus: its unit is the smaller one."""
    lower, upper = span.maximum or span.minimum, before.maximum or before.minimum
    if lower is None or upper is None:
        return False
    return LARGER_FIRST.index(lower.unit) > LARGER_FIRST.index(upper.unit)


def _is_open(span: Span) -> bool:
    return span.minimum is not None and span.maximum is not None and span.minimum != span.maximum


def _span(span: Span, language: str, *, is_range: bool) -> str:
    lower, upper = span.minimum or span.maximum, span.maximum or span.minimum
    if lower is None or upper is None:
        return ""
    if not is_range:
        return format_quantity(lower, language)
    if lower.unit is not upper.unit or Unit.CALENDAR_HOUR is lower.unit:
        return f"{format_quantity(lower, language)} - {format_quantity(upper, language)}"
    return f"{format_number(lower.value, language)} - {format_quantity(upper, language)}"
