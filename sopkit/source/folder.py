"""The SOPs of a folder, in a fixed order."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BUILT", "sop_files"]

BUILT = ".sopkit"
"""The folder that a catalogue has beside its pages; the SOPs in it are copies."""
_ENDINGS = frozenset({".yaml", ".yml"})


def sop_files(folder: Path) -> tuple[Path | UnreadableFile, ...]:
    """Return every `.yaml` and `.yml` file in a folder and below it, by path.

    Names that begin with a dot are passed over, and so are links to folders, pipes, devices, and catalogues
    that were built into a folder below. A link that leads nowhere is returned, so that reading it tells. For
    a folder below that cannot be opened, the reason stands in its place.

    Raises UnreadableFile: the folder itself cannot be opened.
    """
    found: dict[Path, Path | UnreadableFile] = {}
    waiting = [folder]
    while waiting:
        opened = waiting.pop()
        try:
            entries = _entries(opened)
        except UnreadableFile as error:
            if opened is folder:
                raise
            found[opened] = error
            continue
        for entry in entries:
            path = opened / entry.name
            if _is_folder(entry):
                if not os.path.isdir(path / BUILT):
                    waiting.append(path)
            elif path.suffix.lower() in _ENDINGS and _may_be_read(path):
                found[path] = path
    return tuple(found[path] for path in sorted(found, key=lambda path: path.parts))


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        raise UnreadableFile(folder, error.strerror or str(error)) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _may_be_read(path: Path) -> bool:
    """Whether this is a file, or something that only an attempt to read it tells about."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True
