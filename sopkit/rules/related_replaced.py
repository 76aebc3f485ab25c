"""Finds related SOPs that are no longer in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.linked import is_past
from sopkit.rules.spot import FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield each related SOP that was replaced or withdrawn, unless one in force has its name."""
    names = library.names
    for position, sop in enumerate(library.sops):
        if is_past(sop):
            continue
        for index, entry in enumerate(sop.related):
            named = names.named(entry)
            if named and all(is_past(library.sops[each]) for each in named):
                details = (("entry", entry), ("file", library.files[named[0]]), ("key_related", "related"))
                yield FolderSpot(position, Spot(("related", index), details), ((named[0], ("status",)),))
