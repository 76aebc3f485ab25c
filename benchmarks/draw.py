"""How long drawing takes, against the bare engine on the same DOT: `python benchmarks/draw.py [FILE]`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit import load
from sopkit.chart import draw
from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import render
from sopkit.layout.table import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"


def milliseconds(work: Callable[[], object], rounds: int = 15) -> str:
    """Return the median time of some rounds, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return f"{statistics.median(times) * 1000:7.1f} ms"


def main() -> None:
    """Print a line for each stop between an SOP and its files."""
    sop = load(sys.argv[1] if len(sys.argv) > 1 else SEED)
    grid = lay_out(sop)
    dot = dot_text(grid)
    print(f"lay out            {milliseconds(lambda: lay_out(sop))}   {len(sop.steps)} steps")
    print(f"write DOT          {milliseconds(lambda: dot_text(grid))}   {len(dot.encode())} bytes")
    for form in ("svg", "png"):
        print(f"bare engine, {form}   {milliseconds(lambda form=form: render(dot, form))}")
    for form in ("svg", "png", "pdf", "dot", "layout"):
        print(f"draw, {form:6}       {milliseconds(lambda form=form: draw(sop, form))}")


if __name__ == "__main__":
    main()
