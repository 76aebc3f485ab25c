"""The whole form of an SOP as one PDF, ready to print and sign: the identity, then the flowchart table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.chart.arguments import checked_folder, checked_foot
from sopkit.chart.theme_file import named_theme
from sopkit.chart.words import row_titles
from sopkit.errors import UnknownName
from sopkit.lang import text
from sopkit.layout.cover import lay_out_cover, lay_out_one_page
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import FOOT_BAND_MM, PT_PER_MM, Sheet, sheet
from sopkit.model import Paper

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from sopkit.chart.pdf import Part
    from sopkit.layout import Grid
    from sopkit.layout.cover import Logo
    from sopkit.model import Sop

__all__ = ["form", "form_pages", "most_foot_mm", "sheet_for"]

_LEAST_ROOM_PT = 100.0
"""What has to be left of the height of a sheet above the free band."""


def form(
    sop: Sop,
    *,
    paper: str | None = None,
    folder: str | PathLike[str] | None = None,
    foot_band_mm: float = FOOT_BAND_MM,
    one_page: bool = False,
    theme: str | PathLike[str] = "monochrome",
) -> bytes:
    """Return the form of an SOP without errors as a PDF: the identity, then the flowchart table.

    `paper` is `A4`, `F4`, `Letter` or `Legal`, landscape; without it the SOP decides, else it is A4. `folder`
    is that of the SOP's file, where its logo is. `foot_band_mm` are left free at the foot of each page, for
    the stamp of an electronic signature. `one_page` puts both parts on one page. `theme` is `monochrome`,
    `colour` or the path of a theme file, which ends in `.toml`.

    Raises UnknownName: another paper or theme; InvalidSettings: a faulty theme file; InvalidValue: a band
    that leaves no room, a value of another type; PaperTooSmall: something does not fit with the smallest
    letters; LogoUnusable.
    """
    from sopkit.chart.pdf import pdf

    look = named_theme(theme)
    logo = _logo(sop, checked_folder(folder))
    pages = form_pages(sop, sheet_for(sop, paper, foot_band_mm), logo=logo, one_page=one_page)
    return pdf(
        pages,
        row_titles(sop),
        title=text("cover.document", sop.language, title=sop.title),
        author=", ".join(sop.agency),
        subject=sop.number,
        parts=_parts(sop, pages),
        theme=look,
    )


def form_pages(
    sop: Sop, paper: Sheet, *, logo: Logo | None = None, one_page: bool = False
) -> tuple[Grid, ...]:
    """Lay out the pages of a form. Raises PaperTooSmall."""
    if one_page:
        return (lay_out_one_page(sop, paper, logo=logo),)
    cover = lay_out_cover(sop, paper, logo=logo)
    return (*cover, *lay_out_pages(sop, paper, first_number=len(cover) + 1))


def sheet_for(sop: Sop, paper: str | None = None, foot_band_mm: float = FOOT_BAND_MM) -> Sheet:
    """Return the sheet that an SOP is printed on: of the paper asked for, else of its own, else A4.

    Raises UnknownName: another paper; InvalidValue: a band at the foot that is negative or leaves no room.
    """
    foot = checked_foot(foot_band_mm, most_foot_mm(sop, paper))
    return sheet(_paper_of(sop, paper), foot_band_mm=foot)


def most_foot_mm(sop: Sop, paper: str | None = None) -> int:
    """Return how high the band at the foot may be, in millimetres. Raises UnknownName: another paper."""
    whole = sheet(_paper_of(sop, paper), foot_band_mm=0)
    return int((whole.room_height - _LEAST_ROOM_PT) / PT_PER_MM)


def _paper_of(sop: Sop, paper: str | None) -> Paper:
    known = tuple(str(each) for each in Paper)
    if paper is not None and paper not in known:
        raise UnknownName("paper", paper, known)
    return Paper(paper) if paper else sop.form.paper or Paper.A4


def _logo(sop: Sop, folder: Path | None) -> Logo | None:
    if sop.logo is None:
        return None
    # Pillow is loaded by those who have a logo.
    from sopkit.chart.logo import read_logo

    return read_logo(sop.logo, folder)


def _parts(sop: Sop, pages: tuple[Grid, ...]) -> tuple[Part, ...]:
    """Return the two parts of the document and where they begin."""
    from sopkit.chart.pdf import Part

    table = next(index for index, page in enumerate(pages) if page.rows)
    identity, flowchart = (text(f"cover.{name}", sop.language) for name in ("identity", "flowchart"))
    return (Part(identity, 0, 0.0), Part(flowchart, table, pages[table].header.y))
