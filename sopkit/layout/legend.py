"""The legend below the table: what the lines mean that no regulation tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.lang import text as words
from sopkit.layout.grid import Box, Cell, CellKind, Sample
from sopkit.layout.metrics import wrap
from sopkit.model import Manner

if TYPE_CHECKING:
    from sopkit.layout.sizes import TextSizes
    from sopkit.model import Sop, Step

__all__ = ["LEGEND", "legend_of"]

LEGEND: Final = "legend"
"""The name of the column of its words."""
_GAP_PT: Final = 6.0
"""Between the table and the legend."""
_SAMPLE_EM: Final = 4.0
"""The length of a piece of line, by the size of the letters."""


def legend_of(sop: Sop, text: TextSizes, table: Box) -> tuple[tuple[Cell, ...], tuple[Sample, ...]]:
    """Return the words and lines of the legend below a table, and as wide; nothing where there is no need."""
    if not any(_is_one_of_several(step) for step in sop.steps):
        return (), ()
    start = table.x + text.padding
    end = start + text.font * _SAMPLE_EM
    top = table.bottom + _GAP_PT
    lines = wrap(words("form.legend-one-of", sop.language), table.right - end - 2 * text.padding, text.font)
    cell = Cell(
        CellKind.MARGIN,
        LEGEND,
        None,
        Box(end, top, table.right - end, len(lines) * text.line),
        lines,
        font_size=text.font,
        line_height=text.line,
        padding=text.padding,
    )
    y = top + text.line / 2
    return (cell,), (Sample((start, y), (end, y)),)


def _is_one_of_several(step: Step) -> bool:
    return step.performers.manner is Manner.ANY and len(set(step.performers.actors)) > 1
