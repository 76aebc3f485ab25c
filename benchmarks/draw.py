"""How long drawing takes, against the bare engine on the same DOT: `python benchmarks/draw.py [FILE]`."""

from __future__ import annotations

import sys
from pathlib import Path

from measure import milliseconds

from sopkit import load
from sopkit.chart import draw
from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import render
from sopkit.layout.table import lay_out

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"


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
