"""The edge of the process: its streams, its interruptions and what is left when something breaks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from sopkit.cli.console import Streams, prepared
from sopkit.cli.main import main
from sopkit.lang import LANGUAGES, text

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["run_guarded"]

_SOFTWARE_FAULT = 70
"""Source: sysexits.h, EX_SOFTWARE."""
_INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""
_PIPE_CLOSED = 141
"""128 and the number of SIGPIPE, as shells have it."""


def run_guarded() -> int:
    """Follow this process's command line and return its exit code, whatever happens."""
    streams = prepared(_own_streams(), os.environ)
    try:
        code = main(sys.argv[1:], streams, os.environ)
        _flush(streams.stdout)
    except BrokenPipeError:
        _flush(streams.stdout)
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        streams.stderr.write("\n")
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 -- a fault of ours must not look like exit code 1, errors found
        import traceback  # here, because it is hardly ever needed

        traceback.print_exc(file=streams.stderr)
        for language in LANGUAGES:
            streams.stderr.write(text("cli.own-fault", language) + "\n")
        return _SOFTWARE_FAULT
    return code


def _own_streams() -> Streams:
    """Return the streams of this process; one that was closed before the start is replaced by nothing."""
    return Streams(sys.stdin or _nothing(), sys.stdout or _nothing(), sys.stderr or _nothing())


def _nothing() -> TextIO:
    return open(os.devnull, "r+", encoding="utf-8")


def _flush(stream: TextIO) -> None:
    """Give what is buffered to its reader, else to nobody, so that Python's exit does not complain."""
    try:
        stream.flush()
    except OSError:
        nobody = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nobody, stream.fileno())
