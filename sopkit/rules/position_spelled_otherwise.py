"""Finds positions that the SOPs of a folder write in several ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.linked import office_of
from sopkit.rules.spot import FolderSpot, Spot
from sopkit.rules.whole_titles import whole_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import ComparableActor, Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield each actor whose title is written otherwise than in most SOPs of the same office.

    Titles are the same position where they differ only in letter case, spaces, dots and usual abbreviations.
    Of two ways that are as frequent, the one that comes first counts as the usual one.
    """
    spellings: dict[tuple[str, ...], dict[str, list[tuple[int, ComparableActor]]]] = {}
    for position, sop in enumerate(library.sops):
        office = office_of(sop)
        for actor in sop.actors:
            ways = spellings.setdefault((whole_title(actor.title), *office), {})
            ways.setdefault(actor.title, []).append((position, actor))
    for ways in spellings.values():
        usual = max(ways, key=lambda title: len(ways[title]))
        elsewhere, same = ways[usual][0]
        for title, places in ways.items():
            for position, actor in places if title != usual else ():
                place = ("actors", actor.id, "title")
                details = (("title", title), ("usual", usual), ("file", library.files[elsewhere]))
                fix = (Reword(place, title, usual),)
                spot = Spot(place, details, suggestion=usual, words=title, fix=fix)
                yield FolderSpot(position, spot, ((elsewhere, ("actors", same.id, "title")),))
