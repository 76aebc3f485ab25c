"""`sopkit translate`: the keys of an SOP in the other language."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import files_of
from sopkit.cli.inputs import STANDARD_INPUT
from sopkit.cli.output import deliver, named_output, refuse_bad_output
from sopkit.cli.parser import UsageFault
from sopkit.cli.rewriting import Rewriting, refuse_company, rewriting, write_back

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("sop_paths", value="path", required=True, many=True),
    Parameter("to", ("--to",), choices=("id", "en"), required=True),
    Parameter("translation", ("-o", "--output"), value="file"),
    Parameter("write", ("--write",)),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write an SOP with its keys in a language: to standard output, to a file, or in place of itself."""
    from sopkit.source.writer import translate

    names = arguments.sop_paths
    refuse_company(names)
    output = named_output(arguments.translation)
    _refuse_both_or_neither(names, output, write=arguments.write)
    files = tuple(files_of(names, console))
    if len(files) > 1 and not arguments.write:
        raise UsageFault("several-translations")
    change = partial(translate, to=arguments.to)
    code, changed = ExitCode.NO_ERRORS, 0
    for file in files:
        one = ExitCode.NO_INPUT if file is None else rewriting(file, change, console)
        if isinstance(one, ExitCode):
            code = max(code, one)
        elif not arguments.write:
            deliver(one.data, output, console)
        elif one.changes:
            done = _written(one, console)
            changed += done
            code = max(code, ExitCode.NO_ERRORS if done else ExitCode.WRONG_USE)
    if arguments.write and files and files != (None,):
        console.write(console.words("translating-done", changed=changed, count=len(files)))
    return code


def _refuse_both_or_neither(names: tuple[str, ...], output: Path | None, *, write: bool) -> None:
    """Stop where it is not clear where the result goes. Raises UsageFault."""
    if write and STANDARD_INPUT in names:
        raise UsageFault("standard-input-alone")
    if write and output is not None:
        raise UsageFault("output-and-write")
    if not write and (len(names) > 1 or os.path.isdir(names[0])):
        raise UsageFault("several-translations")
    if output is not None:
        if os.path.isfile(output) and os.path.exists(names[0]) and os.path.samefile(output, names[0]):
            raise UsageFault("translation-is-input", output=output)
        refuse_bad_output(output, names[0], ".yaml")


def _written(one: Rewriting, console: Console) -> bool:
    if not write_back(one, console):
        return False
    console.write(console.words("translated", path=one.shown))
    return True
