"""The logo of an SOP from the folder of its file, and nothing else from anywhere; the only door to Pillow."""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from sopkit.errors import LogoUnusable
from sopkit.lang import LANGUAGES, text
from sopkit.layout.cover import Logo
from sopkit.ordinary import ordinary_bytes

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["read_logo"]

_MOST_MEGABYTES: Final = 5
_MOST_MEGAPIXELS: Final = 25
_DAMAGED: Final = (OSError, SyntaxError, ValueError, EOFError, OverflowError, struct.error, zlib.error)
"""What Pillow raises for pictures that it cannot read."""
_PLAIN: Final = {"L", "LA", "RGB", "RGBA"}


def read_logo(logo: str, folder: Path | None) -> Logo:
    """Return the picture at a path that is relative to the folder of the SOP's file.

    Raises LogoUnusable: the path leads out of the folder, also by links; there is no PNG or JPEG picture; it
    is too large or damaged; no folder is given.
    """
    data = _bytes(_place(logo, folder), logo)
    try:
        with _opened(data, logo) as picture:
            if picture.width * picture.height > _MOST_MEGAPIXELS * 1_000_000:
                raise _unusable(logo, "too-large")
            return _logo(picture, data, logo)
    except _DAMAGED as error:
        raise _unusable(logo, "not-a-picture") from error


def _opened(data: bytes, logo: str) -> PngImageFile | JpegImageFile:
    """Open a picture by its first bytes, without `Image.open`, which warns of large ones by itself."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile(io.BytesIO(data))
    if data.startswith(b"\xff\xd8\xff"):
        return JpegImageFile(io.BytesIO(data))
    raise _unusable(logo, "not-a-picture")


def _place(logo: str, folder: Path | None) -> Path:
    """Return where the picture is, without links, within the folder."""
    if folder is None:
        raise _unusable(logo, "no-folder")
    names = PureWindowsPath(logo)  # both kinds of slash, so that an SOP draws the same everywhere
    if names.drive or names.root or PurePosixPath(logo).is_absolute() or ".." in names.parts:
        raise _unusable(logo, "outside")
    try:
        base = Path(os.path.realpath(folder))
        place = Path(os.path.realpath(base.joinpath(*names.parts)))
    except (OSError, ValueError) as error:
        raise _unusable(logo, "missing") from error
    if not place.is_relative_to(base):
        raise _unusable(logo, "outside")
    return place


def _bytes(place: Path, logo: str) -> bytes:
    """Return what is in an ordinary file; devices and pipes are not opened."""
    try:
        data = ordinary_bytes(place, _MOST_MEGABYTES * 1_000_000)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _unusable(logo, "missing") from error
    except OSError as error:
        is_none = error.errno in (errno.ESPIPE, errno.EISDIR)
        raise _unusable(logo, "not-a-file" if is_none else "unreadable") from error
    if len(data) > _MOST_MEGABYTES * 1_000_000:
        raise _unusable(logo, "too-large")
    return data


def _logo(picture: Image.Image, data: bytes, logo: str) -> Logo:
    """Return a picture as it is if its colours are of a plain kind, else as a PNG with such colours."""
    try:
        picture.load()
        if picture.mode not in _PLAIN or "transparency" in picture.info:
            data = _plain(picture)
    except _DAMAGED as error:
        raise _unusable(logo, "damaged") from error
    return Logo(data, picture.width, picture.height)


def _plain(picture: Image.Image) -> bytes:
    if picture.mode.startswith("I"):  # greys of 16 bits, which would be cut off at 255
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    out = io.BytesIO()
    mode = "RGBA" if "transparency" in picture.info or picture.mode in {"PA", "La", "RGBa"} else "RGB"
    picture.convert(mode).save(out, "PNG")
    return out.getvalue()


def _unusable(logo: str, reason: str) -> LogoUnusable:
    messages = tuple(
        (
            language,
            text(
                f"logo.{reason}",
                language,
                logo=logo,
                megabytes=_MOST_MEGABYTES,
                megapixels=_MOST_MEGAPIXELS,
            ),
        )
        for language in LANGUAGES
    )
    return LogoUnusable(logo, reason, messages)
