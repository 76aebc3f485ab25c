"""Finds numbers that do not look as the office's numbers do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]

_ANY = {"#": r"[0-9]", "?": r"[^\W\d_]", "*": r".*"}


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield the number if the office has set a pattern and it does not fit; spaces count as written."""
    pattern = options.number_pattern
    if pattern and sop.number and not _fits(sop.number, pattern):
        yield Spot(("number",), (("number", sop.number), ("pattern", pattern), ("key_number", "number")))


def _fits(number: str, pattern: str) -> bool:
    """Whether a number fits a pattern; each piece between two `*` is looked for from the left."""
    pieces = [_piece(piece) for piece in pattern.strip().split("*")]
    if len(pieces) == 1:
        return pieces[0].fullmatch(number) is not None
    place = pieces[0].match(number)
    start = place.end() if place else len(number) + 1
    for piece in pieces[1:-1]:
        found = piece.search(number, start) if start <= len(number) else None
        start = found.end() if found else len(number) + 1
    length = len(pattern.strip().rpartition("*")[2])
    return len(number) - length >= start and pieces[-1].fullmatch(number, len(number) - length) is not None


def _piece(piece: str) -> re.Pattern[str]:
    """The expression of a piece without `*`, in which every sign stands for one character."""
    return re.compile("".join(_ANY.get(sign, re.escape(sign)) for sign in piece), re.IGNORECASE)
