"""The SOPs that a command is given: files, folders, standard input, and the settings beside them."""

from __future__ import annotations

import glob
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import SopkitError, UnreadableFile
from sopkit.settings import Settings, find_settings_file, load_settings
from sopkit.source.folder import sop_files as files_of_folder

if TYPE_CHECKING:
    from typing import TextIO

    from sopkit.cli.console import Console
    from sopkit.document import Document
    from sopkit.rules.policy import Policy

__all__ = [
    "STANDARD_INPUT",
    "NoSops",
    "read_document",
    "refuse_errors",
    "settings_file_for",
    "settings_for",
    "sop_files",
    "standard_input",
    "tell_undrawn",
]

STANDARD_INPUT = "-"
_UNDRAWN = "SOP316"
"""The finding of letters that the font of drawings lacks."""
_IN_THE_TABLE = ("actors", "form", "steps")
"""The keys of an SOP that hold the texts of the table; the others are those of the identity page."""


class NoSops(SopkitError):
    """A folder holds no file that could be an SOP."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(folder)


def sop_files(name: str) -> tuple[str | UnreadableFile, ...]:
    """Return the files that a name on the command line stands for, sorted by path.

    A folder stands for every `.yaml` and `.yml` file in it and below; names that begin with a dot are passed
    over, and so are links to folders. A pattern such as `*.yaml` stands for the files that match, for shells
    that leave this to us. Anything else stands for itself.

    For a folder below that cannot be opened, the reason stands in its place.

    Raises NoSops: the folder holds none. Raises UnreadableFile: it cannot be opened.
    """
    if name == STANDARD_INPUT or not os.path.isdir(name):
        return _matching(name)
    found = files_of_folder(Path(name))
    if not found:
        raise NoSops(Path(name))
    return tuple(one if isinstance(one, UnreadableFile) else str(one) for one in found)


def _matching(name: str) -> tuple[str | UnreadableFile, ...]:
    if os.path.exists(name) or not glob.has_magic(name):
        return (name,)
    found = sorted(glob.glob(name, recursive=True))
    return tuple(file for one in found for file in sop_files(one)) or (name,)


def settings_for(name: str | None) -> Settings:
    """Return the settings that hold for a file or folder, else for where we are. Raises InvalidSettings."""
    return load_settings(Path() if name is None or name == STANDARD_INPUT else Path(name))


def settings_file_for(name: str) -> Path | None:
    """Return the file of the settings that hold for a file, if there is one. Raises InvalidSettings."""
    return find_settings_file(Path() if name == STANDARD_INPUT else Path(name))


def read_document(name: str, console: Console, policy: Policy | None = None) -> Document:
    """Read one SOP with its findings; `-` is standard input.

    Which findings are told says `policy`; without it the settings beside or above the file do, and their
    baseline.

    Raises UnreadableFile, and without a policy InvalidSettings and InvalidBaseline.
    """
    from sopkit.document import read, read_file

    if policy is None:
        from sopkit.cli.policy import Policies

        return Policies().document(name, console)
    if name != STANDARD_INPUT:
        return read_file(Path(name), policy)
    return read(standard_input(console), console.words("standard-input"), policy)


def standard_input(console: Console) -> bytes:
    """Return the bytes of standard input. Raises UnreadableFile."""
    try:
        return _standard_input(console.streams.stdin)
    except OSError as error:
        shown = Path(console.words("standard-input"))
        raise UnreadableFile(shown, error.strerror or str(error)) from error


def _standard_input(stdin: TextIO) -> bytes:
    """Return what stands there, not more than is needed to see that it is too large."""
    from sopkit.source.text import MAX_BYTES

    buffer = getattr(stdin, "buffer", None)
    if buffer is None:
        return stdin.read(MAX_BYTES + 1).encode("utf-8")
    return bytes(buffer.read(MAX_BYTES + 1))


def refuse_errors(document: Document, console: Console) -> bool:
    """Write an SOP's findings to standard error if one is an error; say whether that was so."""
    from sopkit.report.text import render

    if not document.has_errors:
        return False
    console.write_error(render(document, console.language, colour=console.error_colour))
    return True


def tell_undrawn(document: Document, console: Console, *, table_only: bool = False) -> None:
    """Write to standard error which texts of an SOP have letters that a drawing leaves blank."""
    found = tuple(
        finding
        for finding in document.findings
        if finding.code == _UNDRAWN and (not table_only or finding.pointer[0] in _IN_THE_TABLE)
    )
    if found:
        from sopkit.report.text import render

        told = replace(document, findings=found)
        console.write_error(render(told, console.language, colour=console.error_colour))
