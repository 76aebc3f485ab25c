"""`sopkit time`: what an SOP takes, by step, by actor and for a round of each return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import read_document, refuse_errors, settings_for

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("file", value="file", required=True),
    Parameter("form", ("--format",), choices=("text", "json")),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the times of one SOP."""
    settings = settings_for(arguments.file)
    document = read_document(arguments.file, console, settings)
    if refuse_errors(document, console) or document.sop is None:
        return ExitCode.ERRORS_FOUND
    return ExitCode.NO_ERRORS
