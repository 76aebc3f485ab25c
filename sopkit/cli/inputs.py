"""The SOPs that a command is given: files, folders, standard input, and the settings beside them."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import SopkitError, UnreadableFile
from sopkit.settings import Settings, load_settings

if TYPE_CHECKING:
    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["STANDARD_INPUT", "NoSops", "read_document", "refuse_errors", "settings_for", "sop_files"]

STANDARD_INPUT = "-"
_ENDINGS = (".yaml", ".yml")


class NoSops(SopkitError):
    """A folder holds no file that could be an SOP."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(folder)


def sop_files(name: str) -> tuple[str, ...]:
    """Return the files that a name on the command line stands for, sorted by path.

    A folder stands for every `.yaml` and `.yml` file in it and below; names that begin with a dot are passed
    over, and so are links to folders. A pattern such as `*.yaml` stands for the files that match, for shells
    that leave this to us. Anything else stands for itself.

    Raises NoSops: the folder holds none. Raises UnreadableFile: it, or one below it, cannot be opened.
    """
    if name == STANDARD_INPUT or not os.path.isdir(name):
        return _matching(name)
    found = []
    for folder, below, files in os.walk(name, onerror=_refuse_folder):
        below[:] = [one for one in below if not one.startswith(".")]
        found += [
            os.path.join(folder, one)
            for one in files
            if one.lower().endswith(_ENDINGS) and not one.startswith(".")
        ]
    if not found:
        raise NoSops(Path(name))
    return tuple(sorted(found, key=lambda path: Path(path).parts))


def _matching(name: str) -> tuple[str, ...]:
    if os.path.exists(name) or not glob.has_magic(name):
        return (name,)
    found = sorted(glob.glob(name, recursive=True))
    return tuple(file for one in found for file in sop_files(one)) or (name,)


def _refuse_folder(error: OSError) -> None:
    raise UnreadableFile(Path(error.filename), error.strerror or "") from error


def settings_for(name: str | None) -> Settings:
    """Return the settings that hold for a file or folder, else for where we are. Raises InvalidSettings."""
    return load_settings(Path.cwd() if name is None or name == STANDARD_INPUT else Path(name))


def read_document(name: str, console: Console, settings: Settings) -> Document:
    """Read one SOP with all its findings; `-` is standard input. Raises UnreadableFile."""
    from sopkit.document import read, read_file

    if name != STANDARD_INPUT:
        return read_file(Path(name), settings=settings)
    stdin = console.streams.stdin
    buffer = getattr(stdin, "buffer", None)
    data = buffer.read() if buffer is not None else stdin.read().encode("utf-8")
    return read(data, console.words("standard-input"), settings=settings)


def refuse_errors(document: Document, console: Console) -> bool:
    """Write an SOP's findings to standard error if one is an error; say whether that was so."""
    from sopkit.report.text import render

    if not document.has_errors:
        return False
    console.write_error(render(document, console.language, colour=console.error_colour))
    return True
