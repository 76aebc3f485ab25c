"""Finds ways of one decision that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.ways import decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.ways import WrittenWay

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each way whose drawn words an earlier way of the same decision has."""
    for step, ways in decisions(sop):
        seen: dict[str, Pointer] = {}
        for way in ways:
            place = _place_of_words(way)
            first = seen.setdefault(way.words.casefold(), place)
            if way.words and first != place:
                yield Spot(place, (("number", str(step.number)), ("words", way.words)), related=(first,))


def _place_of_words(way: WrittenWay) -> Pointer:
    return (*way.place, "label" if way.label else "when")
