"""Colours, line widths, line styles and letters of the drawing, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sopkit.layout import ArrowKind, StepState, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BUILT_IN", "COLOUR", "DASHES_PT", "MONOCHROME", "Line", "LineStyle", "Theme"]


class LineStyle(StrEnum):
    """How the line of an arrow or a joint runs."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


DASHES_PT: Final[Mapping[LineStyle, tuple[float, ...]]] = {
    LineStyle.SOLID: (),
    LineStyle.DASHED: (5.0, 2.0),
    LineStyle.DOTTED: (1.0, 5.0),
}
"""A dash and the gap after it, as Graphviz draws them."""


@dataclass(frozen=True, slots=True)
class Line:
    """How a line is drawn; colours are `#rrggbb`, the width is in points."""

    colour: str
    width: float
    style: LineStyle = LineStyle.SOLID

    @property
    def is_broken(self) -> bool:
        """Whether it has gaps."""
        return self.style is not LineStyle.SOLID


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a drawing."""

    paper: str = "#ffffff"
    text: str = "#1b2430"
    header: str = "#e4ebf3"
    """The shade behind the words of the header."""
    fonts: tuple[str, ...] = ("Arial", "Arimo", "Liberation Sans", "Helvetica", "sans-serif")
    """The letters of an SVG, the first that a machine has; PNG and PDF bring their own."""
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
            ArrowKind.RETURN: Line("#b3261e", 1.1, LineStyle.DASHED),
            ArrowKind.JOINT: Line("#1d3f6e", 1.1),
        }
    )
    one_of: Line = Line("#1d3f6e", 1.6, LineStyle.DOTTED)
    """The joint of actors of whom one performs the step."""
    states: Mapping[StepState, Line] = field(
        default_factory=lambda: {
            StepState.DONE: Line("#2f7d4f", 1.1),
            StepState.CURRENT: Line("#0b5cad", 2.6),
            StepState.OVERDUE: Line("#b3261e", 2.6),
        }
    )
    """The outlines of symbols where a case is drawn."""
    state_fills: Mapping[StepState, str] = field(
        default_factory=lambda: {
            StepState.DONE: "#e3f4e8",
            StepState.CURRENT: "#d9ebff",
            StepState.OVERDUE: "#fde3e1",
        }
    )
    taken_width: float = 2.2
    """Of the arrows that a case has taken, in points."""
    dark: Mapping[str, str] = field(default_factory=dict)
    """Colours for readers who prefer dark, by the names of `colours`; without any, it stays light."""
    arrow_length: float = 6.0

    def colours(self) -> dict[str, str]:
        """Return every colour by its name, as the variables of an SVG are called."""
        lines = {"frame": self.frame, "rule": self.rule, "lane": self.lane, "symbol": self.symbol}
        named = {"paper": self.paper, "text": self.text, "header": self.header}
        named |= {name: line.colour for name, line in lines.items()}
        named |= {str(kind): fill for kind, fill in self.fills.items()}
        named |= {str(kind): line.colour for kind, line in self.ways.items()}
        named["one-of"] = self.one_of.colour
        for state, line in self.states.items():
            named |= {str(state): line.colour, f"{state}-fill": self.state_fills[state]}
        return named


COLOUR: Final = Theme(
    dark={
        "paper": "#15191f",
        "text": "#e6e9ee",
        "header": "#232b36",
        "frame": "#8593a6",
        "rule": "#5b6676",
        "lane": "#39424f",
        "symbol": "#9cc4f5",
        "start": "#1e3350",
        "end": "#1e3350",
        "process": "#1b212a",
        "decision": "#3a3118",
        "connector": "#1b212a",
        "forward": "#9cc4f5",
        "branch": "#9cc4f5",
        "return": "#ff9b93",
        "joint": "#9cc4f5",
        "one-of": "#9cc4f5",
        "done": "#7fd0a0",
        "done-fill": "#1b3526",
        "current": "#8bc1ff",
        "current-fill": "#15365c",
        "overdue": "#ff9b93",
        "overdue-fill": "#4a1f1d",
    }
)
"""The theme for screens, clear in black and white too: returns are dashed, one-of joints dotted."""

_BLACK: Final = "#000000"
_WHITE: Final = "#ffffff"
_GREY: Final = "#e6e6e6"

MONOCHROME: Final = Theme(
    text=_BLACK,
    header="#ececec",
    frame=Line(_BLACK, 1.0),
    rule=Line(_BLACK, 0.5),
    lane=Line(_BLACK, 0.5),
    symbol=Line(_BLACK, 1.0),
    fills=dict.fromkeys(SymbolKind, _WHITE),
    ways={kind: Line(_BLACK, 1.0) for kind in ArrowKind}
    | {ArrowKind.RETURN: Line(_BLACK, 1.0, LineStyle.DASHED)},
    one_of=Line(_BLACK, 1.6, LineStyle.DOTTED),
    states={
        StepState.DONE: Line(_BLACK, 1.0),
        StepState.CURRENT: Line(_BLACK, 2.6),
        StepState.OVERDUE: Line(_BLACK, 2.6),
    },
    state_fills={StepState.DONE: _GREY, StepState.CURRENT: _WHITE, StepState.OVERDUE: _WHITE},
)
"""The theme for paper: black on white."""

BUILT_IN: Final[Mapping[str, Theme]] = {"colour": COLOUR, "monochrome": MONOCHROME}
"""The themes that can be named."""
