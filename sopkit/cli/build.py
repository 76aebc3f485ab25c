"""`sopkit build`: a folder of SOPs as drawings, pages and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ENGINE, ExitCode, Parameter
from sopkit.cli.inputs import NoSops, refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import reason_of
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
    if not result.pages:
        raise NoSops(source)
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
    return ExitCode.ERRORS_FOUND if refused else ExitCode.NO_ERRORS


def _refuse_bad_folders(source: Path, output: Path) -> None:
    if source.is_file():
        raise UsageFault("folder-is-file", folder=source)
    if output.is_file():
        raise UsageFault("output-is-file", output=output)
    if output.is_dir() and source.is_dir() and output.samefile(source):
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
        if output in (error.path, *error.path.parents):
            raise UsageFault(
                "unwritable", path=error.path, reason=reason_of(error, console, writing=True)
            ) from error
        raise
