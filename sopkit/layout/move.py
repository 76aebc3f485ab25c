"""Parts of a table somewhere else, and smaller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sopkit.layout.grid import Box, Sample

if TYPE_CHECKING:
    from sopkit.layout.grid import Arrow, Cell, Point, Symbol

__all__ = ["Move"]


@dataclass(frozen=True, slots=True)
class Move:
    """Makes the parts of a table smaller, then moves them."""

    scale: float
    x: float
    y: float

    def box(self, box: Box) -> Box:
        """Return a box there."""
        x, y = self.point((box.x, box.y))
        return Box(x, y, box.width * self.scale, box.height * self.scale)

    def point(self, point: Point) -> Point:
        """Return a point there."""
        return (self.x + point[0] * self.scale, self.y + point[1] * self.scale)

    def letters(self, size: float) -> float:
        """Return a size of letters; rounded, so that the least size is not missed by a hair."""
        return round(size * self.scale, 6)

    def cell(self, cell: Cell) -> Cell:
        """Return a cell there, with its letters."""
        return replace(
            cell,
            box=self.box(cell.box),
            font_size=self.letters(cell.font_size),
            line_height=cell.line_height * self.scale,
            padding=cell.padding * self.scale,
        )

    def symbol(self, symbol: Symbol) -> Symbol:
        """Return a symbol there, with its words."""
        return replace(
            symbol,
            box=self.box(symbol.box),
            font_size=self.letters(symbol.font_size),
            line_height=symbol.line_height * self.scale,
        )

    def arrow(self, arrow: Arrow) -> Arrow:
        """Return an arrow there, with its label."""
        return replace(
            arrow,
            points=tuple(self.point(point) for point in arrow.points),
            label_box=self.box(arrow.label_box) if arrow.label_box else None,
            label_size=self.letters(arrow.label_size),
            label_line_height=arrow.label_line_height * self.scale,
        )

    def sample(self, sample: Sample) -> Sample:
        """Return the sample of a line there."""
        return Sample(self.point(sample.start), self.point(sample.end))
