"""The background of the drawing in xdot, Graphviz's own drawing language: shades, rules and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.chart.shapes import capsule_curve, rules, symbol_look, text_lines
from sopkit.layout import CellKind, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.chart.shapes import TextLine
    from sopkit.chart.theme import Line, Theme
    from sopkit.layout import Grid, Point

__all__ = ["background", "number"]

_TEXT_SITS_HIGH_EM = 0.1
"""Graphviz draws the words of a background a tenth of their size above the place it is told."""


def background(grid: Grid, theme: Theme) -> Iterator[str]:
    """Return the operations that draw the table without its symbols and arrows, from back to front.

    Words with a backslash are left out: Graphviz versions disagree about counting it.
    """
    height = grid.height
    page = [(0.0, 0.0), (grid.width, 0.0), (grid.width, height), (0.0, height)]
    yield _colour("C", theme.paper) + _colour("c", theme.paper) + _points("P", page, height)
    yield from _header(grid, theme)
    for rule in rules(grid, theme):
        yield _pen(rule.line) + _points("L", (rule.start, rule.end), height)
    yield from _capsules(grid, theme)
    yield from _words(text_lines(grid), theme, height)


def number(value: float) -> str:
    """Write a number of points with at most three decimals, without needless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _header(grid: Grid, theme: Theme) -> Iterator[str]:
    boxes = [cell.box for cell in grid.cells if cell.kind is CellKind.HEADER]
    if boxes:
        yield _colour("C", theme.header) + _colour("c", theme.header)
    for box in boxes:
        corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
        yield _points("P", corners, grid.height)


def _capsules(grid: Grid, theme: Theme) -> Iterator[str]:
    for symbol in grid.symbols:
        if symbol.kind in {SymbolKind.START, SymbolKind.END}:
            line, colour = symbol_look(symbol, theme)
            yield _pen(line) + _colour("C", colour) + _points("b", capsule_curve(symbol.box), grid.height)


def _words(lines: Iterable[TextLine], theme: Theme, height: float) -> Iterator[str]:
    yield _colour("c", theme.text)
    font: tuple[float, bool] | None = None
    for line in lines:
        if "\\" in line.text or not line.text.strip():
            continue
        if font != (line.size, line.bold):
            font = (line.size, line.bold)
            yield f"F {number(line.size)} 5 -Arial t {int(line.bold)} "
        x, y = number(line.x), number(height - line.y - _TEXT_SITS_HIGH_EM * line.size)
        align = 0 if line.centred else -1
        bytes_long = len(line.text.encode())
        yield f"T {x} {y} {align} {number(line.width)} {bytes_long} -{line.text} "


def _pen(line: Line) -> str:
    styles = (f"setlinewidth({number(line.width)})", str(line.style))
    return _colour("c", line.colour) + "".join(f"S {len(style)} -{style} " for style in styles)


def _colour(operation: str, colour: str) -> str:
    return f"{operation} {len(colour)} -{colour} "


def _points(operation: str, points: Iterable[Point], height: float) -> str:
    written = [f"{number(x)} {number(height - y)}" for x, y in points]
    return f"{operation} {len(written)} {' '.join(written)} "
