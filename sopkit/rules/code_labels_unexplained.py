"""Finds labels of one or two letters of which nobody says what they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.ways import decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_CODE = re.compile(r"[A-Za-z0-9]{1,2}")
_PLAIN = frozenset({"ya", "y", "t", "n", "no", "ok"})
"""Short labels that are words, or stand for yes and no."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each short label without a condition beside it, that neither the note nor the words explain."""
    for step, ways in decisions(sop):
        told = f"{step.note or ''} {step.activity} {step.question or ''}"
        for way in ways:
            label = (way.label or "").strip()
            if way.when or not _CODE.fullmatch(label) or label.casefold() in _PLAIN:
                continue
            if not re.search(rf"(?<!\w){re.escape(label)}(?!\w)", told):
                details = (
                    ("number", str(step.number)),
                    ("label", label),
                    ("key_when", "when"),
                    ("key_note", "note"),
                )
                yield Spot((*way.place, "label"), details)
