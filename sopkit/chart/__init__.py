"""Drawing the flowchart table: `draw` gives the bytes of a file, `digraph` a graph of graphviz."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.errors import InvalidValue, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from os import PathLike

    from sopkit.calendar import WorkCalendar
    from sopkit.chart.dot import Chart
    from sopkit.chart.theme import Theme
    from sopkit.chart.words import Words
    from sopkit.layout import Grid
    from sopkit.layout.marks import Marks, Run
    from sopkit.model import Sop, StepKey

__all__ = ["FORMS", "digraph", "draw"]

FORMS: Final = ("svg", "png", "pdf", "dot", "layout")
"""What an SOP can be drawn as; `layout` is JSON."""


def draw(
    sop: Sop,
    form: str = "svg",
    *,
    engine: str | None = None,
    paper: str | None = None,
    theme: str | PathLike[str] = "colour",
    case: Run | None = None,
    now: datetime | None = None,
    calendar: WorkCalendar | None = None,
    links: Mapping[str, str] | None = None,
) -> bytes:
    """Draw the flowchart table of an SOP without errors, as one long table.

    `form` is `svg`, `png`, `pdf`, `dot` or `layout`; `engine` is for SVG and PNG: `graphviz-pure` (what is
    meant by None) or `dot`, a system Graphviz. With `paper` (`A4`, `F4`, `Letter` or `Legal`) a PDF has pages
    of paper, landscape, instead of one long one. `theme` is `colour`, `monochrome` or the path of a theme
    file, which ends in `.toml`.

    With `case`, a case of this SOP stands on the table: what is done and since when, what is at work, and the
    ways that were taken. With `now` too, a step whose time standard has passed is overdue: in working time
    with `calendar`, else in time that just passes, where a day of any kind is 24 hours.

    `links` is for SVG: by the ids (or numbers) of steps, the fragments of the page, such as `#step-3`, to
    which their symbols lead.

    Raises UnknownName for another form, paper, engine or theme, also where the form needs none, and for a
    link of a step that is not there; InvalidSettings for a faulty theme file; InvalidValue for paper where no
    PDF is drawn, a link that is no fragment, the case of another SOP, a `now` that cannot be or has no case,
    a calendar without `now`, and whatever is of another type; CalendarEnds; PaperTooSmall; EngineMissing,
    EngineFailed or EngineTimedOut if the engine does not draw.
    """
    if form not in FORMS:
        raise UnknownName("form", form, FORMS)
    # Drawing is loaded on first use: an app that only reads SOPs does not pay for it.
    from sopkit.chart.arguments import checked_mapping, stand_of
    from sopkit.chart.links import checked_links
    from sopkit.chart.render import check_engine
    from sopkit.chart.theme_file import named_theme
    from sopkit.layout.table import lay_out

    check_engine(engine)
    look, checked = named_theme(theme), checked_links(sop, checked_mapping("links", links))
    stand = stand_of(sop, case, now, calendar)
    if paper is not None:
        return _on_paper(sop, form, paper, look, stand)
    return _draw(sop, lay_out(sop, marks=stand), form, engine, look, checked)


def digraph(sop: Sop) -> Chart:
    """Return the drawing as a `graphviz.Source` with pinned positions; a notebook shows it as a picture."""
    from sopkit.chart.dot import digraph as graph_of
    from sopkit.chart.words import Words
    from sopkit.layout.table import lay_out

    grid = lay_out(sop)
    return graph_of(grid, Words.of(sop, grid).titles)


def _on_paper(sop: Sop, form: str, paper: str, theme: Theme, stand: Marks | None) -> bytes:
    if form != "pdf":
        raise InvalidValue("paper", paper, f"none for `{form}`; pages of paper are drawn as `pdf`")
    from sopkit.chart.form import sheet_for
    from sopkit.chart.pdf import pdf
    from sopkit.chart.words import row_titles
    from sopkit.lang import text
    from sopkit.layout.pages import lay_out_pages

    pages = lay_out_pages(sop, sheet_for(sop, paper), marks=stand)
    title = text("chart.picture", sop.language, title=sop.title)
    return pdf(pages, row_titles(sop), title=title, author=", ".join(sop.agency), theme=theme)


def _draw(
    sop: Sop, grid: Grid, form: str, engine: str | None, theme: Theme, links: Mapping[StepKey, str]
) -> bytes:
    from sopkit.chart.layout_json import layout_json
    from sopkit.chart.words import Words

    if form == "layout":
        return layout_json(grid).encode("utf-8")
    words = Words.of(sop, grid)
    if form == "pdf":
        from sopkit.chart.pdf import pdf

        author = ", ".join(sop.agency)
        return pdf([grid], words.titles, title=words.picture, author=author, theme=theme)
    return _graphviz(grid, words, form, engine, theme, links)


def _graphviz(
    grid: Grid, words: Words, form: str, engine: str | None, theme: Theme, links: Mapping[StepKey, str]
) -> bytes:
    from sopkit.chart.dot_writer import dot_text
    from sopkit.chart.render import png_dpi, render
    from sopkit.chart.svg import dressed

    dot = dot_text(grid, words.titles, theme)
    if form == "dot":
        return dot.encode("utf-8")
    size = (grid.width, grid.height)
    drawn = render(dot, form, engine=engine, dpi=png_dpi(*size), size_pt=size)
    return dressed(drawn, grid, words, theme, links) if form == "svg" else drawn
