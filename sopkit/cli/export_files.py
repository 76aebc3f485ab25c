"""Several files written whole: all of them or none."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.cli.console import Console

__all__ = ["write_all"]


def write_all(files: Mapping[Path, bytes], console: Console) -> None:
    """Write files of one folder, which is made if it is not there; older files of these names are replaced.

    All are written under temporary names first. An older file hands its mode bits on, a link is replaced.

    Raises UsageFault: one of them cannot be written. None is changed then.
    """
    folder = next(iter(files)).parent
    place = folder
    staged: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=".sopkit-", dir=folder))
        for place, data in files.items():
            _stage(staged / place.name, place, data)
        for place in files:
            (staged / place.name).replace(place)
    except OSError as error:
        raise UsageFault("unwritable", path=place, reason=reason_of(error, console, writing=True)) from error
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def _stage(beside: Path, target: Path, data: bytes) -> None:
    """Write a file for a place, with what stands there refused if it is no file that may be written to."""
    if target.exists():
        mode = target.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        beside.touch()
        beside.chmod(stat.S_IMODE(mode) | stat.S_IWUSR)
    beside.write_bytes(data)
