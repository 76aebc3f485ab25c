"""A catalogue put in its place as a whole: at any moment there is the old one or the new one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.site.cache import FOLDER
from sopkit.site.refusals import refused, writing
from sopkit.site.workshop import OLD

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

__all__ = ["add_foreign", "assemble", "files_in_our_folders", "foreign_files", "put_in_place"]

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
"""Source: renameat2(2) of Linux, `linux/fs.h`."""
_FOLLOWS: Final = os.link not in os.supports_follow_symlinks
"""Links are shared as links, but where the system knows no such choice."""
_OWN_FOLDERS: Final = ("actors", "laws", "logos", "sop")


def files_in_our_folders(site: Path) -> tuple[str, ...]:
    """Return the paths of the files in the folders of a catalogue that nobody else writes into."""
    return tuple(name for folder in _OWN_FOLDERS if (site / folder).is_dir() for name in _below(site, folder))


def _below(site: Path, folder: str) -> list[str]:
    return [path.relative_to(site).as_posix() for path in (site / folder).rglob("*") if path.is_file()]


def foreign_files(site: Path, known: Container[str]) -> Iterator[str]:
    """Yield the paths of what is in a catalogue and not ours: files, links, and folders with nothing in them.

    `known` are the paths of our files.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(site / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        if folder and not entries:
            yield folder
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if path == FOLDER:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif path not in known:
                yield path


def assemble(stage: Path, sources: Mapping[str, str], made: Path, began_ns: int) -> bool:
    """Fill a new folder with files by their paths; return whether they are those that were looked at.

    Those below `made` that are needed once are moved, the others shared; what cannot be shared is copied. The
    answer is no where a file of the former catalogue changed after `began_ns`, a time of change on its file
    system.

    Raises UnwritableFile: the disk is full, for example.
    """
    uses = Counter(sources.values())
    top, own = str(stage), os.path.join(str(made), "")
    are_same = True
    with writing(stage):
        stage.mkdir()
        for folder in sorted({os.path.dirname(path) for path in sources} - {""}):
            (stage / folder).mkdir(parents=True, exist_ok=True)
        for path, source in sources.items():
            target = f"{top}/{path}"
            if source.startswith(own) and uses[source] == 1:
                os.rename(source, target)
                continue
            if not source.startswith(own) and os.lstat(source).st_ctime_ns >= began_ns:
                are_same = False
            _share(source, target)
    return are_same


def add_foreign(stage: Path, site: Path, names: Iterable[str]) -> None:
    """Give the new catalogue what others put into the old one. Raises SiteRefused: a name is taken by now."""
    for name in names:
        target, source = stage / name, site / name
        if os.path.lexists(target) and not (target.is_dir() and source.is_dir()):
            raise refused("foreign", source)
        with writing(target):
            _make_folders(stage, site, name)
            if source.is_symlink():
                target.symlink_to(source.readlink())
            elif source.is_dir():
                target.mkdir(exist_ok=True)
            else:
                _share(str(source), str(target))


def put_in_place(stage: Path, site: Path, work: Path, known: Container[str]) -> None:
    """Let a catalogue take the place of the one that is there, if there is one, and its mode bits.

    `work` is the folder of the work beside the site; `known` are our files in the old one. What others put
    into the old one in the last moment is moved into the new one, and the old one is taken away.

    Raises SiteRefused: the place cannot be exchanged. Raises UnwritableFile.
    """
    if not os.path.lexists(site):
        with writing(site):
            stage.rename(site)
        return
    with suppress(OSError):
        stage.chmod(stat.S_IMODE(site.stat().st_mode))
    try:
        old = _exchange(stage, site, work)
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.EXDEV):
            raise refused("not-exchanged", site) from error
        with writing(site):
            raise
    with suppress(OSError):
        _carry(old, site, known)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(stage: Path, site: Path, work: Path) -> Path:
    """Exchange two folders at once where the system can, else one after the other.

    Returns where the old one is. Between two renamings there is no catalogue in the place; a build that is
    killed then leaves the old one where the next build finds it.
    """
    if _exchanged_at_once(stage, site):
        return stage
    old = work / OLD
    site.rename(old)
    try:
        stage.rename(site)
    except OSError:
        old.rename(site)
        raise
    return old


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE))
    return bool(done == 0)


def _carry(old: Path, site: Path, known: Container[str]) -> None:
    """Move into the new catalogue what came into the old one while it was being replaced."""
    for name in foreign_files(old, known):
        if not os.path.lexists(site / name):
            _make_folders(site, old, name)
            (old / name).rename(site / name)


def _make_folders(stage: Path, site: Path, name: str) -> None:
    """Make the folders above a file of others, with the mode bits that they had."""
    for folder in reversed(Path(name).parents[:-1]):
        if not (stage / folder).is_dir():
            (stage / folder).mkdir()
            shutil.copymode(site / folder, stage / folder)


def _share(source: str, target: str) -> None:
    """Give a file a second place without a second content; where that cannot be, copy it."""
    try:
        os.link(source, target, follow_symlinks=_FOLLOWS)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)
