"""Questions to ask of a PDF."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

__all__ = ["pages_of", "points_of"]


def pages_of(drawn: bytes) -> list[str]:
    """Return the drawing operations of each page, in order."""
    found = re.findall(rb"/ASCII85Decode[^>]*>>\s*stream\r?\n(.*?)~>", drawn, re.DOTALL)
    streams = [zlib.decompress(a85decode(stream.strip())) for stream in found]
    return [stream.decode("latin-1") for stream in streams if b" Tf " in stream]


def points_of(page: str) -> set[tuple[float, float]]:
    """Return every point to which a line leads on a page, y running up."""
    return {(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) [ml]\b", page)}
