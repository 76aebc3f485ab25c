"""Finds addresses of web pages and mailboxes in activities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_ADDRESS = re.compile(
    r"\bhttps?://\S+|\bwww\.\S+|(?<![\w@.+-])[\w+-][\w.+-]{0,63}@[\w-]+\.[\w.-]+"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}(?:go\.id|ac\.id|co\.id|or\.id|sch\.id|com|org|net)\b(?:/\S*)?",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity with an address in it."""
    for row, step in activities(sop):
        found = _ADDRESS.search(step.activity)
        if found:
            words = found.group().rstrip(".,;)")
            details = (("number", str(row + 1)), ("words", words), ("key_note", "note"))
            yield Spot(("steps", row, "activity"), details, words=words)
