"""What is drawn, as plain figures that every way of drawing shares: lines of text, rules, capsules, arrows.

Lengths are points, the origin is top left, y runs down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sopkit.chart.theme import Line
from sopkit.layout import ArrowKind, Box, CellKind
from sopkit.layout.metrics import has_letter, text_width
from sopkit.model import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.chart.theme import Theme
    from sopkit.layout import Arrow, Cell, Grid, Point, Symbol

__all__ = [
    "Rule",
    "TextLine",
    "arrow_base",
    "arrow_line",
    "capsule_curve",
    "check_line",
    "check_mark",
    "is_one_of",
    "label_lines",
    "printable",
    "rules",
    "symbol_lines",
    "symbol_look",
    "text_lines",
]

_BASELINE_EM = 0.36
"""From the middle of a line down to its baseline: half the height of Arimo's capitals."""
_UNDERLINE_EM = 0.14
"""From the baseline down to the line below underlined words."""
_UNDERLINE_PT = 0.6
_ROUND = 0.552284749831
"""Where the control points of a quarter circle stand, by its radius."""
_CHECK_EM = ((-0.42, 0.02), (-0.12, 0.34), (0.46, -0.4))
"""The corners of a check mark around its middle, by the size of the words below it."""
_CHECK_WIDTH_EM = 0.17
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `x` is its left end, its middle if `centred`, and `y` its baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    centred: bool = False

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return text_width(self.text, self.size, self.bold)

    def with_own_letters(self) -> TextLine:
        """Return what of it can be drawn with the font that comes along, as in PDF; its place stays."""
        kept = "".join(letter for letter in self.text if has_letter(letter))
        return self if kept == self.text else replace(self, text=" ".join(kept.split()))


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the table."""

    start: Point
    end: Point
    line: Line
    name: str = "frame"
    """`frame`, `rule` or `lane`; `one-of` for a sample in the legend."""


def printable(text: str) -> str:
    """Return a text with what no XML document can hold (control characters, halves of letters) replaced."""
    return _UNPRINTABLE.sub("\ufffd", text)


def text_lines(grid: Grid) -> Iterator[TextLine]:
    """Return the words of all cells, line by line."""
    for cell in grid.cells:
        centred = cell.align == "center"
        x = cell.box.center[0] if centred else cell.box.x + cell.padding
        yield from _stacked(cell, cell.box, x, centred)


def symbol_lines(symbol: Symbol) -> Iterator[TextLine]:
    """Return the words inside a symbol."""
    yield from (line for line in _stacked(symbol, symbol.box, symbol.box.center[0], True) if line.text)


def check_mark(symbol: Symbol) -> tuple[Point, ...]:
    """Return the corners of the check mark in a symbol, two strokes; none if it has none."""
    if not symbol.has_check:
        return ()
    x, y = symbol.box.center
    y -= (len(symbol.lines) - 1) / 2 * symbol.line_height
    return tuple((x + right * symbol.font_size, y + down * symbol.font_size) for right, down in _CHECK_EM)


def check_line(symbol: Symbol, theme: Theme) -> Line:
    """Return how the check mark in a symbol is drawn."""
    return Line(theme.text, _CHECK_WIDTH_EM * symbol.font_size)


def label_lines(arrow: Arrow) -> Iterator[TextLine]:
    """Return the words at an arrow."""
    if arrow.label_box is not None:
        middle = arrow.label_box.center
        baselines = _baselines(middle[1], len(arrow.label), arrow.label_size, arrow.label_line_height)
        for text, y in zip(arrow.label, baselines, strict=True):
            yield TextLine(middle[0], y, printable(text), arrow.label_size, centred=True)


def rules(grid: Grid, theme: Theme) -> tuple[Rule, ...]:
    """Return the lines of the table, each drawn once: neighbouring stretches are one line."""
    cells = [cell for cell in grid.cells if cell.kind is not CellKind.MARGIN]
    found = [
        *_merged(_sides(cells, lanes=True), theme.lane, "lane"),
        *_merged(_sides(cells, lanes=False), theme.rule, "rule"),
    ]
    header = grid.header
    bottom = max((cell.box.bottom for cell in cells), default=header.bottom)
    for frame in (Box(header.x, header.y, header.width, bottom - header.y), *grid.frames):
        found += _frame(frame, theme.frame)
    found.append(Rule((header.x, header.bottom), (header.right, header.bottom), theme.frame))
    found += _underlines(grid, Line(theme.text, _UNDERLINE_PT))
    found += [Rule(sample.start, sample.end, theme.one_of, "one-of") for sample in grid.samples]
    return tuple(found)


def capsule_curve(box: Box) -> tuple[Point, ...]:
    """Return the outline of a capsule as a chain of Bézier curves: its start, then three points a curve."""
    radius = min(box.width, box.height) / 2
    bow = radius * (1 - _ROUND)
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    start = (left + radius, top)
    return (
        start,
        *_straight(start, (right - radius, top)),
        *((right - bow, top), (right, top + bow), (right, top + radius)),
        *_straight((right, top + radius), (right, bottom - radius)),
        *((right, bottom - bow), (right - bow, bottom), (right - radius, bottom)),
        *_straight((right - radius, bottom), (left + radius, bottom)),
        *((left + bow, bottom), (left, bottom - bow), (left, bottom - radius)),
        *_straight((left, bottom - radius), (left, top + radius)),
        *((left, top + bow), (left + bow, top), start),
    )


def arrow_base(arrow: Arrow, length: float) -> Point:
    """Return where the arrowhead begins: so many points before the tip, within the last stretch."""
    (x, y), (tip_x, tip_y) = arrow.points[-2:]
    stretch = abs(tip_x - x) + abs(tip_y - y)
    share = min(length / stretch, 0.9) if stretch else 0.0
    return (tip_x + (x - tip_x) * share, tip_y + (y - tip_y) * share)


def arrow_line(arrow: Arrow, theme: Theme) -> Line:
    """Return how an arrow is drawn: by its kind, a joint also by how its actors work; wider where taken."""
    if is_one_of(arrow):
        return theme.one_of
    line = theme.ways[arrow.kind]
    return replace(line, width=max(line.width, theme.taken_width)) if arrow.taken else line


def is_one_of(arrow: Arrow) -> bool:
    """Return whether an arrow joins actors of whom one performs the step."""
    return arrow.kind is ArrowKind.JOINT and arrow.manner is Manner.ANY


def symbol_look(symbol: Symbol, theme: Theme) -> tuple[Line, str]:
    """Return the outline and the fill of a symbol: by its kind, or by where a case stands with it."""
    state = symbol.state
    if state is not None and state in theme.states:
        return theme.states[state], theme.state_fills[state]
    return theme.symbol, theme.fills[symbol.kind]


def _frame(box: Box, line: Line) -> Iterator[Rule]:
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        yield Rule(one, other, line)


def _underlines(grid: Grid, line: Line) -> Iterator[Rule]:
    cells = tuple(cell for cell in grid.cells if cell.underlined)
    for words in (line.with_own_letters() for line in text_lines(replace(grid, cells=cells))):
        left = words.x - words.width / 2 if words.centred else words.x
        y = words.y + _UNDERLINE_EM * words.size
        yield Rule((left, y), (left + words.width, y), line)


def _stacked(words: Cell | Symbol, box: Box, x: float, centred: bool) -> Iterator[TextLine]:
    bold = getattr(words, "bold", False)
    baselines = _baselines(box.center[1], len(words.lines), words.font_size, words.line_height)
    for text, y in zip(words.lines, baselines, strict=True):
        yield TextLine(x, y, printable(text), words.font_size, bold, centred)


def _baselines(middle: float, count: int, size: float, line_height: float) -> Iterator[float]:
    for index in range(count):
        yield middle + (index - (count - 1) / 2) * line_height + _BASELINE_EM * size


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    (x, y), (to_x, to_y) = start, end
    third_x, third_y = (to_x - x) / 3, (to_y - y) / 3
    return ((x + third_x, y + third_y), (to_x - third_x, to_y - third_y), end)


def _sides(cells: Iterable[Cell], *, lanes: bool) -> Iterator[tuple[bool, float, float, float]]:
    """Return the sides of cells: upright or not, where, from, to. Lanes are the upright sides of actors."""
    for cell in cells:
        box = cell.box
        if (cell.kind is CellKind.ACTOR) == lanes:
            yield (True, box.x, box.y, box.bottom)
            yield (True, box.right, box.y, box.bottom)
        if not lanes:
            yield (False, box.y, box.x, box.right)
            yield (False, box.bottom, box.x, box.right)


def _merged(sides: Iterable[tuple[bool, float, float, float]], line: Line, name: str) -> Iterator[Rule]:
    """Join stretches that touch or overlap on one line."""
    upright, place, start, end = None, 0.0, 0.0, 0.0
    for side in sorted(
        {(kind, round(at, 3), round(one, 3), round(other, 3)) for kind, at, one, other in sides}
    ):
        if upright == side[0] and place == side[1] and side[2] <= end:
            end = max(end, side[3])
            continue
        if upright is not None:
            yield _rule(upright, place, start, end, line, name)
        upright, place, start, end = side
    if upright is not None:
        yield _rule(upright, place, start, end, line, name)


def _rule(upright: bool, place: float, start: float, end: float, line: Line, name: str) -> Rule:
    if upright:
        return Rule((place, start), (place, end), line, name)
    return Rule((start, place), (end, place), line, name)
