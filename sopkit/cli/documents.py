"""The SOPs that several names on a command line stand for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sopkit.cli.inputs import STANDARD_INPUT, NoSops, read_document, sop_files
from sopkit.cli.policy import Policies
from sopkit.cli.problems import explain_error
from sopkit.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["documents_of", "files_of"]


def documents_of(
    names: tuple[str, ...], console: Console, *, but: str | None = None, policies: Policies | None = None
) -> Iterator[Document | None]:
    """Yield each SOP of files and folders once, and None after a word about it where it cannot be read.

    `but` is a file that is no SOP and left out. `policies` choose the findings, and leave those in that a
    baseline holds; without them the settings beside or above each file choose, baseline included.
    """
    of_settings = Policies()
    for file in files_of(names, console, but=but):
        yield None if file is None else _document(file, console, policies, of_settings)


def files_of(
    names: tuple[str, ...], console: Console | None, *, but: str | None = None
) -> Iterator[str | None]:
    """Yield each file that names stand for once, and None after a word about it where there is none.

    `but` is a file that is no SOP and left out. Without a console nothing is said.
    """
    seen = set() if but is None else {_place(but)}
    for name in names:
        for found in _found(name):
            if not isinstance(found, str):
                if console is not None:
                    console.complain(explain_error(found, console))
                yield None
            elif (place := _place(found)) not in seen:
                seen.add(place)
                yield found


def _found(name: str) -> tuple[str | NoSops | UnreadableFile, ...]:
    """Return the files that a name stands for, and what is to be told of it."""
    try:
        return sop_files(name)
    except (NoSops, UnreadableFile) as error:
        return (error,)


def _place(file: str) -> str:
    """Return what two names of one file have in common."""
    return file if file == STANDARD_INPUT else os.path.realpath(file)


def _document(
    file: str, console: Console, policies: Policies | None, of_settings: Policies
) -> Document | None:
    try:
        if policies is None:
            return of_settings.document(file, console)
        return read_document(file, console, policies.policy_for(file))
    except UnreadableFile as error:
        console.complain(explain_error(error, console))
        return None
