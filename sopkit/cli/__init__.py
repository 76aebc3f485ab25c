"""The command line: one module a command; `main` follows the words, `guard` ends the process well."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sopkit import __version__

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["run"]


def run() -> NoReturn:
    """Run the command line of this process and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and _told_version():
        sys.exit(0)
    from sopkit.cli.guard import run_guarded  # here, for the line above

    sys.exit(run_guarded())


def _told_version() -> bool:
    """Print the version the quickest way, without word lists and parser; False if that fails."""
    try:
        print(f"sopkit {__version__}", flush=True)
    except OSError:  # the long way fails as well, and tells why
        return False
    return True
