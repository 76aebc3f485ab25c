"""The flowchart table on paper: cut between rows, the header repeated, arrows joined by lettered pentagons.

The table is laid out for the width of the sheet, with everything smaller where it must be; letters are never
smaller than a stated least size. Then it is cut into as few pages as will do, about equally full, where few
arrows cross. A page is a table of its own, so that all that draws tables draws pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sopkit.errors import PaperTooSmall
from sopkit.layout.columns import DoesNotFit
from sopkit.layout.connectors import Break, Connector, Crossing, lettered, page_break
from sopkit.layout.grid import Arrow, Box, Cell, CellKind, Grid, Page, Point, Symbol, SymbolKind
from sopkit.layout.legend import LEGEND
from sopkit.layout.move import Move
from sopkit.layout.paper import page_number
from sopkit.layout.sizes import TextSizes
from sopkit.layout.table import MARGIN_PT, lay_out
from sopkit.model import END, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.layout.marks import Marks
    from sopkit.layout.paper import Sheet
    from sopkit.model import Sop

__all__ = ["LEAST_FONT_PT", "LEAST_SCALE", "lay_out_pages"]

LEAST_FONT_PT: Final = 6.0
"""Letters in the cells of a printed table are never smaller."""
LEAST_SCALE: Final = 0.55
"""Symbols and the room for arrows are never made smaller than this."""
_SCALE_STEP: Final = 0.05
_TRIES: Final = 2
"""So many steps smaller than needed everything may be made if that saves a page."""
_NO_BREAK: Final = Break((), 0.0, 0.0)
_PENTAGON_COST: Final = 0.02
"""Against the square of the share of a page that is left empty."""


def lay_out_pages(
    sop: Sop,
    paper: Sheet,
    *,
    first_number: int = 1,
    most_pages: int | None = None,
    marks: Marks | None = None,
) -> tuple[Grid, ...]:
    """Lay out the flowchart table of an SOP without errors on sheets of paper, each page as a table.

    `first_number` is the number of the first page. With `most_pages` the letters are made smaller until the
    table takes no more pages than that; with `marks` a case stands on it.

    Raises PaperTooSmall: the columns do not fit beside each other with the smallest letters, a row is higher
    than a page, the pentagons of a break have no room beside each other, or there are more pages.
    """
    refusal = PaperTooSmall(None, 0.0)
    found: list[tuple[Grid, ...]] = []
    tries = _TRIES
    for scale in _scales():
        if found and not tries:
            break
        tries -= bool(found)
        text = _text_sizes(scale)
        try:
            whole = lay_out(sop, text_sizes=text, width_pt=paper.room_width / scale, marks=marks)
        except DoesNotFit as error:
            refusal = PaperTooSmall(None, error.missing_pt * scale)
            continue
        cut = _Cut(whole, text, paper.room_height / scale)
        pages = cut.pages()
        if not pages:
            row = cut.row_too_high()
            refusal = PaperTooSmall(None if row is None else sop.steps[row].number, cut.missing * scale)
        elif most_pages is not None and len(pages) > most_pages:
            refusal = PaperTooSmall(None, 0.0, "pages")
        else:
            sheets = (_on_sheet(page, scale, paper, first_number + at) for at, page in enumerate(pages))
            found.append(tuple(sheets))
    if not found:
        raise refusal
    return min(found, key=len)


def _text_sizes(scale: float) -> TextSizes:
    """Return letters that are large enough once everything is made smaller."""
    usual = TextSizes()
    font = max(usual.font, LEAST_FONT_PT / scale)
    label = max(usual.label, LEAST_FONT_PT / scale)
    return replace(
        usual.times(font / usual.font),
        padding=usual.padding,
        label=label,
        label_line=usual.label_line * label / usual.label,
    )


def _scales() -> Iterator[float]:
    count = round((1 - LEAST_SCALE) / _SCALE_STEP)
    return (round(1 - _SCALE_STEP * index, 2) for index in range(count + 1))


@dataclass(frozen=True, slots=True)
class _Section:
    """The rows of one page, and the breaks above and below them."""

    first: int
    last: int
    above: Break
    below: Break


class _Cut:
    """A long table being cut into pages of a height, in the points of the table."""

    def __init__(self, whole: Grid, text: TextSizes, room: float) -> None:
        self._whole = whole
        self._text = text
        self._room = room
        self._columns = {
            ActorId(cell.column.removeprefix("actor:")): cell.box
            for cell in whole.cells
            if cell.kind is CellKind.ACTOR
        }
        rows = whole.rows
        self._legend_height = whole.height - MARGIN_PT - rows[-1].bottom
        self._breaks = [_NO_BREAK, *self._breaks_between(rows), _NO_BREAK]

    def _breaks_between(self, rows: Sequence[Box]) -> Iterator[Break]:
        """Yield the break above each row but the first."""
        arrows = [(sorted(y for _, y in arrow.points), arrow) for arrow in self._whole.arrows]
        for row in rows[1:]:
            crossing = [arrow for ys, arrow in arrows if ys[0] < row.y < ys[-1]]
            yield page_break(crossing, row.y, self._columns, self._whole.header, self._text.label)

    @property
    def missing(self) -> float:
        """How much wider the columns would have to be for all pentagons of every break."""
        return max(each.missing for each in self._breaks)

    def row_too_high(self) -> int | None:
        """Return the first row that does not fit on a page with its connectors; None if all do."""
        rows = range(len(self._whole.rows))
        return next((row for row in rows if self._height(row, row) > self._room), None)

    def pages(self) -> list[Grid]:
        """Return a table for each page; none if a row is too high or the pentagons have no room."""
        sections = self._sections()
        names = lettered([section.above for section in sections])
        return [
            self._page(section, (names[index], names[index + 1]), index)
            for index, section in enumerate(sections)
        ]

    def _sections(self) -> list[_Section]:
        """Return the rows of each page: on as few pages as will do, cut in the best of all ways.

        From the last row upwards the best way to cut the rest is found. A page costs by the square of what it
        leaves empty, so that all are about equally full, and every pentagon costs a little.
        """
        count = len(self._whole.rows)
        best: dict[int, tuple[int, float, int]] = {count: (0, 0.0, count)}
        for first in range(count - 1, -1, -1):
            found = [
                (best[after][0] + 1, best[after][1] + self._cost(first, after), after)
                for after in self._ends(first)
                if after in best
            ]
            if found:
                best[first] = min(found)
        sections: list[_Section] = []
        first = 0 if 0 in best else count
        while first < count:
            after = best[first][2]
            sections.append(_Section(first, after - 1, self._breaks[first], self._breaks[after]))
            first = after
        return sections

    def _ends(self, first: int) -> Iterator[int]:
        """Yield the rows before which a page may end that begins with a row."""
        rows = self._whole.rows
        for after in range(first + 1, len(rows) + 1):
            if rows[after - 1].bottom - rows[first].y > self._room:
                return
            if self._height(first, after - 1) <= self._room and not self._breaks[after].missing:
                yield after

    def _cost(self, first: int, after: int) -> float:
        empty = 1 - self._height(first, after - 1) / self._room
        return empty**2 + _PENTAGON_COST * len(self._breaks[after].pins)

    def _height(self, first: int, last: int) -> float:
        rows = self._whole.rows
        strips = self._breaks[first].height + self._breaks[last + 1].height
        strips += self._legend_height if last == len(rows) - 1 else 0.0
        return self._whole.header.bottom + strips + rows[last].bottom - rows[first].y + MARGIN_PT

    def _page(
        self, section: _Section, names: tuple[Mapping[Crossing, str], Mapping[Crossing, str]], index: int
    ) -> Grid:
        whole = self._whole
        first, last = whole.rows[section.first], whole.rows[section.last]
        header = whole.header.bottom
        shift = header + section.above.height - first.y
        to = Move(1.0, 0.0, shift)
        bottom = last.bottom + shift
        connectors = [
            *self._connectors(section.above, first.y, names[0], -1, shift),
            *self._connectors(section.below, last.bottom, names[1], 1, shift),
        ]
        cells = [cell for cell in whole.cells if cell.kind is CellKind.HEADER]
        cells += self._strip(header, section.above.height)
        cells += [to.cell(c) for c in whole.cells if _within(c.box, first.y, last.bottom, c)]
        cells += self._strip(bottom, section.below.height)
        is_last = section.last == len(whole.rows) - 1
        legend = [cell for cell in whole.cells if cell.column == LEGEND] if is_last else []
        cells += [to.cell(cell) for cell in legend]
        symbols = [to.symbol(s) for s in whole.symbols if first.y <= s.box.y < last.bottom]
        pieces = [
            piece
            for arrow in whole.arrows
            if (piece := self._piece(arrow, section, connectors, shift, index)) is not None
        ]
        rows = whole.rows[section.first : section.last + 1]
        return replace(
            whole,
            height=bottom + section.below.height + (self._legend_height if is_last else 0.0) + MARGIN_PT,
            cells=tuple(cells),
            symbols=(*symbols, *(connector.symbol for connector in connectors)),
            arrows=tuple(pieces),
            rows=tuple(to.box(row) for row in rows),
            first_row=section.first + 1,
            samples=tuple(to.sample(sample) for sample in whole.samples) if is_last else (),
        )

    def _strip(self, y: float, height: float) -> list[Cell]:
        """Return the empty cell of a strip of connectors; it reaches over all columns."""
        header = self._whole.header
        box = Box(header.x, y, header.width, height)
        return [Cell(CellKind.TEXT, "connectors", None, box)] if height else []

    def _connectors(
        self, cut: Break, y: float, names: Mapping[Crossing, str], down: int, shift: float
    ) -> list[Connector]:
        """Return the pentagons of a strip: below the break (`down` 1), or above it (-1)."""
        found = []
        for pin in cut.pins:
            letter = names[pin.crossing]
            near, far = y + down * pin.near + shift, y + down * pin.far + shift
            box = Box(
                pin.x - cut.width_of_pentagon / 2, min(near, far), cut.width_of_pentagon, abs(far - near)
            )
            name = f"connector-{letter}-{'to' if down > 0 else 'from'}"
            symbol = Symbol(
                name,
                END,
                pin.crossing.actor,
                SymbolKind.CONNECTOR,
                box,
                (letter,),
                self._text.label,
                self._text.label_line,
            )
            found.append(Connector(symbol, pin, y + shift, down))
        return found

    def _piece(
        self, arrow: Arrow, section: _Section, connectors: Sequence[Connector], shift: float, index: int
    ) -> Arrow | None:
        """Return the part of an arrow that is on a page, from symbol or pentagon to symbol or pentagon."""
        top = self._whole.rows[section.first].y
        bottom = self._whole.rows[section.last].bottom
        inside = _clipped(arrow.points, top, bottom)
        if len(inside) < 2:
            return None
        points = [(x, y + shift) for x, y in inside]
        source, target = arrow.source_symbol, arrow.target_symbol
        own = [each for each in connectors if arrow.id in each.pin.crossing.arrows]
        entering = next((each for each in own if abs(each.edge - points[0][1]) < _EDGE_PT), None)
        leaving = next((each for each in own if abs(each.edge - points[-1][1]) < _EDGE_PT), None)
        starts = not entering or arrow.points[0] == inside[0]
        ends = not leaving or arrow.points[-1] == inside[-1]
        if entering is not None and not starts:
            points[:1] = entering.way()[::-1]
            source = entering.symbol.id
        if leaving is not None and not ends:
            points[-1:] = leaving.way()
            target = leaving.symbol.id
        whole = starts and ends
        return replace(
            arrow,
            id=arrow.id if whole else f"{arrow.id}-{index + 1}",
            points=tuple(points),
            source_symbol=source,
            target_symbol=target,
            label=arrow.label if starts else (),
            label_text=arrow.label_text if starts else None,
            label_box=Move(1.0, 0.0, shift).box(arrow.label_box) if starts and arrow.label_box else None,
        )


_EDGE_PT: Final = 0.01


def _clipped(points: Sequence[Point], top: float, bottom: float) -> list[Point]:
    """Return the stretch of a chain of points between two heights; it is one, for lanes do not return."""
    found: list[Point] = []
    for (x, y), (to_x, to_y) in pairwise(points):
        low, high = min(y, to_y), max(y, to_y)
        if high < top or low > bottom or (low == high and not top < low < bottom):
            continue
        for point in ((x, min(max(y, top), bottom)), (to_x, min(max(to_y, top), bottom))):
            if not found or found[-1] != point:
                found.append(point)
    return found


def _within(box: Box, top: float, bottom: float, cell: Cell) -> bool:
    return cell.kind in {CellKind.TEXT, CellKind.ACTOR} and top <= box.y < bottom - _EDGE_PT


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
