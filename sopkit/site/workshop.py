"""The folder beside a catalogue in which one build at a time makes the next one."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from sopkit.site.refusals import refused, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["OLD", "scratch", "workshop"]

OLD: Final = "old"
"""Where the former catalogue waits, in the folder of the work, while the new one takes its place."""
_LOCK: Final = "lock"
_RUN: Final = "run-"
_BUSY: Final = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_MOST_TRIES: Final = 100


@contextmanager
def workshop(site: Path) -> Iterator[Path]:
    """Give a build a folder of its own beside the catalogue, on the same file system; nothing of it is left.

    What builds left that were killed is put right first: a catalogue that waited to be replaced is there
    again.

    Raises SiteRefused: another build is at work. Raises UnwritableFile: the place cannot be written to.
    """
    folder = site.with_name(f".{site.name}.sopkit")
    made = _make_parents(site.parent)
    try:
        with _locked(folder, site):
            _recover(folder, site)
            run = folder / f"{_RUN}{os.getpid()}-{threading.get_ident()}"
            with writing(run):
                run.mkdir()
            try:
                yield run
            finally:
                _clear(folder, site)
    finally:
        for parent in reversed(made):
            _without_fault(parent.rmdir)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a build that puts nothing in place a folder of its own, away from the catalogue."""
    with tempfile.TemporaryDirectory(prefix="sopkit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _make_parents(parent: Path) -> list[Path]:
    """Make the folders above a catalogue; return those that were not there, from above."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()][::-1]
    made: list[Path] = []
    with writing(parent):
        for folder in missing:
            folder.mkdir(exist_ok=True)
            made.append(folder)
    return made


@contextmanager
def _locked(folder: Path, site: Path) -> Iterator[None]:
    """Hold the lock of a site. Raises SiteRefused: another build does."""
    file = _lock(folder, site)
    try:
        yield
    finally:
        _unlock(file, folder)


def _lock(folder: Path, site: Path) -> IO[bytes]:
    """Return the open file of the lock; the one who had it before may be about to take it away."""
    for _ in range(_MOST_TRIES):
        file = _opened(folder)
        if file is None:
            continue
        if not _take(file):
            file.close()
            break
        if _is_same(file, folder / _LOCK):
            return file
        file.close()
    raise refused("busy", site)


def _opened(folder: Path) -> IO[bytes] | None:
    """Return the open file of the lock; None where its folder is taken away at this moment."""
    with writing(folder):
        if os.path.lexists(folder) and (folder.is_symlink() or folder.is_file()):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        try:
            folder.mkdir(exist_ok=True)
            return (folder / _LOCK).open("ab")
        except (FileNotFoundError, FileExistsError):
            return None


def _unlock(file: IO[bytes], folder: Path) -> None:
    """Take the lock away while it is held; where an open file cannot be deleted, after that."""
    if os.name == "nt":
        file.close()
    _without_fault((folder / _LOCK).unlink)
    _without_fault(folder.rmdir)
    file.close()


def _take(file: IO[bytes]) -> bool:
    """Say whether the file is locked for us now; true too where a file system has no locks."""
    try:
        if os.name == "nt":
            import msvcrt  # the module of that system alone

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # the module of the other systems

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY
    return True


def _is_same(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _recover(folder: Path, site: Path) -> None:
    """Put back a catalogue whose successor never came, and take away what killed builds left."""
    if not os.path.lexists(site) and (folder / OLD).is_dir():
        with writing(site):
            (folder / OLD).rename(site)
    _clear(folder, site)


def _clear(folder: Path, site: Path) -> None:
    """Take away what builds make in the folder; the former catalogue only if there is one in its place."""
    for path in _entries(folder):
        if path.name.startswith(_RUN) or (path.name == OLD and os.path.lexists(site)):
            shutil.rmtree(path, ignore_errors=True)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _without_fault(act: Callable[[], object]) -> None:
    with suppress(OSError):
        act()
