"""Finds what `sopkit new` has marked to be filled in: `<isi nomor SOP>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_MARK = re.compile(r"<(?:isi|fill in)\b[^<>]{0,200}>", re.IGNORECASE)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each text that still holds a mark."""
    for pointer, text in texts_of(sop):
        found = _MARK.search(text)
        if found:
            yield Spot(pointer, (("found", found.group()),), words=found.group())
