"""How long reading, checking and starting take: `python benchmarks/read.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measure import milliseconds

from sopkit.document import read
from sopkit.nodes import plain_strings

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"


def process(*words: str) -> Callable[[], object]:
    """Return a run of Python with these arguments, as a process of its own."""
    return lambda: subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=False)


def main() -> None:
    """Print a line for each measured thing."""
    data = SEED.read_bytes()
    text = data.decode()
    print(f"YAML alone, as strings     {milliseconds(lambda: plain_strings(text), 50)}   10 steps")
    print(f"read with all findings     {milliseconds(lambda: read(data, 'sop.yaml'), 50)}")
    print(f"bare Python                {milliseconds(process('-c', 'pass'), 15)}")
    print(f"import sopkit              {milliseconds(process('-c', 'import sopkit'), 15)}")
    print(f"sopkit --version           {milliseconds(process('-m', 'sopkit', '--version'), 15)}")
    print(f"sopkit check, one SOP      {milliseconds(process('-m', 'sopkit', 'check', str(SEED)), 15)}")
    print(
        f"sopkit check, sops/        {milliseconds(process('-m', 'sopkit', 'check', str(SEED.parent)), 15)}"
    )


if __name__ == "__main__":
    main()
