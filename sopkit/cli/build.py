"""`sopkit build`: a folder of SOPs as drawings, pages and an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("folder", value="folder", required=True),
    Parameter("output_folder", ("-o", "--output"), value="folder", required=True),
)


def run(arguments: Namespace, console: Console) -> int:
    """Build the pages of a folder."""
    return ExitCode.NO_ERRORS
