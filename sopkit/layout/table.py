"""The flowchart table of an SOP, laid out as one long table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.flow import Flow
from sopkit.layout import arrows
from sopkit.layout.columns import DoesNotFit, TextColumns, text_columns
from sopkit.layout.grid import Box, Cell, CellKind, Grid, Page
from sopkit.layout.header import header_cells, least_actor_widths
from sopkit.layout.labels import way_labels
from sopkit.layout.legend import legend_of
from sopkit.layout.marked import marked
from sopkit.layout.placement import Placement
from sopkit.layout.sizes import TextSizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.layout.frame import ColumnFrame, RowFrame
    from sopkit.layout.labels import WayLabels
    from sopkit.layout.marks import Marks
    from sopkit.model import Sop

__all__ = ["MARGIN_PT", "lay_out"]

_USUAL_TEXT = TextSizes()
MARGIN_PT = 6.0
"""Around the table, so that its outer lines are drawn whole."""


def lay_out(
    sop: Sop,
    *,
    text_sizes: TextSizes = _USUAL_TEXT,
    width_pt: float | None = None,
    marks: Marks | None = None,
) -> Grid:
    """Lay out the flowchart table of an SOP without errors, as one page of the table's own size.

    With `width_pt` the whole is so wide, margins included; with `marks` a case stands on it.

    Raises DoesNotFit: it cannot be made so narrow.
    """
    flow = Flow.of(sop)
    labels = way_labels(sop, flow, marks)
    planned = arrows.plan(Placement.of(sop, flow), flow, labels, text_sizes)
    least = least_actor_widths(sop, text_sizes)
    even = True
    if width_pt is None:
        text = text_columns(sop, labels.explained, text_sizes)
    else:
        text, least, even = _fitted(sop, planned, labels, text_sizes, width_pt - 2 * MARGIN_PT)
    heights = [text.row_height(row) for row in range(len(sop.steps))]
    columns = arrows.actor_columns(planned, MARGIN_PT + text.width_before, least, even=even)
    rows = arrows.step_rows(planned, heights)
    text = text.placed(MARGIN_PT, columns[-1].x + columns[-1].width)
    header, below = header_cells(sop, text, columns, MARGIN_PT)
    rows = tuple(row.shifted(below) for row in rows)
    symbols = arrows.draw_symbols(planned, columns, rows, sop.language)
    right = max(text.right, columns[-1].x + columns[-1].width)
    bottom = rows[-1].y + rows[-1].height
    legend, samples = legend_of(sop, text_sizes, Box(MARGIN_PT, bottom, right - MARGIN_PT, 0.0))
    bottom = max((cell.box.bottom for cell in legend), default=bottom)
    width, height = right + MARGIN_PT, bottom + MARGIN_PT
    grid = Grid(
        width=width,
        height=height,
        language=sop.language,
        title=sop.title,
        cells=(*header, *_body_cells(sop, text, columns, rows), *legend),
        symbols=symbols,
        arrows=arrows.draw_arrows(planned, symbols, columns, rows),
        pages=(Page(1, Box(0.0, 0.0, width, height)),),
        rows=tuple(Box(MARGIN_PT, row.y, right - MARGIN_PT, row.height) for row in rows),
        header=Box(MARGIN_PT, MARGIN_PT, right - MARGIN_PT, below - MARGIN_PT),
        samples=samples,
    )
    return grid if marks is None else marked(grid, marks)


def _fitted(
    sop: Sop, planned: arrows.Plan, labels: WayLabels, text_sizes: TextSizes, width: float
) -> tuple[TextColumns, list[float], bool]:
    """Return the text columns, the widths of the actor columns, and whether symbols stand in their middles.

    Where that is too wide, every actor column is as narrow as its labels and arrows allow.
    """
    heights = [row.height for row in arrows.step_rows(planned, [0.0] * len(sop.steps))]
    missing = 0.0
    for even in (True, False):
        least = least_actor_widths(sop, text_sizes, even=even)
        natural = [frame.width for frame in arrows.actor_columns(planned, 0.0, least, even=even)]
        room = width - sum(natural)
        try:
            text = text_columns(sop, labels.explained, text_sizes, room, heights)
        except DoesNotFit as error:
            missing = error.missing_pt
            continue
        return text, [each + (room - text.width) / len(natural) for each in natural], even
    raise DoesNotFit(missing)


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
