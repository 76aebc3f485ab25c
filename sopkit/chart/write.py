"""Output files, whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

from sopkit.errors import UnreadableFile

__all__ = ["write_whole"]


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename it; an older file stays until then.

    A link is followed, and what it leads to is replaced. An older file hands its mode bits on. A device or a
    pipe cannot be replaced: it is written into.

    Raises UnreadableFile if the place cannot be written to, or holds a file that the user may not write to.
    """
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "wb") as special:
                special.write(data)
            return
        if mode is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        _replace(Path(os.path.realpath(path)), data, mode)
    except OSError as error:
        raise UnreadableFile(Path(path), error.strerror or str(error)) from error


def _mode(path: str | os.PathLike[str]) -> int | None:
    """Return what stands at a place, links followed; None if nothing does."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    beside = target.with_name(f".{target.name[:40]}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        beside.unlink(missing_ok=True)  # so that nothing laid there beforehand is written through
        with beside.open("xb") as part:
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            part.write(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
