"""How long drawing takes, against the bare engine on the same DOT: `python benchmarks/draw.py [FILE]`."""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

from measure import milliseconds

from sopkit import load
from sopkit.chart import draw
from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import render
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import sheet
from sopkit.layout.table import lay_out
from sopkit.model import Actor, ActorId, Approval, Branch, Paper, Performers, Sop, Step, StepKey

SEED = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"
SEVERAL_UP = (0, 1, 1, 2, 3, 5, 8, 20, 60)


def large_sop(steps: int, returns: int, actors: int, *, seed: int = 1) -> Sop:
    """Return an SOP of so many steps; its returns are drawn by lot, most a few rows up, some far."""
    lot = random.Random(seed)
    columns = tuple(Actor(ActorId(f"a{index}"), f"Kepala Bagian {index + 1}") for index in range(actors))
    deciding = set(lot.sample(range(1, steps), returns))
    rows = tuple(
        Step(
            row + 1,
            Performers((lot.choice(columns).id,)),
            "Menelaah dan mengoreksi konsep, kemudian menyampaikannya kepada pejabat berikutnya",
            inputs=("Konsep", "Lembar disposisi"),
            outputs=("Konsep yang dikoreksi",),
            returns=(Branch(StepKey(str(max(1, row + 1 - lot.choice(SEVERAL_UP)))), when="ada perbaikan"),)
            if row in deciding
            else (),
        )
        for row in range(steps)
    )
    day = date(2026, 1, 5)
    return Sop("1", "Uji", ("Biro",), day, day, Approval("Kepala"), columns, rows)


def main() -> None:
    """Print a line for each stop between an SOP and its files."""
    sop = load(sys.argv[1] if len(sys.argv) > 1 else SEED)
    grid = lay_out(sop)
    dot = dot_text(grid)
    paper = sheet(Paper.A4)
    large = large_sop(200, 100, 4)
    print(f"lay out            {milliseconds(lambda: lay_out(sop))}   {len(sop.steps)} steps")
    print(f"write DOT          {milliseconds(lambda: dot_text(grid))}   {len(dot.encode())} bytes")
    for form in ("svg", "png"):
        print(f"bare engine, {form}   {milliseconds(lambda form=form: render(dot, form))}")
    for form in ("svg", "png", "pdf", "dot", "layout"):
        print(f"draw, {form:6}       {milliseconds(lambda form=form: draw(sop, form))}")
    print(f"lay out on A4      {milliseconds(lambda: lay_out_pages(sop, paper))}")
    print(f"lay out, large     {milliseconds(lambda: lay_out(large), 5)}   200 steps, 100 returns")
    pages = lay_out_pages(large, paper)
    print(f"large on A4        {milliseconds(lambda: lay_out_pages(large, paper), 5)}   {len(pages)} pages")


if __name__ == "__main__":
    main()
