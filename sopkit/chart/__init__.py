"""Drawing the flowchart table: `draw` gives the bytes of a file, `digraph` a graph of graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.errors import UnknownName

if TYPE_CHECKING:
    from sopkit.chart.dot import Chart
    from sopkit.chart.words import Words
    from sopkit.layout import Grid
    from sopkit.model import Sop

__all__ = ["FORMS", "digraph", "draw"]

FORMS: Final = ("svg", "png", "pdf", "dot", "layout")
"""What an SOP can be drawn as; `layout` is JSON."""


def draw(sop: Sop, form: str = "svg", *, engine: str | None = None) -> bytes:
    """Draw the flowchart table of an SOP without errors, as one long table.

    `form` is `svg`, `png`, `pdf`, `dot` or `layout`; `engine` is for SVG and PNG: `graphviz-pure` (what is
    meant by None) or `dot`, a system Graphviz.

    Raises UnknownName for another form or engine, also where the form needs no engine;
    EngineMissing, EngineFailed or EngineTimedOut if the engine does not draw.
    """
    if form not in FORMS:
        raise UnknownName("form", form, FORMS)
    # Drawing is loaded on first use: an app that only reads SOPs does not pay for it.
    from sopkit.chart.render import check_engine
    from sopkit.layout.table import lay_out

    check_engine(engine)
    return _draw(sop, lay_out(sop), form, engine)


def digraph(sop: Sop) -> Chart:
    """Return the drawing as a `graphviz.Source` with pinned positions; a notebook shows it as a picture."""
    from sopkit.chart.dot import digraph as graph_of
    from sopkit.chart.words import Words
    from sopkit.layout.table import lay_out

    grid = lay_out(sop)
    return graph_of(grid, Words.of(sop, grid).titles)


def _draw(sop: Sop, grid: Grid, form: str, engine: str | None) -> bytes:
    from sopkit.chart.layout_json import layout_json
    from sopkit.chart.words import Words

    if form == "layout":
        return layout_json(grid).encode("utf-8")
    words = Words.of(sop, grid)
    if form == "pdf":
        from sopkit.chart.pdf import pdf

        return pdf([grid], words.titles, title=words.picture, author=", ".join(sop.agency))
    return _graphviz(grid, words, form, engine)


def _graphviz(grid: Grid, words: Words, form: str, engine: str | None) -> bytes:
    from sopkit.chart.dot_writer import dot_text
    from sopkit.chart.render import png_dpi, render
    from sopkit.chart.svg import dressed

    dot = dot_text(grid, words.titles)
    if form == "dot":
        return dot.encode("utf-8")
    size = (grid.width, grid.height)
    drawn = render(dot, form, engine=engine, dpi=png_dpi(*size), size_pt=size)
    return dressed(drawn, grid, words) if form == "svg" else drawn
