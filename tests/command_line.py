"""Running the command line in a test, inside this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.console import Streams
from sopkit.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ROOT", "SEED", "Outcome", "Terminal", "child", "follow"]

ROOT = Path(__file__).parent.parent
SEED = ROOT / "sops" / "perbaikan-data-kinerja.yaml"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def follow(
    *words: object,
    environment: Mapping[str, str] | None = None,
    stdin: str = "",
    out: io.StringIO | None = None,
    err: io.StringIO | None = None,
) -> Outcome:
    """Run the command line in this process; messages are English unless the words or environment say else."""
    out, err = out or io.StringIO(), err or io.StringIO()
    streams = Streams(io.StringIO(stdin), out, err)
    code = main([str(word) for word in words], streams, environment or {"LANG": "en_GB.UTF-8"})
    return Outcome(code, out.getvalue(), err.getvalue())


def child(
    *words: object, environment: Mapping[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m sopkit` in a process of its own, in an environment of nothing but what is given."""
    base = {
        key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR")
    }
    return subprocess.run(
        [sys.executable, "-m", "sopkit", *map(str, words)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**base, **(environment or {})},
        check=False,
    )
