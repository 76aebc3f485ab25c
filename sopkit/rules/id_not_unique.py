"""Finds SOPs of a folder that have the same id."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.rules.linked import is_past
from sopkit.rules.spot import FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield the id of each SOP that gives itself one which an SOP before it in the folder has.

    An id that was only made of the file's name is no fault of its author.
    """
    first: dict[str, int] = {}
    for position, sop in enumerate(library.sops):
        other = first.setdefault(sop.id, position)
        if other == position or is_past(sop) or is_past(library.sops[other]):
            continue
        given = [each for each in (position, other) if not _is_of_the_file(library, each)]
        if given:
            at, elsewhere = given[0], other if given[0] == position else position
            details = (("id", sop.id), ("file", library.files[elsewhere]), ("key_id", "id"))
            yield FolderSpot(at, Spot(("id",), details), ((elsewhere, ("id",)),))


def _is_of_the_file(library: Library, position: int) -> bool:
    return library.sops[position].id.casefold() == Path(library.files[position]).stem.casefold()
