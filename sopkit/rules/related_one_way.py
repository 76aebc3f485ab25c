"""Finds SOPs that are named as related by one that they do not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield each related SOP of the folder that does not name this one."""
    names = library.names
    related = [{each for entry in sop.related for each in names.named(entry)} for sop in library.sops]
    for position, sop in enumerate(library.sops):
        for index, entry in enumerate(sop.related):
            named = names.named(entry)
            if len(named) != 1 or named[0] == position or position in related[named[0]]:
                continue
            other = named[0]
            details = (
                ("entry", entry),
                ("title", sop.title),
                ("file", library.files[other]),
                ("key_related", "related"),
            )
            yield FolderSpot(position, Spot(("related", index), details), ((other, ("related",)),))
