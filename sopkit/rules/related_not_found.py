"""Finds related SOPs that the folder has under a slightly other name, or has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.linked import is_past
from sopkit.rules.misspelt import Titles
from sopkit.rules.spot import FolderSpot, Spot
from sopkit.rules.titles import sop_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){2,}")
"""Words in small letters that only hyphens part are the id of an SOP; nobody writes a title so."""


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield each related SOP that is not found, where it was plainly meant to be.

    That is the misspelt title of an SOP of the folder, or an id; and in a folder that is said to hold all
    SOPs also whatever begins with the word SOP.
    """
    names = library.names
    titles = Titles(sop.title for sop in library.sops)
    for position, sop in enumerate(library.sops):
        for index, entry in enumerate(sop.related):
            if is_past(sop) or names.named(entry):
                continue
            meant = titles.meant_by(entry)
            if (
                meant is None
                and not _ID.fullmatch(entry)
                and not (options.complete_library and sop_words(entry))
            ):
                continue
            details = (("entry", entry), ("key_related", "related"))
            if meant is None:
                yield FolderSpot(position, Spot(("related", index), details))
                continue
            other = library.sops[meant]
            fix = (Reword(("related", index), "", _with_sop(entry, other.title)),)
            spot = Spot(("related", index), details, suggestion=other.title, fix=fix)
            yield FolderSpot(position, spot, ((meant, ("title",)),))


def _with_sop(entry: str, title: str) -> str:
    """Return a title with the word for SOP in front, where the entry has one and the title has not."""
    return title if sop_words(title) else f"{sop_words(entry)} {title}".strip()
