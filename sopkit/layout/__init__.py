"""Where everything of the flowchart table stands: arithmetic only, in points, origin top left, y down."""

from sopkit.layout.grid import (
    Arrow,
    ArrowKind,
    Box,
    Cell,
    CellKind,
    Grid,
    Page,
    Picture,
    Point,
    Sample,
    Symbol,
    SymbolKind,
)
from sopkit.layout.marks import Marks, StepMark, StepState
from sopkit.layout.profile import in_form_of

__all__ = [
    "Arrow",
    "ArrowKind",
    "Box",
    "Cell",
    "CellKind",
    "Grid",
    "Marks",
    "Page",
    "Picture",
    "Point",
    "Sample",
    "StepMark",
    "StepState",
    "Symbol",
    "SymbolKind",
    "in_form_of",
]
