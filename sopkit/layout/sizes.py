"""The measures of the drawing, in points, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "ARROW_STUB_PT",
    "CAPSULE_HEIGHT_PT",
    "CAPSULE_WIDTH_PT",
    "DECISION_HEIGHT_PT",
    "LABEL_GAP_PT",
    "LABEL_HEAD_GAP_PT",
    "LANE_MARGIN_PT",
    "PORT_OFFSET_PT",
    "ROW_MARGIN_PT",
    "SYMBOL_HEIGHT_PT",
    "SYMBOL_MARGIN_PT",
    "SYMBOL_WIDTH_PT",
    "TRACK_PT",
    "TextSizes",
]


@dataclass(frozen=True, slots=True)
class TextSizes:
    """How large letters are, in points; everything else keeps its size when they change."""

    font: float = 8.0
    line: float = 10.0
    """From one line to the next."""
    padding: float = 5.0
    """Between a text and the border of its cell, at the sides and above and below."""
    label: float = 7.0
    """Of the letters at the arrows."""
    label_line: float = 8.5

    def times(self, factor: float) -> TextSizes:
        """Return larger or smaller letters, with the padding around them."""
        return TextSizes(
            self.font * factor,
            self.line * factor,
            self.padding * factor,
            self.label * factor,
            self.label_line * factor,
        )


SYMBOL_WIDTH_PT: Final = 56.0
SYMBOL_HEIGHT_PT: Final = 28.0
DECISION_HEIGHT_PT: Final = 36.0
CAPSULE_WIDTH_PT: Final = 42.0
"""Of the small capsule (Selesai) to which a decision's way to the end leads."""
CAPSULE_HEIGHT_PT: Final = 15.0

LABEL_GAP_PT: Final = 3.0
"""Between a label and the lines and symbols around it."""
LABEL_HEAD_GAP_PT: Final = 5.5
"""Between a label and an arrow that leaves downwards, whose head may stand right beside it."""

TRACK_PT: Final = 6.0
"""Between two parallel arrows."""
LANE_MARGIN_PT: Final = 5.0
"""Between the outermost arrow of a gutter and what lies beside the gutter."""
SYMBOL_MARGIN_PT: Final = 8.0
"""Between a symbol and the gutters beside it."""
ROW_MARGIN_PT: Final = 9.0
"""Between a symbol and the border of its row, where no arrow runs between them."""
ARROW_STUB_PT: Final = 11.0
"""The last stretch into a symbol: room for the arrowhead after the last bend."""
PORT_OFFSET_PT: Final = 12.0
"""From the middle of a symbol's upper side to where returns enter."""
