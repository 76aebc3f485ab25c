"""Sheets of paper on which a table is laid, landscape, and what of a sheet may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sopkit.layout.grid import Box, Cell, CellKind
from sopkit.model import Paper

__all__ = ["FOOT_BAND_MM", "PT_PER_MM", "Sheet", "page_number", "sheet"]

PT_PER_MM: Final = 72 / 25.4
FOOT_BAND_MM: Final = 20.0
"""Left free at the foot: signed documents carry the stamp of the electronic signature there.

Source: practice; in 348 signed SOPs of one office the stamp of BSrE stands at the foot of each page.
"""
_SIDE_PT: Final = 22.0
_TOP_PT: Final = 30.0
_NUMBER_SIZE_PT: Final = 8.0
_NUMBER_LINE_PT: Final = 10.0
_SIZES_MM: Final = {
    Paper.A4: (297.0, 210.0),
    Paper.F4: (330.0, 215.0),
    Paper.LETTER: (279.4, 215.9),
    Paper.LEGAL: (355.6, 215.9),
}
"""Width and height, landscape. Source of A4: ISO 216; F4 is the folio of Indonesian offices, by practice."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, in points: its size and the margins around what is drawn on it."""

    width: float
    height: float
    side: float = _SIDE_PT
    top: float = _TOP_PT
    foot: float = FOOT_BAND_MM * PT_PER_MM
    """The free band at the foot."""

    @property
    def room_width(self) -> float:
        """How wide the table may be."""
        return self.width - 2 * self.side

    @property
    def room_height(self) -> float:
        """How high the table may be."""
        return self.height - self.top - self.foot


def sheet(paper: Paper, *, foot_band_mm: float = FOOT_BAND_MM) -> Sheet:
    """Return a sheet of a paper size, landscape, with a free band at its foot."""
    width, height = _SIZES_MM[paper]
    return Sheet(width * PT_PER_MM, height * PT_PER_MM, foot=foot_band_mm * PT_PER_MM)


def page_number(paper: Sheet, number: int) -> Cell:
    """Return the number of a page, in the middle above what is drawn on the sheet."""
    return Cell(
        CellKind.MARGIN,
        "page",
        None,
        Box(0.0, (paper.top - _NUMBER_LINE_PT) / 2, paper.width, _NUMBER_LINE_PT),
        (f"- {number} -",),
        align="center",
        font_size=_NUMBER_SIZE_PT,
        line_height=_NUMBER_LINE_PT,
    )
