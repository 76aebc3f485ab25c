"""Finds warnings that many SOPs of a folder have in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.cells import fold
from sopkit.rules.spot import FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.rules.library import Library
    from sopkit.rules.options import Options

__all__ = ["check_folder"]

_FEWEST = 3
"""SOPs; two that belong together may well have one warning."""
_LONG = 80
"""Characters; a shorter warning is soon the same by chance."""


def check_folder(library: Library, options: Options) -> Iterator[FolderSpot]:
    """Yield each long warning that at least three SOPs have, in each SOP but the first."""
    places: dict[str, dict[int, int]] = {}
    for position, sop in enumerate(library.sops):
        for index, warning in enumerate(sop.warnings):
            if len(warning) >= _LONG:
                places.setdefault(fold(warning), {}).setdefault(position, index)
    for found in places.values():
        if len(found) < _FEWEST:
            continue
        (first, at), *others = found.items()
        for position, index in others:
            details = (
                ("count", str(len(found))),
                ("file", library.files[first]),
                ("key_warnings", "warnings"),
            )
            spot = Spot(("warnings", index), details)
            yield FolderSpot(position, spot, ((first, ("warnings", at)),))
