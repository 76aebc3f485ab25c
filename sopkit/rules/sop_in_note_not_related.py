"""Finds SOPs that a note names and the list of related SOPs does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Insert
from sopkit.rules.cells import is_dash
from sopkit.rules.spot import Spot
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NAMED = re.compile(r"\bSOP(?: AP)?:? (?=[A-Z0-9])[^;,.()\n]+")
"""The word and a name that begins with a capital letter: `SOP terkait` and `sesuai SOP ini` name none."""
_ALIKE = 0.6
"""Which share of the words of one name the other must have to count as the same SOP."""
_WORD = re.compile(r"[^\W_]{3,}")


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each note with the name of an SOP that resembles no related one, once for each name.

    SOPs in one note are parted by punctuation. Names need not be equal: notes shorten and join them.
    """
    listed = [_words(entry) for entry in (*sop.related, sop.title)]
    told: set[str] = set()
    for row, step in enumerate(sop.steps):
        for found in _NAMED.findall(step.note or ""):
            name = found.strip()
            words = _words(name)
            known = any(_resemble(words, other) for other in listed)
            if not words or known or bare_title(name) in told:
                continue
            told.add(bare_title(name))
            details = (("number", str(row + 1)), ("sop", name), ("key_related", "related"))
            fix = () if any(map(is_dash, sop.related)) else (Insert(("related",), "", name),)
            yield Spot(("steps", row, "note"), details, words=name, fix=fix)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(bare_title(name)))


def _resemble(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))
