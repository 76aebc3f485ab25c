"""One pass over an engine's SVG: titles, text alternative, data attributes, colours as CSS variables.

Graphviz says where everything stands; this adds what it does not write, and guards the width of every line of
text against foreign letters.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from sopkit.chart.dot_writer import row_id
from sopkit.chart.shapes import check_line, check_mark, printable, rules, symbol_look, text_lines
from sopkit.chart.svg_style import style
from sopkit.chart.theme import COLOUR, Theme
from sopkit.chart.xdot import number
from sopkit.layout import CellKind, SymbolKind
from sopkit.layout.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopkit.chart.shapes import TextLine
    from sopkit.chart.words import Words
    from sopkit.layout import Arrow, Grid, Symbol
    from sopkit.model import StepKey

__all__ = ["dressed"]

_NO_LINKS: Final[Mapping[StepKey, str]] = {}


def dressed(
    drawn: bytes,
    grid: Grid,
    words: Words,
    theme: Theme = COLOUR,
    links: Mapping[StepKey, str] = _NO_LINKS,
) -> bytes:
    """Return the SVG of an engine with everything that people and programs need beside the picture.

    `links` holds where the symbols of a step lead, by the keys of the steps; see `checked_links`.
    """
    graph = next(element for element in ET.fromstring(drawn) if element.get("class") == "graph")
    root = _root(grid, theme, has_links=bool(links))
    _add(root, "title", words.picture, id="sop-title")
    _add(root, "desc", words.description, id="sop-description")
    _add(root, "style", style(theme))
    table = ET.SubElement(root, "g", {"transform": f"translate(0 {number(grid.height)})"})
    background = ET.SubElement(table, "g", {"class": "table"})
    marks = _marks(grid)
    symbols = {symbol.id: symbol for symbol in grid.symbols}
    words_at = {f"words-{index}": line for index, line in enumerate(text_lines(grid), start=1)}
    names = _names(graph, grid, theme)
    for element in graph:
        tag = _tag(element)
        kind, _, rest = element.get("class", "").partition(" ")
        if tag == "g" and kind in {"node", "edge"} and rest != "check":
            part = _part(element, rest, words, marks, symbols, theme)
            symbol = symbols.get(part.get("id", ""))
            if symbol is not None and symbol.has_check:
                part.append(_check(symbol, grid, theme))
            _link(part, symbol, links)
            if part.get("id") in words_at:
                _centre(part, words_at[part.get("id", "")])
            table.append(part)
        elif tag in {"polygon", "polyline", "text"}:
            plain = _plain(element, next(names[tag]))
            if plain.get("class") == "paper":  # an engine makes it wider for texts that it takes for wider
                plain.set("points", _corners(grid))
            background.append(plain)
    ET.indent(root, space="")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _names(graph: ET.Element, grid: Grid, theme: Theme) -> dict[str, Iterator[str]]:
    """Return the classes of the shades, rules and words of the background, each in their order.

    What Graphviz hands on has no names, but keeps its order: the paper (its own and ours), the header.
    """
    shades = sum(_tag(element) == "polygon" for element in graph)
    headers = sum(cell.kind is CellKind.HEADER for cell in grid.cells)
    return {
        "polygon": chain(repeat("paper", shades - headers), repeat("header")),
        "polyline": chain((rule.name for rule in rules(grid, theme)), repeat("")),
        "text": repeat(""),
    }


def _corners(grid: Grid) -> str:
    """Return the corners of the drawing, y = 0 at its lower side."""
    width, height = number(grid.width), number(-grid.height)
    return f"0,0 0,{height} {width},{height} {width},0 0,0"


def _root(grid: Grid, theme: Theme, *, has_links: bool) -> ET.Element:
    """Return the element that holds all.

    An image has no parts for those who listen; a drawing with links is a document of parts.
    """
    width, height = number(grid.width), number(grid.height)
    return ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "sopkit",
            "role": "graphics-document document" if has_links else "img",
            "aria-labelledby": "sop-title",
            "aria-describedby": "sop-description",
            "lang": grid.language,
            "xml:lang": grid.language,
            "width": f"{width}pt",
            "height": f"{height}pt",
            "viewBox": f"0 0 {width} {height}",
            "font-family": ", ".join(f"'{name}'" if " " in name else name for name in theme.fonts),
        },
    )


def _marks(grid: Grid) -> dict[str, dict[str, str]]:
    """Return the data attributes of rows, symbols and arrows by their ids."""
    marks: dict[str, dict[str, str]] = {}
    steps = list(dict.fromkeys(cell.step for cell in grid.cells if cell.step is not None))
    for number_of_step, step in enumerate(steps, start=grid.first_row):
        marks[row_id(number_of_step)] = {"data-step": step, "data-kind": "row", **_row_state(grid, step)}
    for symbol in grid.symbols:
        marks[symbol.id] = _symbol_marks(symbol)
    for arrow in grid.arrows:
        marks[arrow.id] = _arrow_marks(arrow)
    return marks


def _row_state(grid: Grid, step: StepKey) -> dict[str, str]:
    if grid.marks is None:
        return {}
    mark = grid.marks.of_step(step)
    found = {"data-state": str(mark.state), "data-visits": str(mark.visits)}
    moments = {"entered": mark.entered_at, "finished": mark.finished_at, "due": mark.due_at}
    return found | {f"data-{name}": at.isoformat() for name, at in moments.items() if at is not None}


def _symbol_marks(symbol: Symbol) -> dict[str, str]:
    if symbol.kind is SymbolKind.CONNECTOR:
        return {"data-actor": symbol.actor, "data-kind": symbol.kind, "data-letter": "".join(symbol.lines)}
    marks = {"data-step": symbol.step, "data-actor": symbol.actor, "data-kind": str(symbol.kind)}
    return marks | ({"data-state": str(symbol.state)} if symbol.state else {})


def _arrow_marks(arrow: Arrow) -> dict[str, str]:
    marks = {"data-from": arrow.source, "data-to": arrow.target, "data-kind": str(arrow.kind)}
    if arrow.manner is not None:
        marks["data-manner"] = str(arrow.manner)
    return marks | ({"data-taken": str(arrow.taken)} if arrow.taken else {})


def _part(
    group: ET.Element,
    kind: str,
    words: Words,
    marks: Mapping[str, Mapping[str, str]],
    symbols: Mapping[str, Symbol],
    theme: Theme,
) -> ET.Element:
    """Return a row, symbol or arrow with its title, without the engine's links and names."""
    name = group.get("id", "")
    part = ET.Element("g", {"id": name, "class": kind, **marks.get(name, {})})
    if kind == "row" and "data-state" in part.attrib:
        part.set("class", f"row {part.get('data-state')}")
    if name in words.titles:
        _add(part, "title", words.titles[name])
    symbol = symbols.get(name)
    for element in group.iter():
        tag = _tag(element)
        if tag == "text":
            part.append(_plain(element))
        elif tag in {"polygon", "path", "ellipse", "polyline"}:
            if symbol is not None and symbol.kind in {SymbolKind.START, SymbolKind.END}:
                part.append(_capsule(symbol, theme, element))
            else:
                part.append(_figure(element, kind))
    if kind == "row":
        part[-1].set("id", f"row-of-{part.get('data-step')}")
    return part


def _check(symbol: Symbol, grid: Grid, theme: Theme) -> ET.Element:
    """Return the check mark in a symbol; as a part of it, for the engine draws it as one of its own."""
    line = check_line(symbol, theme)
    points = " ".join(f"{number(x)},{number(y - grid.height)}" for x, y in check_mark(symbol))
    look = {"fill": "none", "stroke": line.colour, "stroke-width": number(line.width)}
    return ET.Element("polyline", {"class": "check", **look, "points": points})


def _link(part: ET.Element, symbol: Symbol | None, links: Mapping[StepKey, str]) -> None:
    """Put what is seen of a symbol into a link, if its step has one."""
    if symbol is None or symbol.kind is SymbolKind.CONNECTOR or symbol.step not in links:
        return
    link = ET.Element("a", {"href": links[symbol.step], "class": "link"})
    link.extend(list(part))
    for child in list(part):
        part.remove(child)
    part.append(link)


def _centre(part: ET.Element, line: TextLine) -> None:
    """Put a line of text that is a node where it was laid out, not where an engine's letters would begin."""
    x = line.x if line.centred else line.x + line.width / 2
    for text in part.iter("text"):
        text.attrib |= {"text-anchor": "middle", "x": number(x)}


def _figure(element: ET.Element, kind: str) -> ET.Element:
    attributes = dict(element.attrib)
    if kind == "row":
        attributes |= {"fill": "none", "stroke": "none", "pointer-events": "all"}
    elif kind.startswith("arrow"):
        attributes["class"] = "head" if _tag(element) == "polygon" else "line"
    else:
        attributes["class"] = "shape"
    return ET.Element(_tag(element), attributes)


def _capsule(symbol: Symbol, theme: Theme, element: ET.Element) -> ET.Element:
    """Return a capsule in the place of the box that Graphviz knows; its round ends are no node shape."""
    box = symbol.box
    line, fill = symbol_look(symbol, theme)
    corners = [pair.split(",") for pair in element.get("points", "").split()]
    left, top = min(float(x) for x, _ in corners), min(float(y) for _, y in corners)
    return ET.Element(
        "rect",
        {
            "class": "shape",
            "fill": fill,
            "stroke": line.colour,
            "stroke-width": number(line.width),
            "x": number(left),
            "y": number(top),
            "width": number(box.width),
            "height": number(box.height),
            "rx": number(min(box.width, box.height) / 2),
        },
    )


def _plain(element: ET.Element, name: str = "") -> ET.Element:
    """Return a shade, a rule or a line of text with its class, if it has one."""
    tag = _tag(element)
    attributes = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
    if tag == "text":
        attributes.pop("font-family", None)
        attributes |= _width_guard(element)
    elif name:
        attributes["class"] = name
    plain = ET.Element(tag, attributes)
    plain.text = element.text
    return plain


def _width_guard(element: ET.Element) -> dict[str, str]:
    """Return what makes a line of text as wide as it was measured, whatever letters draw it."""
    bold = element.get("font-weight") == "bold"
    width = text_width(element.text or "", float(element.get("font-size", "8")), bold)
    return {"textLength": number(width), "lengthAdjust": "spacingAndGlyphs"} if width else {}


def _add(parent: ET.Element, tag: str, words: str, **attributes: str) -> None:
    child = ET.SubElement(parent, tag, attributes)
    child.text = printable(words)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
