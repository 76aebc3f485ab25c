"""The SOPs of a folder, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["sop_files"]

_ENDINGS = frozenset({".yaml", ".yml"})


def sop_files(folder: Path) -> tuple[Path, ...]:
    """Return every `.yaml` and `.yml` file in a folder and below it, by path.

    Names that begin with a dot are passed over, and so are links to folders.

    Raises UnreadableFile: the folder, or one below it, cannot be opened.
    """
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        for entry in _entries(waiting.pop()):
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and not entry.is_symlink():
                waiting.append(entry)
            elif entry.suffix.lower() in _ENDINGS:
                found.append(entry)
    return tuple(sorted(found, key=lambda path: path.parts))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise UnreadableFile(folder, error.strerror or str(error)) from error
