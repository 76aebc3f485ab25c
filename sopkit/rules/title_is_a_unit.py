"""Finds titles that name a unit in place of an activity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.identity import shortened, words_of
from sopkit.rules.spot import Spot
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_ACTIVITY = re.compile(r"(?<!\w)(?:pe\w{3,}an|pe\w{3,}an\w?|me\w{4,})(?!\w)")
_MOST_WORDS = 8


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the title if it is a line of the letterhead, or begins as a unit does and names no activity."""
    title = bare_title(sop.title)
    lines = {bare_title(line) for line in sop.agency}
    if title and (title in lines or _is_unit(title)):
        yield Spot(("title",), (("title", shortened(sop.title)), ("key_title", "title")))


def _is_unit(title: str) -> bool:
    unit = next((unit for unit in words_of("titles", "units") if f"{title} ".startswith(f"{unit} ")), None)
    rest = title[len(unit) :].split() if unit else []
    if not rest or len(rest) > _MOST_WORDS or _ACTIVITY.search(" ".join(rest)):
        return False
    return not any(word in words_of("titles", "activities") for word in rest)
