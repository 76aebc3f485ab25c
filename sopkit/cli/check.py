"""`sopkit check`: every finding of every SOP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.documents import documents_of

if TYPE_CHECKING:
    from argparse import Namespace

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
    for document in documents_of(arguments.paths, console):
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


def _write_json(documents: list[Document], console: Console) -> None:
    from sopkit.report.json import as_json

    console.write_json(as_json(documents, console.language))


def _write_text(documents: list[Document], console: Console) -> None:
    from sopkit.report.text import render, summary

    blocks = [render(document, console.language, colour=console.colour) for document in documents]
    if documents:
        blocks.append(summary(documents, console.language))
    console.write("\n".join(block for block in blocks if block))
