"""`sopkit check`: every finding of every SOP."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import documents_of
from sopkit.cli.findings import FORMS, Checked, form_of, write_findings
from sopkit.cli.fixing import PARAMETERS as FIXING
from sopkit.cli.fixing import refuse_mixed, run_fixing
from sopkit.cli.output import named_output, refuse_bad_output
from sopkit.cli.policy import PARAMETERS as POLICY
from sopkit.cli.policy import Policies, compared, read_choices, told_documents
from sopkit.findings import Severity

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

_SEVERITIES = tuple(Severity)

PARAMETERS = (
    Parameter("paths", value="path", required=True, many=True),
    Parameter("form", ("--format",), choices=FORMS),
    Parameter("findings_file", ("-o", "--output"), value="file"),
    Parameter("min_severity", ("--min-severity",), choices=_SEVERITIES),
    Parameter("error_on", ("--error-on",), choices=_SEVERITIES),
    Parameter("watch", ("--watch",)),
    *POLICY,
    *FIXING,
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the findings of the files and folders given, once or after every change."""
    refuse_mixed(arguments)
    output = named_output(arguments.findings_file)
    if output is not None:
        for path in arguments.paths:
            refuse_bad_output(output, path, ".txt")
    if arguments.fix or arguments.diff:
        return run_fixing(arguments, console, partial(_check, arguments, output, console))
    if not arguments.watch:
        return _check(arguments, output, console)
    from sopkit.cli.watch import watch

    check = partial(_check, arguments, output, console)
    return watch(arguments.paths, check, console, time.sleep, read_choices(arguments).files)


def _check(arguments: Namespace, output: Path | None, console: Console) -> int:
    checked = _checked(arguments, console)
    if output is not None:
        for document in checked.documents:
            refuse_bad_output(output, document.file, ".txt")
    write_findings(checked, form_of(arguments.form, output), output, console)
    if checked.unread:
        return ExitCode.NO_INPUT
    return ExitCode.ERRORS_FOUND if checked.has_faults else ExitCode.NO_ERRORS


def _checked(arguments: Namespace, console: Console) -> Checked:
    """Read and check all that was named; what cannot be read is told on standard error."""
    policies = Policies(read_choices(arguments))
    read = tuple(documents_of(arguments.paths, console, policies=policies))
    found = compared([one for one in read if one is not None], arguments.paths, policies, console)
    return Checked(
        documents=told_documents(found, arguments.paths, policies, console),
        unread=None in read,
        least=Severity(arguments.min_severity or Severity.HINT),
        error_on=Severity(arguments.error_on or Severity.ERROR),
    )
