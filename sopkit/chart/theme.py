"""Colours, line widths and letters of the drawing, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sopkit.layout import ArrowKind, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLOUR", "DASHES_PT", "Line", "Theme"]

DASHES_PT: Final = (5.0, 2.0)
"""A dash and the gap after it, as Graphviz draws `dashed`."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a line is drawn; colours are `#rrggbb`, the width is in points."""

    colour: str
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a drawing."""

    paper: str = "#ffffff"
    text: str = "#1b2430"
    header: str = "#e4ebf3"
    """The shade behind the words of the header."""
    frame: Line = Line("#46556a", 1.0)
    """Around the table and below its header."""
    rule: Line = Line("#8b97a8", 0.5)
    lane: Line = Line("#cfd6e0", 0.5)
    """Between two actors, where arrows cross."""
    symbol: Line = Line("#1d3f6e", 1.1)
    fills: Mapping[SymbolKind, str] = field(
        default_factory=lambda: {
            SymbolKind.START: "#e6eff9",
            SymbolKind.END: "#e6eff9",
            SymbolKind.PROCESS: "#ffffff",
            SymbolKind.DECISION: "#fff6e0",
            SymbolKind.CONNECTOR: "#ffffff",
        }
    )
    ways: Mapping[ArrowKind, Line] = field(
        default_factory=lambda: {
            ArrowKind.FORWARD: Line("#1d3f6e", 1.1),
            ArrowKind.BRANCH: Line("#1d3f6e", 1.1),
            ArrowKind.RETURN: Line("#b3261e", 1.1, dashed=True),
            ArrowKind.JOINT: Line("#1d3f6e", 1.1),
        }
    )
    one_of: Line = Line("#1d3f6e", 1.1, dashed=True)
    """The joint of actors of whom one performs the step."""
    arrow_length: float = 6.0


COLOUR = Theme()
"""The theme for screens, clear in black and white too: returns are dashed."""
