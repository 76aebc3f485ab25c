"""The flowchart table of an SOP, laid out as one long table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.flow import Flow
from sopkit.layout import arrows
from sopkit.layout.columns import TextColumns, text_columns
from sopkit.layout.grid import Box, Cell, CellKind, Grid, Page
from sopkit.layout.header import header_cells, least_actor_widths
from sopkit.layout.labels import way_labels
from sopkit.layout.placement import Placement
from sopkit.layout.sizes import TextSizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.layout.frame import ColumnFrame, RowFrame
    from sopkit.model import Sop

__all__ = ["MARGIN_PT", "lay_out"]

_USUAL_TEXT = TextSizes()
MARGIN_PT = 6.0
"""Around the table, so that its outer lines are drawn whole."""


def lay_out(sop: Sop, *, text_sizes: TextSizes = _USUAL_TEXT, width_pt: float | None = None) -> Grid:
    """Lay out the flowchart table of an SOP without errors, as one page of the table's own size.

    With `width_pt` the whole is so wide, margins included.

    Raises DoesNotFit: it cannot be made so narrow.
    """
    flow = Flow.of(sop)
    labels = way_labels(sop, flow)
    planned = arrows.plan(Placement.of(sop, flow), flow, labels, text_sizes)
    least = least_actor_widths(sop, text_sizes)
    if width_pt is None:
        text = text_columns(sop, labels.explained, text_sizes)
    else:
        natural = [frame.width for frame in arrows.actor_columns(planned, 0.0, least)]
        room = width_pt - 2 * MARGIN_PT - sum(natural)
        text = text_columns(sop, labels.explained, text_sizes, room)
        least = [width + (room - text.width) / len(natural) for width in natural]
    heights = [text.row_height(row) for row in range(len(sop.steps))]
    columns = arrows.actor_columns(planned, MARGIN_PT + text.width_before, least)
    rows = arrows.step_rows(planned, heights)
    text = text.placed(MARGIN_PT, columns[-1].x + columns[-1].width)
    header, below = header_cells(sop, text, columns, MARGIN_PT)
    rows = tuple(row.shifted(below) for row in rows)
    symbols = arrows.draw_symbols(planned, columns, rows, sop.language)
    right = max(text.right, columns[-1].x + columns[-1].width)
    bottom = rows[-1].y + rows[-1].height
    width, height = right + MARGIN_PT, bottom + MARGIN_PT
    return Grid(
        width=width,
        height=height,
        language=sop.language,
        title=sop.title,
        cells=(*header, *_body_cells(sop, text, columns, rows)),
        symbols=symbols,
        arrows=arrows.draw_arrows(planned, symbols, columns, rows),
        pages=(Page(1, Box(0.0, 0.0, width, height)),),
        rows=tuple(Box(MARGIN_PT, row.y, right - MARGIN_PT, row.height) for row in rows),
        header=Box(MARGIN_PT, MARGIN_PT, right - MARGIN_PT, below - MARGIN_PT),
    )


def _body_cells(
    sop: Sop, text: TextColumns, columns: Sequence[ColumnFrame], rows: Sequence[RowFrame]
) -> list[Cell]:
    cells = []
    for step, row in zip(sop.steps, rows, strict=True):
        for column in text.columns:
            box = Box(column.x, row.y, column.width, row.height)
            lines = column.lines[step.number - 1]
            cell = Cell(CellKind.TEXT, column.name, step.key, box, lines, align=column.align)
            cells.append(
                replace(
                    cell,
                    font_size=text.sizes.font,
                    line_height=text.sizes.line,
                    padding=text.sizes.padding,
                )
            )
        for actor, frame in zip(sop.actors, columns, strict=True):
            box = Box(frame.x, row.y, frame.width, row.height)
            cells.append(Cell(CellKind.ACTOR, f"actor:{actor.id}", step.key, box))
    return cells
