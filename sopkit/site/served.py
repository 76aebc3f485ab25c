"""Which file of a folder a path of a request means, and none outside of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from sopkit.ordinary import ordinary_bytes

__all__ = ["file_of", "kind_of"]

_INDEX: Final = "index.html"
_MOST_BYTES: Final = 500_000_000
_STRANGE: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
"""What no name of our files holds, and what leads elsewhere on Windows: drives, streams, other slashes."""
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]) *\Z", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending."""
_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "yaml": "text/plain; charset=utf-8",
}


def file_of(folder: Path, path: str | None) -> tuple[str, bytes] | None:
    """Return the name and the content of the file that a path means; None where there is none.

    `path` begins with a slash and is decoded; a path that ends with one means the index of that folder.
    Hidden files, links that lead out of the folder and whatever is no ordinary file are not there.
    """
    if path is None or not path.startswith("/"):
        return None
    parts = (path[1:] + _INDEX if path.endswith("/") else path[1:]).split("/")
    if not all(_is_plain(part) for part in parts):
        return None
    base = Path(os.path.realpath(folder))
    try:
        place = Path(os.path.realpath(base.joinpath(*parts)))
        if not place.is_relative_to(base) or any(
            part.startswith(".") for part in place.relative_to(base).parts
        ):
            return None
        return place.name, ordinary_bytes(place, _MOST_BYTES)
    except (OSError, ValueError):
        return None


def kind_of(name: str) -> str:
    """Return the media type of a file by the ending of its name.

    >>> kind_of("sop/surat.form.pdf"), kind_of("berkas")
    ('application/pdf', 'application/octet-stream')
    """
    return _KINDS.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _is_plain(part: str) -> bool:
    """Return whether a part of a path is a name that means the same on every system."""
    return (
        bool(part)
        and not part.startswith(".")
        and not part.endswith((".", " "))
        and not _STRANGE.search(part)
        and not _DEVICE.match(part.split(".")[0])
    )
