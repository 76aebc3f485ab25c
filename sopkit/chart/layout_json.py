"""The laid-out table as JSON, for other programs: points, origin top left, y down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.layout import Arrow, Box, Cell, Grid, Symbol

__all__ = ["layout_json"]


def layout_json(grid: Grid) -> str:
    """Return the cells, symbols, arrows and pages of a table; items may gain keys in later versions."""
    table = {
        "width": _number(grid.width),
        "height": _number(grid.height),
        "language": grid.language,
        "title": grid.title,
        "header": _box(grid.header),
        "rows": [_box(row) for row in grid.rows],
        "cells": [_cell(cell) for cell in grid.cells],
        "symbols": [_symbol(symbol) for symbol in grid.symbols],
        "arrows": [_arrow(arrow) for arrow in grid.arrows],
        "pages": [{"number": page.number, "box": _box(page.box)} for page in grid.pages],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "kind": str(cell.kind),
        "column": cell.column,
        "step": cell.step,
        "box": _box(cell.box),
        "lines": list(cell.lines),
        "align": cell.align,
        "bold": cell.bold,
        "font_size": _number(cell.font_size),
        "line_height": _number(cell.line_height),
        "padding": _number(cell.padding),
    }


def _symbol(symbol: Symbol) -> dict[str, object]:
    return {
        "id": symbol.id,
        "step": symbol.step,
        "actor": symbol.actor,
        "kind": str(symbol.kind),
        "box": _box(symbol.box),
        "lines": list(symbol.lines),
        "state": None if symbol.state is None else str(symbol.state),
    }


def _arrow(arrow: Arrow) -> dict[str, object]:
    return {
        "id": arrow.id,
        "from": arrow.source,
        "to": arrow.target,
        "kind": str(arrow.kind),
        "points": [[_number(x), _number(y)] for x, y in arrow.points],
        "from_symbol": arrow.source_symbol,
        "to_symbol": arrow.target_symbol,
        "head": arrow.head,
        "manner": None if arrow.manner is None else str(arrow.manner),
        "taken": arrow.taken,
        "label": arrow.label_text,
        "label_box": None if arrow.label_box is None else _box(arrow.label_box),
    }


def _box(box: Box) -> dict[str, float]:
    return {
        "x": _number(box.x),
        "y": _number(box.y),
        "width": _number(box.width),
        "height": _number(box.height),
    }


def _number(value: float) -> float:
    """Round to thousandths of a point, far below what can be seen."""
    return round(value, 3) + 0.0
