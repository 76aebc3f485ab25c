"""The file that a command writes: refused before any work if it cannot be meant, else written whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.inputs import STANDARD_INPUT
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import reason_of

if TYPE_CHECKING:
    from sopkit.cli.console import Console

__all__ = ["deliver", "named_output", "refuse_bad_output", "refuse_terminal"]


def named_output(name: str | None) -> Path | None:
    """Return the file that is named; None means standard output."""
    return None if name in (None, STANDARD_INPUT) else Path(name)


def refuse_terminal(form: str, console: Console) -> None:
    """Stop before a file that is not text is written to a terminal. Raises UsageFault."""
    if console.streams.stdout.isatty():
        raise UsageFault("binary-to-terminal", form=form)


def refuse_bad_output(output: Path, source: str, ending: str) -> None:
    """Stop before work for a file that cannot be written or is the SOP itself. Raises UsageFault.

    `ending` is that of the example that is shown.
    """
    if os.path.isdir(output):
        raise UsageFault("output-is-folder", output=output, example=output / f"{Path(source).stem}{ending}")
    if not os.path.isdir(output.parent):
        raise UsageFault("output-folder-missing", output=output, folder=output.parent)
    if source != STANDARD_INPUT and os.path.isfile(output) and _is_one_file(output, source):
        raise UsageFault("output-is-input", output=output)


def deliver(data: bytes, output: Path | None, console: Console) -> None:
    """Write a file whole, or nothing; None means standard output. Raises UsageFault."""
    if output is None:
        console.write_bytes(data)
        return
    from sopkit.chart.write import write_whole
    from sopkit.errors import UnreadableFile

    try:
        write_whole(output, data)
    except (UnreadableFile, OSError) as error:
        raise UsageFault("unwritable", path=output, reason=reason_of(error, console, writing=True)) from error
    if console.streams.stderr.isatty():
        console.write_error(console.words("written", path=output))


def _is_one_file(output: Path, source: str) -> bool:
    try:
        return os.path.samefile(output, source)
    except OSError:
        return False
