"""`sopkit draw`: the flowchart table of an SOP as a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ENGINE, ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, read_document, refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import reason_of

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["FORMS", "PARAMETERS", "run"]

FORMS = ("svg", "png", "pdf", "dot", "layout")
_BINARY = ("png", "pdf")
_ENDINGS = {".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot", ".json": "layout"}

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("output", ("-o", "--output"), value="file"),
    Parameter("picture_form", ("--format",), choices=FORMS),
    ENGINE,
)


def run(arguments: Namespace, console: Console) -> int:
    """Draw one SOP; to standard output unless a file is named."""
    output = None if arguments.output in (None, STANDARD_INPUT) else Path(arguments.output)
    form = _form(arguments.picture_form, output)
    if output is None and form in _BINARY and console.streams.stdout.isatty():
        raise UsageFault("binary-to-terminal", form=form)
    if output is not None:
        _refuse_bad_output(output, arguments.file)
    settings = settings_for(arguments.file)
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    from sopkit.chart import draw

    data = draw(document.sop, form, engine=arguments.engine or settings.engine)
    _deliver(data, output, console)
    return ExitCode.NO_ERRORS


def _form(asked: str | None, output: Path | None) -> str:
    """Return the form asked for, or the one that the output's ending means."""
    ending = output.suffix.lower() if output else ""
    meant = _ENDINGS.get(ending)
    if asked and meant and asked != meant:
        raise UsageFault("form-against-ending", form=asked, ending=ending, output=output)
    if output and not asked and not meant:
        endings = ", ".join(f"`{one}`" for one in _ENDINGS)
        raise UsageFault("unknown-ending", output=output, endings=endings)
    return asked or meant or "svg"


def _refuse_bad_output(output: Path, source: str) -> None:
    if os.path.isdir(output):
        raise UsageFault("output-is-folder", output=output, example=output / f"{Path(source).stem}.svg")
    if not os.path.isdir(output.parent):
        raise UsageFault("output-folder-missing", output=output, folder=output.parent)
    if source != STANDARD_INPUT and os.path.isfile(output) and _is_one_file(output, source):
        raise UsageFault("output-is-input", output=output)


def _is_one_file(output: Path, source: str) -> bool:
    try:
        return os.path.samefile(output, source)
    except OSError:
        return False


def _deliver(data: bytes, output: Path | None, console: Console) -> None:
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
