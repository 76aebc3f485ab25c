"""The laid-out table as plain frozen data; lengths are points, the origin is top left, y runs down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.layout.marks import Marks, StepState
    from sopkit.model import ActorId, Manner, StepKey

__all__ = [
    "Arrow",
    "ArrowKind",
    "Box",
    "Cell",
    "CellKind",
    "Grid",
    "Page",
    "Picture",
    "Point",
    "Sample",
    "Symbol",
    "SymbolKind",
]

Point = tuple[float, float]
"""x and y, in points."""


class CellKind(StrEnum):
    """What a cell is for: `HEADER` and `TEXT` hold words, `ACTOR` holds symbols and arrows."""

    HEADER = "header"
    TEXT = "text"
    ACTOR = "actor"
    MARGIN = "margin"
    """Words without borders of their own: the number of a page, the legend, an entry of a list."""


class SymbolKind(StrEnum):
    """The symbols of the regulation: capsule (start, end), box, diamond, pentagon."""

    START = "start"
    PROCESS = "process"
    DECISION = "decision"
    END = "end"
    CONNECTOR = "connector"


class ArrowKind(StrEnum):
    """What an arrow stands for; a joint links the symbols of one step."""

    FORWARD = "forward"
    RETURN = "return"
    BRANCH = "branch"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """Its middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table with its wrapped text.

    Lines are spread around the cell's middle, one below the other at `line_height`; `align` says whether they
    begin at the left padding or are centred.
    """

    kind: CellKind
    column: str
    """The column's name; an actor column is `actor:` and the actor's id, a header over several `group:`…"""
    step: StepKey | None
    """None for the header."""
    box: Box
    lines: tuple[str, ...] = ()
    bold: bool = False
    align: str = "left"
    """`left` or `center`."""
    font_size: float = 8.0
    line_height: float = 10.0
    padding: float = 5.0
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of a step in the column of one of its actors."""

    id: str
    """Unique within the table, safe as an XML id."""
    step: StepKey
    actor: ActorId
    kind: SymbolKind
    box: Box
    lines: tuple[str, ...] = ()
    """Words inside the symbol, such as Selesai; mostly none."""
    font_size: float = 7.0
    line_height: float = 8.5
    state: StepState | None = None
    """Where the case stands with it that is drawn; None where no case is drawn."""
    has_check: bool = False
    """Whether a check mark stands in it, in place of its first line, which is empty."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way as it is drawn: a chain of horizontal and vertical stretches from a symbol to a symbol."""

    id: str
    source: StepKey
    target: StepKey
    """`end` for an end; for a joint the step itself."""
    kind: ArrowKind
    points: tuple[Point, ...]
    source_symbol: str
    target_symbol: str
    head: bool = True
    """Whether it ends in an arrowhead; joints of a shared step do not."""
    manner: Manner | None = None
    """For a joint: how the actors work on the step."""
    label: tuple[str, ...] = ()
    """The lines of its label."""
    label_text: str | None = None
    """The label as its author wrote it."""
    label_box: Box | None = None
    label_size: float = 7.0
    label_line_height: float = 8.5
    index: int = 0
    """Its way's place among those of its kind that leave the step, from 0; of no meaning for a joint."""
    taken: int = 0
    """How often the case that is drawn took its way."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of line in the legend: it looks as the joint of actors of whom one performs a step."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the drawing; the long table is one page of the table's size."""

    number: int
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its place: the logo of a form."""

    box: Box
    data: bytes
    """The file, PNG or JPEG."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole table."""

    width: float
    height: float
    language: str
    """Of the form: `id` or `en`."""
    title: str
    cells: tuple[Cell, ...]
    symbols: tuple[Symbol, ...]
    arrows: tuple[Arrow, ...]
    pages: tuple[Page, ...]
    rows: tuple[Box, ...]
    """One for each step, over all columns, in the order of the steps."""
    header: Box
    first_row: int = 1
    """The number of the step of the first row; on a later page it is not 1."""
    samples: tuple[Sample, ...] = ()
    """The lines in the legend; its words are cells of the kind `MARGIN`."""
    marks: Marks | None = None
    """Where the case stands that is drawn on the table, if one is."""
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Box, ...] = ()
    """Around further tables on the page, such as an identity above a flowchart."""
