"""Finds ranges of time that begin with their larger side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.plausible import exceeds
from sopkit.rules.spot import Spot
from sopkit.rules.times import placed_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Change, Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop, Span

__all__ = ["check"]

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_SIDES = re.compile(rf"{_NUMBER}(\s*[-–—]\s*){_NUMBER}(\s+\D+)")


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each time standard with a range from more to less, whatever its units mean."""
    for place, time in placed_times(sop):
        if any(_is_upside_down(span) for span in time.spans):
            yield Spot(place, (("text", time.text),), fix=_fix(place, time.text))


def _fix(place: Pointer, text: str) -> tuple[Change, ...]:
    """Return how the sides of a range change places, where both stand in front of its unit."""
    found = _SIDES.fullmatch(text)
    return (Reword(place, "", f"{found[3]}{found[2]}{found[1]}{found[4]}"),) if found else ()


def _is_upside_down(span: Span) -> bool:
    low, high = span.minimum, span.maximum
    return low is not None and high is not None and exceeds({low.unit: low.value}, {high.unit: high.value})
