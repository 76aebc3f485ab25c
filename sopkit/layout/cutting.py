"""Cutting a long table into pages: which rows stand on each, and the pieces of the arrows between them.

The table is cut between rows into as few pages as will do, about equally full, where few arrows cross. A page
is a table of its own, in the points of the long table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from sopkit.layout.connectors import Break, Connector, Crossing, lettered, page_break
from sopkit.layout.grid import Arrow, ArrowKind, Box, Cell, CellKind, Grid, Point, Symbol, SymbolKind
from sopkit.layout.legend import LEGEND
from sopkit.layout.move import Move
from sopkit.layout.table import MARGIN_PT
from sopkit.model import END, ActorId, Manner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.layout.sizes import TextSizes

__all__ = ["Cut"]

_NO_BREAK: Final = Break((), 0.0, 0.0)
_PENTAGON_COST: Final = 0.02
"""Against the square of the share of a page that is left empty."""
_EDGE_PT: Final = 0.01


@dataclass(frozen=True, slots=True)
class _Section:
    """The rows of one page, and the breaks above and below them."""

    first: int
    last: int
    above: Break
    below: Break


class Cut:
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
        self._explained = list(accumulate(map(self._has_choice, rows), initial=0))
        self._named = {word for arrow in whole.arrows for word in (arrow.label_text or "").split()}
        self._breaks = [_NO_BREAK, *self._breaks_between(rows), _NO_BREAK]
        self._sections = self._best_sections()

    def _has_choice(self, row: Box) -> bool:
        """Tell whether one of several performs the step of a row."""
        lines = (a for a in self._whole.arrows if a.kind is ArrowKind.JOINT and a.manner is Manner.ANY)
        return any(row.y < line.points[0][1] < row.bottom for line in lines)

    def _needs_legend(self, first: int, last: int) -> bool:
        return self._explained[last + 1] > self._explained[first]

    def _breaks_between(self, rows: Sequence[Box]) -> Iterator[Break]:
        """Yield the break above each row but the first."""
        arrows = [(sorted(y for _, y in arrow.points), arrow) for arrow in self._whole.arrows]
        for row in rows[1:]:
            crossing = [arrow for ys, arrow in arrows if ys[0] < row.y < ys[-1]]
            header, letter = self._whole.header, self._text.label
            yield page_break(crossing, row.y, self._columns, header, letter, self._named)

    @property
    def missing(self) -> float:
        """How much wider the columns would have to be for all pentagons of every break."""
        return max(each.missing for each in self._breaks)

    def row_too_high(self) -> int | None:
        """Return the first row that does not fit on a page with its connectors; None if all do."""
        rows = range(len(self._whole.rows))
        return next((row for row in rows if self._height(row, row) > self._room), None)

    @property
    def page_count(self) -> int:
        """How many pages there are; 0 if a row is too high or the pentagons have no room."""
        return len(self._sections)

    def pages(self) -> list[Grid]:
        """Return a table for each page."""
        sections = self._sections
        names = lettered([section.above for section in sections], self._named)
        return [
            self._page(section, (names[index], names[index + 1]), index)
            for index, section in enumerate(sections)
        ]

    def _best_sections(self) -> list[_Section]:
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
        strips += self._legend_height if self._needs_legend(first, last) else 0.0
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
        end = bottom + section.below.height
        below = Move(1.0, 0.0, end - whole.rows[-1].bottom)
        explains = self._needs_legend(section.first, section.last)
        cells += [below.cell(cell) for cell in whole.cells if explains and cell.column == LEGEND]
        symbols = [to.symbol(s) for s in whole.symbols if first.y <= s.box.y < last.bottom]
        pieces = [
            piece
            for arrow in whole.arrows
            if (piece := self._piece(arrow, section, connectors, shift, index)) is not None
        ]
        rows = whole.rows[section.first : section.last + 1]
        return replace(
            whole,
            height=end + (self._legend_height if explains else 0.0) + MARGIN_PT,
            cells=tuple(cells),
            symbols=(*symbols, *(connector.symbol for connector in connectors)),
            arrows=tuple(pieces),
            rows=tuple(to.box(row) for row in rows),
            first_row=section.first + 1,
            samples=tuple(below.sample(sample) for sample in whole.samples) if explains else (),
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
