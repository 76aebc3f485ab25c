"""What commands have in common that write SOPs anew: reading, refusing, writing in place."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode
from sopkit.cli.inputs import STANDARD_INPUT, standard_input
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error, reason_of
from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["Rewriting", "refuse_company", "rewriting", "write_back"]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A file before and after."""

    shown: str
    """How the file is called in messages."""
    before: str
    after: str
    data: bytes
    """What `after` is as bytes, in the encoding of the file."""
    path: Path | None
    """The file to write to; None for standard input and for what is no file that can be replaced."""

    @property
    def changes(self) -> bool:
        """Whether anything is other than before."""
        return self.before != self.after


def refuse_company(names: tuple[str, ...]) -> None:
    """Stop where standard input is one of several names. Raises UsageFault."""
    if STANDARD_INPUT in names and len(names) > 1:
        raise UsageFault("standard-input-alone")


def rewriting(file: str, change: Callable[[str], str], console: Console) -> Rewriting | ExitCode:
    """Return a file with its text changed; if it cannot be, say why and return the exit code for that.

    A file with errors in its text, keys or values is left alone, and its errors are told.
    """
    from sopkit.document import read
    from sopkit.source.formatting import hindrances
    from sopkit.source.text import written

    shown = console.words("standard-input") if file == STANDARD_INPUT else file
    try:
        data = _bytes_of(file, shown, console)
    except UnreadableFile as error:
        console.complain(explain_error(error, console))
        return ExitCode.NO_INPUT
    document = read(data, shown)
    found = hindrances(document.findings)
    source = written(data)
    if found or source is None:
        _tell(replace(document, findings=found), console)
        console.complain(console.words("hindered", path=shown))
        return ExitCode.ERRORS_FOUND
    after = change(source.text)
    path = Path(file) if file != STANDARD_INPUT and os.path.isfile(file) else None
    return Rewriting(shown, source.text, after, source.data(after), path)


def write_back(one: Rewriting, console: Console) -> bool:
    """Write a file in place, whole or not at all; say whether that was possible, and else why not."""
    from sopkit.chart.write import write_whole

    if one.path is None:
        console.write_bytes(one.data)
        return True
    try:
        write_whole(one.path, one.data)
    except (UnreadableFile, OSError) as error:
        reason = reason_of(error, console, writing=True)
        console.complain(console.words("unwritable", path=one.shown, reason=reason))
        return False
    return True


def _bytes_of(file: str, shown: str, console: Console) -> bytes:
    """Return the bytes of a file or of standard input. Raises UnreadableFile."""
    from sopkit.source.text import file_bytes

    if file == STANDARD_INPUT:
        return standard_input(console)
    try:
        return file_bytes(file)
    except (OSError, ValueError) as error:
        raise UnreadableFile(Path(shown), getattr(error, "strerror", None) or str(error)) from error


def _tell(document: Document, console: Console) -> None:
    from sopkit.report.text import render

    console.write_error(render(document, console.language, colour=console.error_colour))
