"""`sopkit fmt`: every SOP in the same layout."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import files_of
from sopkit.cli.rewriting import Rewriting, refuse_company, rewriting, write_back

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("sop_paths", value="path", required=True, many=True),
    Parameter("only_check", ("--check",)),
    Parameter("show_diff", ("--diff",)),
)


def run(arguments: Namespace, console: Console) -> int:
    """Bring the files and folders given into the canonical layout, or say which are not in it."""
    from sopkit.source.formatting import format_text

    refuse_company(arguments.sop_paths)
    only_looks = arguments.only_check or arguments.show_diff
    code, counts = ExitCode.NO_ERRORS, {True: 0, False: 0}
    from_stream = False
    for file in files_of(arguments.sop_paths, console):
        one = ExitCode.NO_INPUT if file is None else rewriting(file, format_text, console)
        if isinstance(one, ExitCode):
            code = max(code, one)
            continue
        from_stream = one.path is None
        counts[one.changes] += 1
        if only_looks:
            _show(one, console, diff=arguments.show_diff)
            code = max(code, ExitCode.ERRORS_FOUND if one.changes else ExitCode.NO_ERRORS)
        elif (one.changes or from_stream) and not write_back(one, console):
            counts[True] -= 1
            code = max(code, ExitCode.WRONG_USE)
        elif one.changes and not from_stream:
            console.write(console.words("formatted", path=one.shown))
    if any(counts.values()) and not arguments.show_diff and (only_looks or not from_stream):
        summary = "check-formatting-done" if only_looks else "formatting-done"
        console.write(console.words(summary, changed=counts[True], tidy=counts[False]))
    return code


def _show(one: Rewriting, console: Console, *, diff: bool) -> None:
    """Write what would change in a file, or that something would."""
    if not one.changes:
        return
    if not diff:
        console.write(console.words("not-formatted", path=one.shown))
        return
    lines = list(
        difflib.unified_diff(_lines(one.before), _lines(one.after), one.shown, one.shown, lineterm="")
    )
    console.write("\n".join(lines) if lines else console.words("not-formatted", path=one.shown))


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").removesuffix("\n").split("\n")
