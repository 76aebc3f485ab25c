"""Finds SOPs of a folder that have the same title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.cells import is_dash
from sopkit.rules.linked import is_past, office_of
from sopkit.rules.spot import FolderSpot, Spot
from sopkit.rules.titles import bare_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield the title of each SOP that one of the same office before it in the folder has.

    Letter case, spaces and the word SOP in front do not count. An SOP that was replaced keeps its title.
    """
    first: dict[tuple[str, ...], int] = {}
    for position, sop in enumerate(library.sops):
        title = bare_title(sop.title)
        if is_past(sop) or not title or is_dash(title):
            continue
        other = first.setdefault((title, *office_of(sop)), position)
        if other != position:
            details = (
                ("title", sop.title),
                ("number", library.sops[other].number),
                ("file", library.files[other]),
                ("key_title", "title"),
            )
            yield FolderSpot(position, Spot(("title",), details), ((other, ("title",)),))
