"""`sopkit init`: settings, editor settings and CI for a folder of SOPs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.output import deliver
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import reason_of

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (
    Parameter("new_folder", value="folder"),
    Parameter("ci", ("--ci",), choices=("github", "gitlab", "none")),
    Parameter("keys", ("--keys",), choices=("id", "en")),
)


def run(arguments: Namespace, console: Console) -> int:
    """Write the files that are not there yet; those that are stay as they are, and are told."""
    from sopkit.scaffold.folder import folder_files

    folder = Path(arguments.new_folder or ".")
    if folder.exists() and not folder.is_dir():
        raise UsageFault("init-no-folder", folder=folder)
    for file in folder_files(arguments.keys or console.language, arguments.ci or "github"):
        target = folder / file.path
        if os.path.lexists(target):
            console.write(console.words("init-kept", file=target))
            continue
        _make_folder(target.parent, console)
        deliver(file.text.encode("utf-8"), target, console)
        console.write(console.words("init-written", file=target))
    _make_folder(folder / "sop", console)
    console.write(console.words("init-next", file=folder / "sop" / "surat-masuk.yaml"))
    return ExitCode.NO_ERRORS


def _make_folder(folder: Path, console: Console) -> None:
    """Make a folder and those above it. Raises UsageFault."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = reason_of(error, console, writing=True)
        raise UsageFault("unwritable", path=folder, reason=reason) from error
