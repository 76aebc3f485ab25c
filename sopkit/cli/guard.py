"""The edge of the process: its streams, its interruptions and what is left when something breaks."""

from __future__ import annotations

import os
import sys
import traceback

from sopkit.cli.console import Streams, prepared
from sopkit.cli.main import main
from sopkit.lang import LANGUAGES, text

__all__ = ["run_guarded"]

_SOFTWARE_FAULT = 70
"""Source: sysexits.h, EX_SOFTWARE."""
_INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""
_PIPE_CLOSED = 141
"""128 and the number of SIGPIPE, as shells have it."""


def run_guarded() -> int:
    """Follow this process's command line and return its exit code, whatever happens."""
    streams = prepared(Streams(sys.stdin, sys.stdout, sys.stderr), os.environ)
    try:
        code = main(sys.argv[1:], streams, os.environ)
        streams.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        streams.stderr.write("\n")
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 -- a fault of ours must not look like exit code 1, errors found
        traceback.print_exc(file=streams.stderr)
        for language in LANGUAGES:
            streams.stderr.write(text("cli.own-fault", language) + "\n")
        return _SOFTWARE_FAULT
    return code


def _silence_stdout() -> None:
    """Give what is still buffered to nobody, so that Python's own exit does not complain."""
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, sys.stdout.fileno())
