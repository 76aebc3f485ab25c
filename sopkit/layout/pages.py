"""The flowchart table on paper: cut between rows, the header repeated, arrows joined by lettered pentagons.

The table is laid out for the width of the sheet, with everything smaller where it must be; letters are never
smaller than a stated least size. Then it is cut where a page is full. A page is a table of its own, so that
all that draws tables draws pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sopkit.errors import PaperTooSmall
from sopkit.layout.columns import DoesNotFit
from sopkit.layout.connectors import Break, Crossing, Pin, letters, page_break
from sopkit.layout.grid import Arrow, Box, Cell, CellKind, Grid, Page, Point, Symbol, SymbolKind
from sopkit.layout.sizes import TextSizes
from sopkit.layout.table import MARGIN_PT, lay_out
from sopkit.model import END, ActorId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.layout.paper import Sheet
    from sopkit.model import Sop

__all__ = ["LEAST_FONT_PT", "LEAST_SCALE", "lay_out_pages"]

LEAST_FONT_PT: Final = 6.0
"""Letters in the cells of a printed table are never smaller."""
LEAST_SCALE: Final = 0.55
"""Symbols and the room for arrows are never made smaller than this."""
_SCALE_STEP: Final = 0.05
_NO_BREAK: Final = Break((), 0.0, 0.0)
_NUMBER_SIZE_PT: Final = 8.0


def lay_out_pages(sop: Sop, paper: Sheet, *, first_number: int = 1) -> tuple[Grid, ...]:
    """Lay out the flowchart table of an SOP without errors on sheets of paper, each page as a table.

    `first_number` is the number of the first page. Raises PaperTooSmall: the columns do not fit beside each
    other with the smallest letters, or a row is higher than a page.
    """
    missing = 0.0
    too_high = None
    for scale in _scales():
        font = max(LEAST_FONT_PT, TextSizes().font * scale)
        text = TextSizes().times(font / TextSizes().font / scale)
        try:
            whole = lay_out(sop, text_sizes=text, width_pt=(paper.room_width) / scale)
        except DoesNotFit as error:
            missing = error.missing_pt * scale
            continue
        cut = _Cut(whole, text, paper.room_height / scale)
        too_high = cut.row_too_high()
        if too_high is None:
            return tuple(
                _on_sheet(page, scale, paper, first_number + index) for index, page in enumerate(cut.pages())
            )
    step = None if too_high is None else sop.steps[too_high].number
    raise PaperTooSmall(step, missing)


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
        self._breaks = [
            _NO_BREAK,
            *(page_break(whole.arrows, row.y, self._columns, text.label) for row in rows[1:]),
            _NO_BREAK,
        ]

    def row_too_high(self) -> int | None:
        """Return the first row that does not fit on a page with its connectors; None if all do."""
        for index in range(len(self._whole.rows)):
            if self._height(index, index) > self._room:
                return index
        return None

    def pages(self) -> Iterator[Grid]:
        """Yield a table for each page."""
        sections = list(self._sections())
        names = letters()
        of_break: dict[int, dict[Crossing, str]] = {}
        for section in sections[1:]:
            of_break[section.first] = {pin.crossing: next(names) for pin in section.above.pins}
        for index, section in enumerate(sections):
            yield self._page(section, of_break, index)

    def _sections(self) -> Iterator[_Section]:
        first, count = 0, len(self._whole.rows)
        while first < count:
            last = first
            for candidate in range(first, count):
                if self._height(first, candidate) <= self._room:
                    last = candidate
            yield _Section(first, last, self._breaks[first], self._breaks[last + 1])
            first = last + 1

    def _height(self, first: int, last: int) -> float:
        rows = self._whole.rows
        strips = self._breaks[first].height + self._breaks[last + 1].height
        return self._whole.header.bottom + strips + rows[last].bottom - rows[first].y + MARGIN_PT

    def _page(self, section: _Section, names: Mapping[int, Mapping[Crossing, str]], index: int) -> Grid:
        whole = self._whole
        first, last = whole.rows[section.first], whole.rows[section.last]
        header = whole.header.bottom
        shift = header + section.above.height - first.y
        bottom = last.bottom + shift
        connectors = [
            *self._connectors(section.above, first.y, names.get(section.first, {}), -1, shift),
            *self._connectors(section.below, last.bottom, names.get(section.last + 1, {}), 1, shift),
        ]
        cells = [cell for cell in whole.cells if cell.kind is CellKind.HEADER]
        cells += self._strip(header, section.above.height)
        cells += [_moved_cell(c, shift) for c in whole.cells if _within(c.box, first.y, last.bottom, c)]
        cells += self._strip(bottom, section.below.height)
        symbols = [_moved_symbol(s, shift) for s in whole.symbols if first.y <= s.box.y < last.bottom]
        pieces = [
            piece
            for arrow in whole.arrows
            if (piece := self._piece(arrow, section, connectors, shift, index)) is not None
        ]
        rows = whole.rows[section.first : section.last + 1]
        return replace(
            whole,
            height=bottom + section.below.height + MARGIN_PT,
            cells=tuple(cells),
            symbols=(*symbols, *(connector.symbol for connector in connectors)),
            arrows=tuple(pieces),
            rows=tuple(replace(row, y=row.y + shift) for row in rows),
        )

    def _strip(self, y: float, height: float) -> list[Cell]:
        """Return the empty cells of a strip of connectors."""
        if not height:
            return []
        whole = self._whole
        boxes = list(self._columns.values())
        left, right = boxes[0].x, max(box.right for box in boxes)
        actors = [
            Cell(CellKind.ACTOR, f"actor:{actor}", None, Box(box.x, y, box.width, height))
            for actor, box in self._columns.items()
        ]
        sides = [("before", whole.header.x, left), ("after", right, whole.header.right)]
        return [
            *(
                Cell(CellKind.TEXT, f"connectors:{name}", None, Box(x, y, end - x, height))
                for name, x, end in sides
                if end - x > MARGIN_PT
            ),
            *actors,
        ]

    def _connectors(
        self, cut: Break, y: float, names: Mapping[Crossing, str], down: int, shift: float
    ) -> list[_Connector]:
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
            found.append(_Connector(symbol, pin, y + shift, down))
        return found

    def _piece(
        self, arrow: Arrow, section: _Section, connectors: Sequence[_Connector], shift: float, index: int
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
            label_box=_moved(arrow.label_box, shift) if starts and arrow.label_box else None,
        )


_EDGE_PT: Final = 0.01


@dataclass(frozen=True, slots=True)
class _Connector:
    """A pentagon on a page, and the way from the break to it."""

    symbol: Symbol
    pin: Pin
    edge: float
    """The y of the break on the page."""
    down: int

    def way(self) -> list[Point]:
        """Return the points from the break to the pentagon, the first of which is not on the break."""
        x, near = self.pin.x, self.edge + self.down * self.pin.near
        if self.pin.is_straight:
            return [(self.pin.crossing.x, near)]
        turn = self.edge + self.down * self.pin.turn
        return [(self.pin.crossing.x, turn), (x, turn), (x, near)]


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


def _moved(box: Box, by: float) -> Box:
    return replace(box, y=box.y + by)


def _moved_cell(cell: Cell, by: float) -> Cell:
    return replace(cell, box=_moved(cell.box, by))


def _moved_symbol(symbol: Symbol, by: float) -> Symbol:
    return replace(symbol, box=_moved(symbol.box, by))


# --- from the points of the table to those of the sheet ---


def _on_sheet(page: Grid, scale: float, paper: Sheet, number: int) -> Grid:
    """Return a page at its place on the sheet, with its number above it."""
    left = paper.side + (paper.room_width - page.width * scale) / 2
    to = _Move(scale, left, paper.top)
    words = Cell(
        CellKind.MARGIN,
        "page",
        None,
        Box(0.0, paper.top / 2 - _NUMBER_SIZE_PT / 2, paper.width, _NUMBER_SIZE_PT),
        (f"- {number} -",),
        align="center",
        font_size=_NUMBER_SIZE_PT,
        line_height=_NUMBER_SIZE_PT,
    )
    return replace(
        page,
        width=paper.width,
        height=paper.height,
        cells=(words, *(to.cell(cell) for cell in page.cells)),
        symbols=tuple(to.symbol(symbol) for symbol in page.symbols),
        arrows=tuple(to.arrow(arrow) for arrow in page.arrows),
        pages=(Page(number, Box(0.0, 0.0, paper.width, paper.height)),),
        rows=tuple(to.box(row) for row in page.rows),
        header=to.box(page.header),
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """Makes things smaller and moves them."""

    scale: float
    x: float
    y: float

    def box(self, box: Box) -> Box:
        x, y = self.point((box.x, box.y))
        return Box(x, y, box.width * self.scale, box.height * self.scale)

    def point(self, point: Point) -> Point:
        return (self.x + point[0] * self.scale, self.y + point[1] * self.scale)

    def cell(self, cell: Cell) -> Cell:
        return replace(
            cell,
            box=self.box(cell.box),
            font_size=cell.font_size * self.scale,
            line_height=cell.line_height * self.scale,
            padding=cell.padding * self.scale,
        )

    def symbol(self, symbol: Symbol) -> Symbol:
        return replace(
            symbol,
            box=self.box(symbol.box),
            font_size=symbol.font_size * self.scale,
            line_height=symbol.line_height * self.scale,
        )

    def arrow(self, arrow: Arrow) -> Arrow:
        return replace(
            arrow,
            points=tuple(self.point(point) for point in arrow.points),
            label_box=self.box(arrow.label_box) if arrow.label_box else None,
            label_size=arrow.label_size * self.scale,
            label_line_height=arrow.label_line_height * self.scale,
        )
