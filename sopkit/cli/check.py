"""`sopkit check`: every finding of every SOP."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import STANDARD_INPUT, NoSops, read_document, sop_files
from sopkit.cli.problems import explain_error
from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("paths", value="path", required=True, many=True),
    Parameter("form", ("--format",), choices=("text", "json")),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the findings of the files and folders given."""
    documents: list[Document] = []
    unread = False
    for document in _documents(arguments.paths, console):
        if document is None:
            unread = True
        else:
            documents.append(document)
    if arguments.form == "json":
        _write_json(documents, console)
    else:
        _write_text(documents, console)
    if unread:
        return ExitCode.NO_INPUT
    return ExitCode.ERRORS_FOUND if any(one.has_errors for one in documents) else ExitCode.NO_ERRORS


def _documents(names: tuple[str, ...], console: Console) -> Iterator[Document | None]:
    """Yield each SOP once, and None, after a word about it, for each that cannot be read."""
    seen = set()
    for name in names:
        for found in _found(name):
            if not isinstance(found, str):
                console.complain(explain_error(found, console))
                yield None
            elif (place := _place(found)) not in seen:
                seen.add(place)
                yield _document(found, console)


def _found(name: str) -> tuple[str | NoSops | UnreadableFile, ...]:
    """Return the files that a name stands for, and what is to be told of it."""
    try:
        return sop_files(name)
    except (NoSops, UnreadableFile) as error:
        return (error,)


def _place(file: str) -> str:
    """Return what two names of one file have in common."""
    return file if file == STANDARD_INPUT else os.path.realpath(file)


def _document(file: str, console: Console) -> Document | None:
    try:
        return read_document(file, console)
    except UnreadableFile as error:
        console.complain(explain_error(error, console))
        return None


def _write_json(documents: list[Document], console: Console) -> None:
    from sopkit.report.json import as_json

    console.write_json(as_json(documents, console.language))


def _write_text(documents: list[Document], console: Console) -> None:
    from sopkit.report.text import render, summary

    blocks = [render(document, console.language, colour=console.colour) for document in documents]
    if documents:
        blocks.append(summary(documents, console.language))
    console.write("\n".join(block for block in blocks if block))
