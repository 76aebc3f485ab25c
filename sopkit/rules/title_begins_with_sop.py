"""Finds titles that begin with the word SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.spot import Spot
from sopkit.rules.titles import sop_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the title if it begins with words that only say that this is an SOP."""
    if words := sop_words(sop.title):
        details = (("words", words), ("key_title", "title"))
        activity = sop.title.partition(words)[2].lstrip(" :–-")
        fix = (Reword(("title",), "", activity[:1].upper() + activity[1:]),) if activity else ()
        yield Spot(("title",), details, words=words, fix=fix)
