"""`sopkit build`: a folder of SOPs as drawings, pages and an index."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ENGINE, ExitCode, Parameter
from sopkit.cli.inputs import NoSops, refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error, reason_of
from sopkit.cli.progress import progress_bar
from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.site import BuildResult

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("folder", value="folder", required=True),
    Parameter("output_folder", ("-o", "--output"), value="folder", required=True),
    ENGINE,
)


def run(arguments: Namespace, console: Console) -> int:
    """Build the pages of a folder."""
    source, output = Path(arguments.folder), Path(arguments.output_folder)
    _refuse_bad_folders(source, output)
    result = _build(source, output, arguments.engine, console)
    for error in result.unread:
        console.complain(explain_error(error, console))
    if result.pages:
        _tell(result, output, console)
    elif not result.unread:
        raise NoSops(source)
    if result.unread:
        return ExitCode.NO_INPUT
    return ExitCode.ERRORS_FOUND if result.has_errors else ExitCode.NO_ERRORS


def _tell(result: BuildResult, output: Path, console: Console) -> None:
    """Write the findings that kept SOPs from being drawn, and what there is now."""
    for document in result.documents:
        refuse_errors(document, console)
    refused = sum(document.has_errors for document in result.documents)
    console.write(
        console.words(
            "build-with-errors" if refused else "build-done",
            drawn=len(result.pages) - refused,
            refused=refused,
            index=output / "index.html",
        )
    )


def _refuse_bad_folders(source: Path, output: Path) -> None:
    if os.path.isfile(source):
        raise UsageFault("folder-is-file", folder=source)
    if os.path.lexists(output) and not os.path.isdir(output):
        raise UsageFault("output-is-file", output=output)
    if os.path.isdir(output) and os.path.isdir(source) and output.samefile(source):
        raise UsageFault("output-is-source", output=output)


def _build(source: Path, output: Path, engine: str | None, console: Console) -> BuildResult:
    from sopkit.site import build  # here, because it brings everything along

    try:
        return build(
            source,
            output,
            language=console.language,
            engine=engine,
            settings=settings_for(str(source)),
            progress=progress_bar(console),
        )
    except UnreadableFile as error:
        if error.path != source and output in (error.path, *error.path.parents):
            raise UsageFault(
                "unwritable", path=error.path, reason=reason_of(error, console, writing=True)
            ) from error
        raise
