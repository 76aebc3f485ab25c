"""The SOPs that a command is given: files, folders, standard input, and the settings beside them."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import SopkitError
from sopkit.settings import Settings, load_settings
from sopkit.source.folder import sop_files as files_of_folder

if TYPE_CHECKING:
    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["STANDARD_INPUT", "NoSops", "read_document", "refuse_errors", "settings_for", "sop_files"]

STANDARD_INPUT = "-"


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
    found = files_of_folder(Path(name))
    if not found:
        raise NoSops(Path(name))
    return tuple(str(path) for path in found)


def _matching(name: str) -> tuple[str, ...]:
    if os.path.exists(name) or not glob.has_magic(name):
        return (name,)
    found = sorted(glob.glob(name, recursive=True))
    return tuple(file for one in found for file in sop_files(one)) or (name,)


def settings_for(name: str | None) -> Settings:
    """Return the settings that hold for a file or folder, else for where we are. Raises InvalidSettings."""
    return load_settings(Path.cwd() if name is None or name == STANDARD_INPUT else Path(name))


def read_document(name: str, console: Console) -> Document:
    """Read one SOP with all its findings; `-` is standard input. Raises UnreadableFile."""
    from sopkit.document import read, read_file

    if name != STANDARD_INPUT:
        return read_file(Path(name))
    stdin = console.streams.stdin
    buffer = getattr(stdin, "buffer", None)
    data = buffer.read() if buffer is not None else stdin.read().encode("utf-8")
    return read(data, console.words("standard-input"))


def refuse_errors(document: Document, console: Console) -> bool:
    """Write an SOP's findings to standard error if one is an error; say whether that was so."""
    from sopkit.report.text import render

    if not document.has_errors:
        return False
    console.write_error(render(document, console.language, colour=console.error_colour))
    return True
