"""Finds titles that end with a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.identity import words_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_YEAR = re.compile(
    r"\s*[,(–-]?\s*(?:tahun\s+(?:anggaran\s+)?|ta\.?\s+)?((?:19|20)[0-9]{2})\s*[).]*$", re.IGNORECASE
)
_PART_OF_A_NUMBER = re.compile(r"[0-9/:–-]\s*$|(?<![a-z])(?:nomor|no\.?)\s+\S+$", re.IGNORECASE)
_NEAR = 3
"""In words: how far before the year the name of an event or a standard stands."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the title if it ends with a year that is not part of a name, such as that of a census."""
    tail = sop.title[-120:]
    found = _YEAR.search(tail)
    before = tail[: found.start()] if found else ""
    if found is None or not before.strip() or _PART_OF_A_NUMBER.search(before) or _is_name(before):
        return
    words = found.group().strip(" ,–-")
    details = (("year", words), ("key_title", "title"))
    is_first = sop.title.count(found.group()) == 1
    fix = (Reword(("title",), found.group(), ""),) if is_first and found.group().strip() else ()
    yield Spot(("title",), details, words=words if sop.title.count(words) == 1 else None, fix=fix)


def _is_name(before: str) -> bool:
    near = " ".join(re.findall(r"\w+", before.casefold())[-_NEAR:])
    return any(re.search(rf"(?<!\w){name}(?!\w)", near) for name in words_of("titles", "names_with_years"))
