"""Finds SOPs of a folder that have the same number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.linked import is_numbered, is_past, office_of, plain_number
from sopkit.rules.spot import FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield the number of each SOP that one of the same office before it has, however it is spaced.

    An SOP that was replaced or withdrawn keeps its number, and a draft may wait for its own.
    """
    first: dict[tuple[str, ...], int] = {}
    for position, sop in enumerate(library.sops):
        if is_past(sop) or not is_numbered(sop):
            continue
        other = first.setdefault((plain_number(sop.number), *office_of(sop)), position)
        if other != position:
            details = (
                ("number", sop.number),
                ("title", library.sops[other].title),
                ("file", library.files[other]),
                ("key_number", "number"),
            )
            yield FolderSpot(position, Spot(("number",), details), ((other, ("number",)),))
