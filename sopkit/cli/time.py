"""`sopkit time`: what an SOP takes, by step, by actor and for a round of each return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import read_document, refuse_errors, settings_for

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console
    from sopkit.flow.timing import Timing
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("form", ("--format",), choices=("text", "json")),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the times of one SOP."""
    settings = settings_for(arguments.file)
    document = read_document(arguments.file, console)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    times = _timing(document.sop, settings)
    if arguments.form == "json":
        _write_json(document.sop, times, console)
    else:
        from sopkit.report.times import text

        console.write(text(times, console.language))
    return ExitCode.NO_ERRORS


def _timing(sop: Sop, settings: Settings) -> Timing:
    from sopkit.flow.timing import timing

    return timing(sop, hours_per_working_day=settings.hours_per_working_day, plain_day=settings.plain_day)


def _write_json(sop: Sop, times: Timing, console: Console) -> None:
    import json

    from sopkit.report.times import as_json

    console.write_json(json.dumps(as_json(sop, times), ensure_ascii=False, indent=2) + "\n")
