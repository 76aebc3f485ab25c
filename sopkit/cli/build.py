"""`sopkit build`: a folder of SOPs as drawings, pages and an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.building import PARAMETERS as BUILDING
from sopkit.cli.building import build_pages, in_the_way, refuse_file, tell_faults
from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.progress import progress_bar, progress_lines

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.site import BuildResult

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("folder", value="folder", required=True),
    Parameter("output_folder", ("-o", "--output"), value="folder", required=True),
    Parameter("keep_going", ("--keep-going",)),
    Parameter("build_check", ("--check",)),
    *BUILDING,
    Parameter("quiet", ("--quiet",)),
)


def run(arguments: Namespace, console: Console) -> int:
    """Build the pages of a folder."""
    refuse_file(arguments.folder)
    output = Path(arguments.output_folder)
    bar = None if arguments.quiet else progress_bar(console)
    lines = None if arguments.quiet else progress_lines(console)
    result = build_pages(
        arguments,
        output,
        console,
        keep_going=arguments.keep_going,
        check=arguments.build_check,
        reading=bar,
        progress=bar or lines,
    )
    tell_faults(result, console)
    if not arguments.quiet and result.pages:
        console.write(_closing_line(result, output, arguments, console))
    return _exit_code(result, arguments)


def _exit_code(result: BuildResult, arguments: Namespace) -> ExitCode:
    if result.unread:
        return ExitCode.NO_INPUT
    is_other = arguments.build_check and bool(result.differences)
    return ExitCode.ERRORS_FOUND if result.has_errors or is_other else ExitCode.NO_ERRORS


def _closing_line(result: BuildResult, output: Path, arguments: Namespace, console: Console) -> str:
    """Say what there is now, or would be."""
    counts = in_the_way(result, console)
    if not result.files:
        return console.words("build-stopped", counts=counts)
    if arguments.build_check:
        return _differences(result, console)
    drawn = sum(page.name is not None for page in result.pages)
    anew = result.drawn
    word = "build-with-errors" if counts else "build-done" if anew == drawn else "build-done-some"
    return console.words(word, drawn=drawn, anew=anew, counts=counts, index=output / "index.html")


def _differences(result: BuildResult, console: Console) -> str:
    found = result.differences
    if not found:
        return console.words("build-current")
    kinds = (("new", found.new), ("changed", found.changed), ("gone", found.gone))
    lines = [console.words(f"build-{kind}", name=name) for kind, names in kinds for name in names]
    counts = {kind: len(names) for kind, names in kinds}
    return "\n".join([*lines, console.words("build-differs", **counts)])
