"""Finds activities that begin with a noun in place of a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.wordings.openings import OpeningKind, capitalised_as, openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_JOINED = re.compile(r"(?:,|\b(?:dan|serta|&))\s+pe\w{3,}an\b", re.IGNORECASE)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that begins with a noun such as `Penerimaan`, in which nothing happens.

    Where another noun is joined to it, as in `Penerimaan dan pencatatan surat`, one verb alone would not do.
    """
    for row, step, opening in openings(sop):
        if opening.kind is OpeningKind.NOUN:
            at = ("steps", row, "activity")
            details = (("number", str(row + 1)), ("words", opening.words))
            better = capitalised_as(opening.better, opening.old or opening.words) if opening.better else None
            mendable = better and opening.old and not _JOINED.search(step.activity)
            fix = (Reword(at, opening.old, better),) if mendable and better else ()
            yield Spot(at, details, suggestion=better, words=opening.words, fix=fix)
