"""Which SOPs of a library the entries of a list of related SOPs name."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from sopkit.model import Status
from sopkit.rules.cells import fold
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.rules.library import Comparable

__all__ = ["Listed", "Named", "Names", "is_numbered", "is_past", "office_of", "plain_number"]

_DASHES = re.compile(r"[‐-―−]")
_LEFT_OPEN = re.compile(r"\.\.|…|__|xx", re.IGNORECASE)
_ADDED = re.compile(r"\s*(?:\(|\b(?:nomor|no\.|number)\s).*", re.IGNORECASE)
"""What some write behind a title: its number, or an abbreviation in brackets."""


class Named(Protocol):
    """What has the names of an SOP: an SOP itself, or a summary of one."""

    @property
    def number(self) -> str:
        """The Nomor SOP."""

    @property
    def title(self) -> str:
        """The Nama SOP."""

    @property
    def id(self) -> str:
        """The short id."""


class Listed(Protocol):
    """What has SOPs, such as a library."""

    @property
    def sops(self) -> Sequence[Named]:
        """The SOPs, in their order."""


def plain_number(number: str) -> str:
    """Return a Nomor SOP to compare: without spaces and letter case, and with one kind of dash.

    >>> plain_number("SOP – 01 / 2026") == plain_number("sop-01/2026")
    True
    """
    return "".join(_DASHES.sub("-", number).casefold().split())


def is_numbered(sop: Named) -> bool:
    """Whether an SOP has a number of its own; one such as `-` or `.../SOP/2026` is still to be given."""
    return any(letter.isdigit() for letter in sop.number) and not _LEFT_OPEN.search(sop.number)


def is_past(sop: Comparable) -> bool:
    """Whether an SOP was replaced or withdrawn."""
    return sop.status in {Status.REPLACED, Status.WITHDRAWN}


def office_of(sop: Comparable) -> tuple[str, ...]:
    """Return the office that gives numbers and names, to compare: the letterhead without its lower lines.

    It is the second line, as the ministry's or region's own office; the bureaus of a secretariat of a region,
    which stand in the third one, have their own.
    """
    return _office(sop.agency)


@lru_cache(maxsize=1024)
def _office(agency: tuple[str, ...]) -> tuple[str, ...]:
    lines = tuple(map(fold, agency))
    return lines[:3] if any(line.startswith("sekretariat") for line in lines[:2]) else lines[:2]


class Names:
    """The SOPs of a library by their titles, numbers and ids."""

    def __init__(self, library: Listed) -> None:
        self._positions: dict[str, list[int]] = defaultdict(list)
        for position, sop in enumerate(library.sops):
            for name in dict.fromkeys(_names(sop)):
                self._positions[name].append(position)

    def named(self, entry: str) -> tuple[int, ...]:
        """Return the positions of the SOPs that an entry names; more than one where they share a name."""
        for name in (bare_title(entry), plain_number(entry), bare_title(_ADDED.sub("", entry))):
            if name in self._positions:
                return tuple(self._positions[name])
        return ()


def _names(sop: Named) -> Iterator[str]:
    title = bare_title(sop.title)
    if title:
        yield title
    if is_numbered(sop):
        yield plain_number(sop.number)
        yield bare_title(sop.number)
    if sop.id:
        yield sop.id.casefold()
