"""Which files of a catalogue are as they were written, without reading them: those behind its seal.

The seal is the moment at which the memory of a catalogue was touched last, after every file was in its place.
A file that changed later says so in its time of change, which the system keeps and nobody can set back; only
such a file is read again. A copied or unpacked catalogue has other times and no seal: all its files are read.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sopkit.site.cache import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["is_sealed", "is_untouched", "moment_of", "put_seal", "sealed"]

_SECOND_NS: Final = 1_000_000_000
_MARK_NS: Final = 352_012_000
"""The part of a second that marks a memory as sealed: no copy has it by chance."""
_LONGEST_NS: Final = 2 * _SECOND_NS
"""Between the moment of the seal and the time of change of the memory."""


def put_seal(site: Path) -> None:
    """Seal a catalogue. Its files must be in their places, and what else led to them must be gone."""
    if _are_told():
        memory = site / CACHE
        with suppress(OSError):
            os.utime(memory)  # by the clock of the file system, which may be another one than ours
            moment = memory.lstat().st_mtime_ns // _SECOND_NS * _SECOND_NS + _MARK_NS
            os.utime(memory, ns=(moment, moment))


def is_sealed(site: Path) -> bool:
    """Return whether a catalogue has a seal."""
    return _moment_of_seal(site) is not None


def sealed(site: Path, names: Iterable[str]) -> frozenset[str]:
    """Return which files, by their paths in a catalogue, have not changed since it was sealed."""
    moment = _moment_of_seal(site)
    if moment is None:
        return frozenset()
    folder = str(site)
    return frozenset(name for name in names if _changed_ns(f"{folder}/{name}") < moment)


def is_untouched(site: Path, names: Iterable[str], since_ns: int) -> bool:
    """Return whether no file changed since a moment of the file system."""
    folder = str(site)
    return _are_told() and all(_changed_ns(f"{folder}/{name}") < since_ns for name in names)


def moment_of(path: Path) -> int:
    """Return when a file or folder changed last, in nanoseconds of its own file system."""
    return path.lstat().st_ctime_ns


def _are_told() -> bool:
    """Return whether the system tells times of change; Windows tells when a file was made instead."""
    return os.name != "nt"


def _moment_of_seal(site: Path) -> int | None:
    if not _are_told():
        return None
    try:
        found = (site / CACHE).lstat()
    except OSError:
        return None
    is_marked = found.st_mtime_ns % _SECOND_NS == _MARK_NS
    if is_marked and abs(found.st_ctime_ns - found.st_mtime_ns) <= _LONGEST_NS:
        return found.st_ctime_ns
    return None


def _changed_ns(path: str) -> float:
    """Return when an ordinary file changed last; never of what is none."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return float("inf")
    return found.st_ctime_ns if stat.S_ISREG(found.st_mode) else float("inf")
