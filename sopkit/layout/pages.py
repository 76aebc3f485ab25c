"""The flowchart table on paper: cut between rows, the header repeated, arrows joined by lettered pentagons.

The table is laid out for the width of the sheet, with everything smaller where it must be or where that saves
a page; letters stay well readable as long as they can and are never smaller than a stated least size. Then it
is cut into pages, each a table of its own, so that all that draws tables draws pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sopkit.errors import PaperTooSmall
from sopkit.layout.columns import DoesNotFit
from sopkit.layout.cutting import Cut
from sopkit.layout.grid import Box, Grid, Page
from sopkit.layout.move import Move
from sopkit.layout.paper import page_number
from sopkit.layout.sizes import TextSizes
from sopkit.layout.table import lay_out

if TYPE_CHECKING:
    from sopkit.layout.marks import Marks
    from sopkit.layout.paper import Sheet
    from sopkit.model import Sop

__all__ = ["GOOD_FONT_PT", "GOOD_SCALE", "LEAST_FONT_PT", "LEAST_SCALE", "lay_out_pages"]

GOOD_FONT_PT: Final = 7.5
"""Letters in the cells of a printed table; smaller ones are for tables that do not fit otherwise."""
GOOD_SCALE: Final = 0.6
"""Symbols and the room for arrows are made no smaller than this in order to save a page."""
LEAST_FONT_PT: Final = 6.0
"""Letters in the cells of a printed table are never smaller."""
LEAST_SCALE: Final = 0.55
"""Symbols and the room for arrows are never made smaller than this."""


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a table is printed: by what everything is made smaller, and the least letters in cells."""

    scale: float
    letters: float = GOOD_FONT_PT

    @property
    def text(self) -> TextSizes:
        """Letters that are large enough once everything is made smaller."""
        usual = TextSizes()
        font = max(usual.font, self.letters / self.scale)
        label = max(usual.label, LEAST_FONT_PT / self.scale)
        return replace(
            usual.times(font / usual.font),
            padding=usual.padding,
            label=label,
            label_line=usual.label_line * label / usual.label,
        )


_GOOD: Final = tuple(_Size(percent / 100) for percent in range(100, round(GOOD_SCALE * 100) - 1, -5))
"""From the largest on: among these the table takes as few pages as it can."""
_SMALL: Final = (
    _Size(LEAST_SCALE),
    *(_Size(LEAST_SCALE, letters) for letters in (7.0, 6.5, LEAST_FONT_PT)),
)
"""Of these the first is taken that fits: symbols get smaller, then letters."""


def lay_out_pages(
    sop: Sop,
    paper: Sheet,
    *,
    first_number: int = 1,
    most_pages: int | None = None,
    marks: Marks | None = None,
) -> tuple[Grid, ...]:
    """Lay out the flowchart table of an SOP without errors on sheets of paper, each page as a table.

    `first_number` is the number of the first page. With `most_pages` everything is made smaller until the
    table takes no more pages than that; with `marks` a case stands on it, without the counts at its returns
    if they have no room.

    Raises PaperTooSmall: the columns do not fit beside each other with the smallest letters, a row is higher
    than a page, the pentagons of a break have no room beside each other, or there are more pages.
    """
    try:
        size, pages = _Tries(sop, paper, most_pages, marks).best()
    except PaperTooSmall:
        if marks is None or not marks.has_counts:
            raise
        size, pages = _Tries(sop, paper, most_pages, replace(marks, has_counts=False)).best()
    return tuple(_on_sheet(page, size.scale, paper, first_number + index) for index, page in enumerate(pages))


class _Tries:
    """A table laid out in one size after the other."""

    def __init__(self, sop: Sop, paper: Sheet, most_pages: int | None, marks: Marks | None) -> None:
        self._sop = sop
        self._paper = paper
        self._most_pages = most_pages
        self._marks = marks
        self._refusal = PaperTooSmall(None, 0.0)

    def best(self) -> tuple[_Size, list[Grid]]:
        """Return the largest good size with the fewest pages, else the first small one that fits."""
        found: list[tuple[_Size, Cut]] = []
        for size in _GOOD:
            cut = self._cut(size)
            if cut is None:
                continue
            found.append((size, cut))
            if cut.page_count == 1:
                break
        if found:
            size, cut = min(found, key=lambda each: each[1].page_count)
            return size, cut.pages()
        for size in _SMALL:
            cut = self._cut(size)
            if cut is not None:
                return size, cut.pages()
        raise self._refusal

    def _cut(self, size: _Size) -> Cut | None:
        """Return the table in a size, cut into pages; None if it does not fit, with the reason kept."""
        scale, room = size.scale, self._paper.room_height / size.scale
        try:
            width = self._paper.room_width / scale
            whole = lay_out(self._sop, text_sizes=size.text, width_pt=width, marks=self._marks)
        except DoesNotFit as error:
            self._refusal = PaperTooSmall(None, error.missing_pt * scale)
            return None
        cut = Cut(whole, size.text, room)
        if not cut.page_count:
            row = cut.row_too_high()
            number = None if row is None else self._sop.steps[row].number
            self._refusal = PaperTooSmall(number, cut.missing * scale)
            return None
        if self._most_pages is not None and cut.page_count > self._most_pages:
            self._refusal = PaperTooSmall(None, 0.0, "pages")
            return None
        return cut


def _on_sheet(page: Grid, scale: float, paper: Sheet, number: int) -> Grid:
    """Return a page at its place on the sheet, with its number above it."""
    left = paper.side + (paper.room_width - page.width * scale) / 2
    to = Move(scale, left, paper.top)
    return replace(
        page,
        width=paper.width,
        height=paper.height,
        cells=(page_number(paper, number), *(to.cell(cell) for cell in page.cells)),
        symbols=tuple(to.symbol(symbol) for symbol in page.symbols),
        arrows=tuple(to.arrow(arrow) for arrow in page.arrows),
        samples=tuple(to.sample(sample) for sample in page.samples),
        pages=(Page(number, Box(0.0, 0.0, paper.width, paper.height)),),
        rows=tuple(to.box(row) for row in page.rows),
        header=to.box(page.header),
    )
