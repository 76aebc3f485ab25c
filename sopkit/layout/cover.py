"""The identity page of the form: letterhead, numbers, approval and six lists; arithmetic only.

Letters are as large as the page allows. Where not even the smallest do, lists go on to a further page.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from sopkit.errors import PaperTooSmall
from sopkit.layout.cover_head import Head, Logo
from sopkit.layout.cover_lists import Letters, list_bands
from sopkit.layout.grid import Box, Cell, Grid, Page
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import page_number
from sopkit.layout.table import MARGIN_PT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.layout.cover_lists import Band
    from sopkit.layout.paper import Sheet
    from sopkit.model import Sop

__all__ = ["LETTERS_PT", "Logo", "lay_out_cover", "lay_out_one_page"]

LETTERS_PT: Final = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The sizes of letters that are tried, the largest first."""
_LEFT_SHARE: Final = 0.5
"""How much of the width the letterhead and the lists at the left take. Source: practice."""
_USUAL_TABLE_PT: Final = 8.0
"""The letters of a table that had all the room it wants."""
_BETWEEN_PT: Final = 8.0
"""Between the identity and a table on one page."""


def lay_out_cover(
    sop: Sop, paper: Sheet, *, logo: Logo | None = None, first_number: int = 1
) -> tuple[Grid, ...]:
    """Lay out the identity of an SOP on as few pages as can be, each as a table of cells.

    A page that is alone is filled evenly. The first page bears no number. Raises PaperTooSmall: letterhead,
    approval and title are higher than a page.
    """
    best: _Draft | None = None
    missing = 0.0
    for size in LETTERS_PT:
        draft = _Draft.of(sop, paper, Letters(size), logo)
        missing = draft.missing
        if missing <= 0 and (best is None or len(draft.pages) < len(best.pages)):
            best = draft
        if best is not None and len(best.pages) == 1:
            break
    if best is None:
        raise PaperTooSmall(None, missing, "identity")
    return tuple(best.grid(index, sop, first_number) for index in range(len(best.pages)))


def lay_out_one_page(sop: Sop, paper: Sheet, *, logo: Logo | None = None) -> Grid:
    """Lay out the identity of an SOP and its flowchart table below on one sheet.

    The letters are as large as both allow. Raises PaperTooSmall: there is too little room.
    """
    best: Grid | None = None
    best_share = 0.0
    lay_out_pages(sop, paper)  # so that columns that are too wide are named as such
    for size in LETTERS_PT:
        share = size / LETTERS_PT[0]
        if share <= best_share:
            break
        draft = _Draft.of(sop, paper, Letters(size), logo)
        table = _table_below(sop, paper, draft)
        if table is None:
            continue
        letters = min(cell.font_size for cell in table.cells if cell.lines)
        share = min(share, letters / _USUAL_TABLE_PT)
        if share > best_share:
            draft = _Draft.of(sop, paper, Letters(size), logo, (table.header.x, table.header.width))
            best, best_share = _joined(draft.grid(0, sop, 1, evenly=False), table), share
    if best is None:
        raise PaperTooSmall(None, 0.0, "pages")
    return best


def _table_below(sop: Sop, paper: Sheet, draft: _Draft) -> Grid | None:
    """Return the table in the room that an identity leaves; None if it does not fit."""
    if draft.missing > 0 or len(draft.pages) > 1:
        return None
    below = replace(paper, top=paper.top + draft.height + _BETWEEN_PT)
    if below.room_height <= 0:
        return None
    try:
        (table,) = lay_out_pages(sop, below, most_pages=1)
    except PaperTooSmall:
        return None
    return table


def _joined(cover: Grid, table: Grid) -> Grid:
    """Return both as one page without a number."""
    bottom = max(cell.box.bottom for cell in cover.cells)
    return replace(
        table,
        cells=(*cover.cells, *(cell for cell in table.cells if cell.column != "page")),
        pictures=cover.pictures,
        frames=(replace(cover.header, height=bottom - cover.header.y),),
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """The identity with letters of one size: what stands on which page."""

    paper: Sheet
    x: float
    width: float
    head: Head
    pages: tuple[tuple[Band, ...], ...]
    """The lists of each page; the head is on the first."""
    missing: float
    """By how much the head, or a list's first line, is too high for a page; 0 or less where it is not."""

    @classmethod
    def of(
        cls,
        sop: Sop,
        paper: Sheet,
        letters: Letters,
        logo: Logo | None,
        across: tuple[float, float] | None = None,
    ) -> Self:
        """Wrap the texts of an SOP; `across` is where it begins and how wide it is."""
        room = paper.room_height - 2 * MARGIN_PT
        x, width = across or (paper.side + MARGIN_PT, paper.room_width - 2 * MARGIN_PT)
        widths = (width * _LEFT_SHARE, width * (1 - _LEFT_SHARE))
        head = Head.of(sop, widths, letters, logo)
        bands = list_bands(sop, widths, letters)
        missing = max(head.height, *(band.least_height for band in bands)) - room
        pages = () if missing > 0 else _paged(bands, room - head.height, room)
        return cls(paper, x, width, head, pages, missing)

    @property
    def height(self) -> float:
        """The height of the first page, margins included, in points."""
        return self.head.height + sum(band.height for band in self.pages[0]) + 2 * MARGIN_PT

    def grid(self, index: int, sop: Sop, first_number: int, *, evenly: bool = True) -> Grid:
        """Return a page as a table of cells; `evenly` fills a page that is alone."""
        paper = self.paper
        x, y = self.x, paper.top + MARGIN_PT
        header = Box(x, y, self.width, 0.0)
        cells: list[Cell] = []
        pictures = self.head.pictures(x, y, self.head.height) if index == 0 else ()
        if index == 0:
            cells += self.head.cells(x, y, self.head.height)
            y += self.head.height
        else:
            cells.append(page_number(paper, first_number + index))
        heights = [band.height for band in self.pages[index]]
        if evenly and len(self.pages) == 1:
            heights = _filled(heights, paper.top + paper.room_height - MARGIN_PT - y)
        for band, height in zip(self.pages[index], heights, strict=True):
            cells += band.cells(x, y, height)
            y += height
        return Grid(
            width=paper.width,
            height=paper.height,
            language=sop.language,
            title=sop.title,
            cells=tuple(cells),
            symbols=(),
            arrows=(),
            pages=(Page(first_number + index, Box(0.0, 0.0, paper.width, paper.height)),),
            rows=(),
            header=header,
            pictures=pictures,
        )


def _paged(bands: Sequence[Band], room: float, next_room: float) -> tuple[tuple[Band, ...], ...]:
    """Put lists on pages; the first has less room than the next ones."""
    pages: list[list[Band]] = [[]]
    waiting = deque(bands)
    while waiting:
        band = waiting.popleft()
        if band.height <= room + _ROUNDING_PT:
            pages[-1].append(band)
            room -= band.height
            continue
        is_fresh = len(pages) > 1 and not pages[-1]
        parts = band.cut(room, within=is_fresh)
        if parts is None:
            waiting.appendleft(band)
        else:
            pages[-1].append(parts[0])
            waiting.appendleft(parts[1])
        pages.append([])
        room = next_room
    return tuple(tuple(page) for page in pages)


_ROUNDING_PT: Final = 0.001


def _filled(heights: Sequence[float], room: float) -> list[float]:
    """Return heights that add up to what there is: the lowest are raised until they are even.

    >>> _filled([10, 20, 60], 120)
    [30.0, 30.0, 60.0]
    """
    order = sorted(heights)
    for count in range(len(order), 0, -1):
        level = (room - sum(order[count:])) / count
        if level >= order[count - 1]:
            return [max(float(height), level) for height in heights]
    return list(heights)
