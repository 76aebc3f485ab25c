"""Where everything of the flowchart table stands: arithmetic only, in points, origin top left, y down."""

from sopkit.layout.grid import Arrow, ArrowKind, Box, Cell, CellKind, Grid, Page, Point, Symbol, SymbolKind

__all__ = [
    "Arrow",
    "ArrowKind",
    "Box",
    "Cell",
    "CellKind",
    "Grid",
    "Page",
    "Point",
    "Symbol",
    "SymbolKind",
]
