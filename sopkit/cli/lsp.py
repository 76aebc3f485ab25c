"""`sopkit lsp`: the language server, which an editor starts and speaks to over standard input and output."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.language import locale_language, system_locale

if TYPE_CHECKING:
    from argparse import Namespace

    from sopkit.cli.console import Console

__all__ = ["PARAMETERS", "run"]

PARAMETERS = (Parameter("stdio", ("--stdio",)),)
"""Many editors add `--stdio`; there is no other way to speak to the server."""
_LIBRARIES = frozenset({"attrs", "attr", "cattrs", "lsprotocol", "pygls"})


def run(arguments: Namespace, console: Console) -> int:
    """Answer the editor until it ends the conversation. Raises ExtraMissing: pygls is not installed."""
    try:
        from sopkit.lsp.features import serve  # the optional extra `lsp`
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        from sopkit.lsp.words import extra_missing

        raise extra_missing() from error
    streams = console.streams
    if streams.stdin.isatty():
        console.write_error(console.words("lsp-waits"))
    fallback = locale_language(console.environment, system_locale(sys.platform))
    stdin, stdout = (getattr(stream, "buffer", None) for stream in (streams.stdin, streams.stdout))
    if stdin is None or stdout is None:  # streams of text alone: nobody can speak to a server over them
        return ExitCode.NO_INPUT
    serve(arguments.lang, fallback, date.today(), stdin, stdout)
    return ExitCode.NO_ERRORS
