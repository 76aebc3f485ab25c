"""Finds several SOPs in one item of the related ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Insert, Reword
from sopkit.rules.identity import items_of, shortened
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_BETWEEN = re.compile(
    r"\s*(?:;|,(?:\s*(?:dan|serta))?|&|\s(?:dan|serta|and))\s*(?:\d{1,2}[.)]\s*)?(?=SOP(?:[ -]?AP)?\s+\S)"
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each related item in which a second `SOP` follows a comma, a semicolon or an `and`."""
    for index, item in items_of(sop, "related"):
        if not re.match(r"\s*(?:\d{1,2}[.)]\s*)?SOP\b", item):
            continue
        parts = [part for part in _BETWEEN.split(item[:1000]) if part.strip()]
        if len(parts) > 1:
            details = (("item", shortened(item)), ("count", str(len(parts))), ("second", parts[1].strip()))
            yield Spot(("related", index), details, words=parts[1].strip(), fix=_fix(item, index, parts))


def _fix(item: str, index: int, parts: list[str]) -> tuple[Reword | Insert, ...]:
    """Keep the first, and put the others at the end of the list."""
    if len(item) > 1000:
        return ()
    first = Reword(("related", index), item[len(parts[0]) :], "")
    return (first, *(Insert(("related",), "", part.strip()) for part in parts[1:]))
