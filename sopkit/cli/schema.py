"""`sopkit schema`: the JSON Schemas, those that editors complete and check SOPs with and that of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.parser import UsageFault
from sopkit.resources import schema_file

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("keys", ("--keys",), choices=("en", "id")),
    Parameter("findings", ("--findings",)),
)

_FILES = {"en": "sop.schema.json", "id": "sop.id.schema.json"}


def run(arguments: Namespace, console: Console) -> int:
    """Write the schema of one vocabulary, the English one unless asked otherwise, or that of findings."""
    if arguments.findings and arguments.keys:
        raise UsageFault("keys-without-sops")
    if arguments.findings:
        console.write_bytes(schema_file("findings.schema.json").read_bytes())
        return ExitCode.NO_ERRORS
    console.write_bytes(schema_file(_FILES[arguments.keys or "en"]).read_bytes())
    return ExitCode.NO_ERRORS
