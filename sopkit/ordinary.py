"""The bytes of ordinary files: devices and pipes, which may never end, are not opened."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ordinary_bytes"]

_HOW: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Without waiting, should a pipe take the place of the file in the meantime."""


def ordinary_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file, links followed; of a larger one than `most`, one byte more.

    Raises OSError: it cannot be read, or is none: EISDIR for a folder, ESPIPE for a pipe or a device.
    """
    try:
        _refuse_others(os.stat(path), path)
        number = os.open(path, _HOW)
    except ValueError as error:  # a name that no system takes
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    with open(number, "rb") as file:
        _refuse_others(os.fstat(number), path)
        return file.read(most + 1)


def _refuse_others(found: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ESPIPE, "it is a pipe or a device, and a file is needed here", str(path))
