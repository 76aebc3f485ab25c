"""The laid-out table as DOT with every position pinned: the table in xdot, the flow as nodes and edges."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.chart.shapes import (
    arrow_base,
    arrow_line,
    check_line,
    check_mark,
    is_one_of,
    printable,
    symbol_look,
    text_lines,
)
from sopkit.chart.theme import COLOUR, Theme
from sopkit.chart.xdot import background, number
from sopkit.layout import SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopkit.chart.shapes import TextLine
    from sopkit.layout import Arrow, Box, Grid, Point, Symbol

__all__ = ["dot_text", "row_id"]

_SHAPES = {
    SymbolKind.START: "box",
    SymbolKind.END: "box",
    SymbolKind.PROCESS: "box",
    SymbolKind.DECISION: "diamond",
    SymbolKind.CONNECTOR: "invhouse",
}
_LONGEST_STRING = 8_000
"""In letters; older Graphviz reads quoted strings of less than 16 KB only, longer ones are joined by `+`."""
_NORMAL_HEAD_PT = 10.0
"""The length of Graphviz's arrowhead at `arrowsize=1`; it is seven tenths as wide."""

_WORDS_MARGIN_PT = 10.0
"""Around a line of text that is a node: room enough for Graphviz, which would warn of too small a node."""


def dot_text(grid: Grid, titles: Mapping[str, str] | None = None, theme: Theme = COLOUR) -> str:
    """Write the table as DOT. `titles` holds the tooltips of symbols, arrows and rows by their ids."""
    titles = titles or {}
    lines = [
        "digraph sop {",
        f"graph [layout=nop2, pad=0, margin=0, outputorder=nodesfirst, bgcolor={_quoted(theme.paper)},",
        f'  bb="0,0,{number(grid.width)},{number(grid.height)}",',
        f"  _background={_long_quoted(list(background(grid, theme)))}];",
        f'node [fixedsize=true, margin=0, label="", fontname="Arial", fontcolor={_quoted(theme.text)}];',
        'edge [fontname="Arial"];',
        *(_row(step, box, titles, grid) for step, box in enumerate(grid.rows, start=grid.first_row)),
        *(
            _backslash_words(index, line, grid)
            for index, line in enumerate(text_lines(grid), start=1)
            if "\\" in line.text
        ),
        *(_symbol(symbol, titles, grid, theme) for symbol in grid.symbols),
        *(_arrow(arrow, titles, grid, theme) for arrow in grid.arrows),
        *(_check(symbol, grid, theme) for symbol in grid.symbols if symbol.has_check),
        "}",
    ]
    return "\n".join(lines) + "\n"


def row_id(number: int) -> str:
    """Return the id of the row of a step in the drawing."""
    return f"row-{number}"


def _row(step: int, box: Box, titles: Mapping[str, str], grid: Grid) -> str:
    name = row_id(step)
    return _node(
        name,
        {
            "id": name,
            "class": "row",
            "tooltip": _tooltip(titles.get(name, "")),
            "shape": "box",
            "color": "transparent",
            **_place(box, grid),
        },
    )


def _backslash_words(index: int, line: TextLine, grid: Grid) -> str:
    """Write a line that the background cannot hold as a node of its own, centred on where it stands."""
    x = line.x if line.centred else line.x + line.width / 2
    label = _label(line.text)
    return _node(
        f"words-{index}",
        {
            "id": f"words-{index}",
            "class": "words",
            "shape": "plaintext",
            "label": f"<<B>{label}</B>>" if line.bold else label,
            "fontsize": number(line.size),
            "pos": _position((x, line.y - 0.3 * line.size), grid),
            "width": number((line.width + _WORDS_MARGIN_PT) / 72),
            "height": number((line.size + _WORDS_MARGIN_PT) / 72),
        },
    )


def _symbol(symbol: Symbol, titles: Mapping[str, str], grid: Grid, theme: Theme) -> str:
    is_capsule = symbol.kind in {SymbolKind.START, SymbolKind.END}
    line, fill = symbol_look(symbol, theme)
    look = (
        {"color": "transparent"}
        if is_capsule
        else {"color": line.colour, "style": "filled", "fillcolor": fill, "penwidth": number(line.width)}
    )
    return _node(
        symbol.id,
        {
            "id": symbol.id,
            "class": f"symbol {symbol.kind}" + (f" {symbol.state}" if symbol.state else ""),
            "tooltip": _tooltip(titles.get(symbol.id, "")),
            "shape": _SHAPES[symbol.kind],
            "label": "\\n".join(_label(line) for line in symbol.lines),
            "fontsize": number(symbol.font_size),
            **look,
            **_place(symbol.box, grid),
        },
    )


def _check(symbol: Symbol, grid: Grid, theme: Theme) -> str:
    """Write a check mark as an edge from its symbol to itself: only edges are drawn above the symbols."""
    line = check_line(symbol, theme)
    attributes = {
        "id": f"{symbol.id}-check",
        "class": "check",
        "tooltip": _tooltip(""),
        "pos": " ".join(_position(point, grid) for point in _bezier(list(check_mark(symbol)))),
        "color": line.colour,
        "penwidth": number(line.width),
        "arrowhead": "none",
    }
    return f"{_quoted(symbol.id)} -> {_quoted(symbol.id)} {_attributes(attributes)}"


def _arrow(arrow: Arrow, titles: Mapping[str, str], grid: Grid, theme: Theme) -> str:
    line = arrow_line(arrow, theme)
    attributes = {
        "id": arrow.id,
        "class": _arrow_class(arrow),
        "tooltip": _tooltip(titles.get(arrow.id, "")),
        "pos": _spline(arrow, grid, theme),
        "color": line.colour,
        "penwidth": number(line.width),
    }
    if line.is_broken:
        attributes["style"] = str(line.style)
    if arrow.head and line.is_broken:
        attributes["dir"] = "back"
    if arrow.head:
        attributes["arrowsize"] = number(theme.arrow_length / _NORMAL_HEAD_PT)
    else:
        attributes["arrowhead"] = "none"
    if arrow.label and arrow.label_box is not None:
        attributes["label"] = "\\n".join(_label(line) for line in arrow.label)
        attributes["lp"] = _position(arrow.label_box.center, grid)
        attributes["fontsize"] = number(arrow.label_size)
        attributes["fontcolor"] = line.colour
    return f"{_quoted(arrow.source_symbol)} -> {_quoted(arrow.target_symbol)} {_attributes(attributes)}"


def _arrow_class(arrow: Arrow) -> str:
    extra = [name for name, holds in (("one-of", is_one_of(arrow)), ("taken", arrow.taken > 0)) if holds]
    return " ".join(["arrow", arrow.kind, *extra])


def _spline(arrow: Arrow, grid: Grid, theme: Theme) -> str:
    """Write the points of an arrow; one with gaps from its head on.

    Arrows that run on together to one symbol then have their dashes in the same places, and gaps stay gaps.
    """
    points = list(arrow.points)
    start = ""
    if arrow.head:
        tip, points[-1] = points[-1], arrow_base(arrow, theme.arrow_length)
        from_head = arrow_line(arrow, theme).is_broken
        start = f"{'s' if from_head else 'e'},{_position(tip, grid)} "
        points = points[::-1] if from_head else points
    return start + " ".join(_position(point, grid) for point in _bezier(points))


def _bezier(points: list[Point]) -> Iterator[Point]:
    """Return a chain of straight stretches as Bézier curves, which is what Graphviz reads."""
    yield points[0]
    for (x, y), (to_x, to_y) in pairwise(points):
        yield (x + (to_x - x) / 3, y + (to_y - y) / 3)
        yield (to_x - (to_x - x) / 3, to_y - (to_y - y) / 3)
        yield (to_x, to_y)


def _node(name: str, attributes: Mapping[str, str]) -> str:
    return f"{_quoted(name)} {_attributes(attributes)}"


def _attributes(attributes: Mapping[str, str]) -> str:
    written = (
        f"{name}={value if value.startswith('<<') else _quoted(value)}" for name, value in attributes.items()
    )
    return f"[{', '.join(written)}];"


def _place(box: Box, grid: Grid) -> dict[str, str]:
    return {
        "pos": _position(box.center, grid),
        "width": f"{box.width / 72:.6f}",
        "height": f"{box.height / 72:.6f}",
    }


def _position(point: Point, grid: Grid) -> str:
    return f"{number(point[0])},{number(grid.height - point[1])}"


def _label(text: str) -> str:
    return _entities(text).replace("\\", "\\\\")


def _tooltip(text: str) -> str:
    """Write a tooltip; Graphviz resolves its backslashes twice. An empty one would become the node's name."""
    return _entities(text).replace("\\", "\\" * 4) or " "


def _entities(text: str) -> str:
    text = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _long_quoted(operations: list[str]) -> str:
    """Write operations as one string, in pieces that every Graphviz can read."""
    pieces = [""]
    for operation in operations:
        if len(pieces[-1]) + len(operation) > _LONGEST_STRING:
            pieces.append("")
        pieces[-1] += operation
    return " +\n    ".join(_quoted(piece) for piece in pieces)
