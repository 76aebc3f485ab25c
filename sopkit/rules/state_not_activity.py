"""Finds activities that tell a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.openings import OpeningKind, openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that says how things stand: `Pekerjaan selesai`, `Terbitnya surat`."""
    for row, _, opening in openings(sop):
        if opening.kind is OpeningKind.STATE:
            at = ("steps", row, "activity")
            details = (("number", str(row + 1)), ("words", opening.words))
            yield Spot(at, details, words=opening.words)
