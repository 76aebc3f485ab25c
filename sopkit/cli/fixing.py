"""`sopkit check --fix` and `--diff`: what can be mended is mended in the files, or shown as it would be."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import files_of
from sopkit.cli.inputs import STANDARD_INPUT, standard_input
from sopkit.cli.parser import UsageFault
from sopkit.cli.policy import Policies, compared, read_choices
from sopkit.cli.problems import explain_error, reason_of
from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from sopkit.cli.console import Console
    from sopkit.findings import Finding
    from sopkit.lint.fix import Fixed

    Piece = tuple[str, bytes, Fixed]
    """A file's name, its bytes, and what becomes of it."""

__all__ = [
    "PARAMETERS",
    "Mended",
    "mend_files",
    "mend_standard_input",
    "refuse_mixed",
    "run_fixing",
    "show_changes",
]

PARAMETERS = (
    Parameter("fix", ("--fix",)),
    Parameter("unsafe", ("--unsafe",)),
    Parameter("diff", ("--diff",)),
)
"""What `sopkit check` takes to mend files."""

_LINE_BREAK = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class Mended:
    """What a run mended."""

    findings: int = 0
    files: int = 0
    failed: bool = False
    """Whether a file could not be written, or had been changed in the meantime."""


def refuse_mixed(arguments: Namespace) -> None:
    """Stop at options that do not go together. Raises UsageFault."""
    if arguments.unsafe and not (arguments.fix or arguments.diff):
        raise UsageFault("unsafe-alone")
    if (arguments.fix or arguments.diff) and arguments.watch:
        raise UsageFault("fix-while-watching")
    if arguments.diff and (arguments.form or arguments.findings_file):
        raise UsageFault("diff-in-no-form")
    if (arguments.fix or arguments.diff) and STANDARD_INPUT in arguments.paths and len(arguments.paths) > 1:
        raise UsageFault("fix-input-alone")


def run_fixing(arguments: Namespace, console: Console, check: Callable[[], int]) -> int:
    """Mend what is named, or show what would change; after mending, `check` tells what is left.

    Returns the exit code: after `check` its own, but 2 if a file could not be written.
    """
    policies = Policies(read_choices(arguments))
    if arguments.diff:
        return show_changes(arguments.paths, policies, console, unsafe=arguments.unsafe)
    if arguments.paths == (STANDARD_INPUT,):
        return mend_standard_input(policies, console, unsafe=arguments.unsafe)
    mended = mend_files(arguments.paths, policies, console, unsafe=arguments.unsafe)
    code = check()
    return ExitCode.WRONG_USE if mended.failed and code != ExitCode.NO_INPUT else code


def mend_files(names: tuple[str, ...], policies: Policies, console: Console, *, unsafe: bool) -> Mended:
    """Mend the files that names stand for, each written whole, and tell on standard error how many were.

    A file that nothing is mended in is not written; nor is one that was changed while it was looked at. What
    cannot be read is passed over: whoever reads the files next tells of it.
    """
    findings = files = 0
    failed = False
    for file, data, after in _fixed_together(names, policies, console, unsafe=unsafe):
        if after.data == data:
            continue
        if _write(file, data, after.data, console):
            findings += len(after.applied)
            files += 1
        else:
            failed = True
    if findings:
        in_files = (
            console.words("fixed-one-file") if files == 1 else console.words("fixed-files", count=files)
        )
        console.write_error(console.words("fixed", count=findings, files=in_files))
    return Mended(findings, files, failed)


def mend_standard_input(policies: Policies, console: Console, *, unsafe: bool) -> ExitCode:
    """Write what stands on standard input to standard output, mended; what is left goes to standard error."""
    from sopkit.report.text import render, summary

    for _, _, after in _fixed((STANDARD_INPUT,), policies, console, unsafe=unsafe):
        console.write_bytes(after.data)
        left = render(after.document, console.language, colour=console.error_colour)
        console.write_error(left + "\n" * bool(left) + summary([after.document], console.language))
        return ExitCode.ERRORS_FOUND if after.document.has_errors else ExitCode.NO_ERRORS
    return ExitCode.NO_INPUT


def show_changes(names: tuple[str, ...], policies: Policies, console: Console, *, unsafe: bool) -> ExitCode:
    """Write to standard output what would change, as a unified diff, and change nothing.

    Returns 1 if something would change, 3 if something cannot be read, else 0.
    """
    changed, read, findings = False, 0, 0
    wanted = tuple(files_of(names, None))
    for file, data, after in _fixed_together(names, policies, console, unsafe=unsafe, tell=True):
        read += 1
        if after.data != data:
            changed, findings = True, findings + len(after.applied)
            _show(_difference(file, data, after.data), console)
    if findings:
        options = "--fix --unsafe" if unsafe else "--fix"
        console.write_error(console.words("would-fix", count=findings, options=options))
    if read < len(wanted):
        return ExitCode.NO_INPUT
    return ExitCode.ERRORS_FOUND if changed else ExitCode.NO_ERRORS


def _fixed_together(
    names: tuple[str, ...], policies: Policies, console: Console, *, unsafe: bool, tell: bool = False
) -> list[Piece]:
    """Return each file with what becomes of it, also by what is found in a folder as a whole."""
    from sopkit.lint.fix import fixable, mended_further

    files = tuple(files_of(names, console if tell else None))
    pieces = list(_fixed(files, policies, console, unsafe=unsafe, tell=tell))
    found = _of_the_folder(pieces, names, policies, console)
    if not any(fixable(findings, unsafe=unsafe) for findings in found):
        return pieces
    further = [
        (file, data, mended_further(after, findings, policies.policy_for(file), unsafe=unsafe))
        for (file, data, after), findings in zip(pieces, found, strict=True)
    ]
    left = _of_the_folder(further, names, policies, console)
    return further if sum(map(len, left)) < sum(map(len, found)) else pieces


def _of_the_folder(
    pieces: list[Piece], names: tuple[str, ...], policies: Policies, console: Console
) -> list[tuple[Finding, ...]]:
    """Return for each file what is found only by looking at all of them together."""
    alone = [after.document for _, _, after in pieces]
    together = compared(alone, names, policies, console)
    return [
        tuple(finding for finding in each.findings if finding not in one.findings)
        for one, each in zip(alone, together, strict=True)
    ]


def _fixed(
    names: tuple[str | None, ...], policies: Policies, console: Console, *, unsafe: bool, tell: bool = False
) -> Iterator[Piece]:
    """Yield each file that can be read with its bytes and what becomes of them."""
    from sopkit.lint.fix import fixed
    from sopkit.source.text import file_bytes

    for name in names:
        if name is None:
            continue
        policy = policies.policy_for(name)
        if name == STANDARD_INPUT:
            shown = console.words("standard-input")
            try:
                data = standard_input(console)
            except UnreadableFile as error:
                console.complain(explain_error(error, console))
                return
            yield shown, data, fixed(data, shown, policy, unsafe=unsafe)
            continue
        try:
            data = file_bytes(name)
        except (OSError, ValueError) as error:
            if tell:
                console.complain(explain_error(_unreadable(name, error), console))
            continue
        yield name, data, fixed(data, name, policy, unsafe=unsafe)


def _unreadable(name: str, error: OSError | ValueError) -> UnreadableFile:
    unreadable = UnreadableFile(Path(name), getattr(error, "strerror", None) or str(error))
    unreadable.__cause__ = error
    return unreadable


def _write(file: str, data: bytes, new: bytes, console: Console) -> bool:
    """Write a mended file whole if it is still what was looked at; else say why not."""
    from sopkit.chart.write import write_whole
    from sopkit.source.text import file_bytes

    if not os.path.isfile(file):
        console.complain(console.words("fix-needs-file", path=file))
        return False
    try:
        if file_bytes(file) != data:
            console.complain(console.words("changed-meanwhile", path=file))
            return False
        write_whole(file, new)
    except (UnreadableFile, OSError, ValueError) as error:
        reason = reason_of(error, console, writing=True) if not isinstance(error, ValueError) else str(error)
        console.complain(console.words("unwritable", path=file, reason=reason))
        return False
    return True


def _show(lines: list[str], console: Console) -> None:
    """Write lines of a difference: to a terminal without their returns, else byte for byte."""
    if console.streams.stdout.isatty():
        console.write("\n".join(line.rstrip("\r\n") for line in lines))
    else:
        console.write_bytes("".join(lines).encode("utf-8", "surrogateescape"))


def _difference(file: str, data: bytes, new: bytes) -> list[str]:
    """Return the unified diff of two states of a file, each line with its own line break."""
    from sopkit.cli.console import harmless
    from sopkit.source.text import written

    old_text, new_text = (text.text if (text := written(each)) else "" for each in (data, new))
    name = harmless(file).replace("\n", "\\x0a").replace("\t", "\\x09")
    lines = difflib.unified_diff(_lines(old_text), _lines(new_text), name, name, n=2)
    told = []
    for line in lines:
        told.append(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n")
    return told


def _lines(text: str) -> list[str]:
    parts = _LINE_BREAK.split(text)
    lines = [line + line_break for line, line_break in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    return lines[:-1] if not lines[-1] else lines
