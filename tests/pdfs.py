"""Questions to ask of a PDF."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pages_of", "points_of", "text_boxes", "texts_of"]


def pages_of(drawn: bytes) -> list[str]:
    """Return the drawing operations of each page, in order."""
    found = re.findall(rb"/ASCII85Decode[^>]*>>\s*stream\r?\n(.*?)~>", drawn, re.DOTALL)
    streams = [zlib.decompress(a85decode(stream.strip())) for stream in found]
    return [stream.decode("latin-1") for stream in streams if b" Tf " in stream]


def points_of(page: str) -> set[tuple[float, float]]:
    """Return every point to which a line leads on a page, y running up."""
    return {(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) [ml]\b", page)}


def texts_of(drawn: bytes) -> list[str]:
    """Return the text of each page as a reader finds it, without line breaks."""
    return [" ".join(text.get_text_range().split()) for text, _ in _texts(drawn)]


def text_boxes(drawn: bytes) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    """Return the words of each page with their left, top, right and bottom in points, y running down."""
    pages = []
    for text, height in _texts(drawn):
        found = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top)
            found.append((words, (left, height - top, right, height - bottom)))
        pages.append(found)
    return pages


def _texts(drawn: bytes) -> Iterator[tuple[Any, float]]:
    """Yield the text of each page, and the height of the page."""
    with pypdfium2.PdfDocument(drawn) as document:
        for page in document:
            yield page.get_textpage(), page.get_height()
