"""One pass over an engine's SVG: titles, text alternative, data attributes, colours as CSS variables.

Graphviz says where everything stands; this adds what it does not write, and guards the width of every line of
text against foreign letters.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

from sopkit.chart.shapes import printable, text_lines
from sopkit.chart.theme import COLOUR, Theme
from sopkit.chart.xdot import number
from sopkit.layout import SymbolKind
from sopkit.layout.metrics import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopkit.chart.shapes import TextLine
    from sopkit.chart.words import Words
    from sopkit.layout import Grid, Symbol

__all__ = ["dressed"]

FONTS: Final = "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif"


def dressed(drawn: bytes, grid: Grid, words: Words, theme: Theme = COLOUR) -> bytes:
    """Return the SVG of an engine with everything that people and programs need beside the picture."""
    graph = next(element for element in ET.fromstring(drawn) if element.get("class") == "graph")
    root = _root(grid)
    _add(root, "title", words.picture, id="sop-title")
    _add(root, "desc", words.description, id="sop-description")
    _add(root, "style", _style(theme))
    table = ET.SubElement(root, "g", {"transform": f"translate(0 {number(grid.height)})"})
    background = ET.SubElement(table, "g", {"class": "table"})
    marks = _marks(grid)
    symbols = {symbol.id: symbol for symbol in grid.symbols}
    words_at = {f"words-{index}": line for index, line in enumerate(text_lines(grid), start=1)}
    names = {theme.paper: "paper", theme.header: "header", theme.lane.colour: "lane"}
    names |= {theme.rule.colour: "rule", theme.frame.colour: "frame"}
    for element in graph:
        tag = _tag(element)
        kind, _, rest = element.get("class", "").partition(" ")
        if tag == "g" and kind in {"node", "edge"}:
            part = _part(element, rest, words, marks, symbols, theme)
            if part.get("id") in words_at:
                _centre(part, words_at[part.get("id", "")])
            table.append(part)
        elif tag in {"polygon", "polyline", "text"}:
            plain = _plain(element, names)
            if plain.get("class") == "paper":  # an engine makes it wider for texts that it takes for wider
                plain.set("points", _corners(grid))
            background.append(plain)
    ET.indent(root, space="")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _corners(grid: Grid) -> str:
    """Return the corners of the drawing, y = 0 at its lower side."""
    width, height = number(grid.width), number(-grid.height)
    return f"0,0 0,{height} {width},{height} {width},0 0,0"


def _root(grid: Grid) -> ET.Element:
    width, height = number(grid.width), number(grid.height)
    return ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "sopkit",
            "role": "img",
            "aria-labelledby": "sop-title",
            "aria-describedby": "sop-description",
            "lang": grid.language,
            "xml:lang": grid.language,
            "width": f"{width}pt",
            "height": f"{height}pt",
            "viewBox": f"0 0 {width} {height}",
            "font-family": FONTS,
        },
    )


def _marks(grid: Grid) -> dict[str, dict[str, str]]:
    """Return the data attributes of rows, symbols and arrows by their ids."""
    marks: dict[str, dict[str, str]] = {}
    steps = list(dict.fromkeys(cell.step for cell in grid.cells if cell.step is not None))
    for index, step in enumerate(steps, start=1):
        marks[f"row-{index}"] = {"data-step": step, "data-kind": "row"}
    for symbol in grid.symbols:
        marks[symbol.id] = {"data-step": symbol.step, "data-actor": symbol.actor, "data-kind": symbol.kind}
    for arrow in grid.arrows:
        marks[arrow.id] = {"data-from": arrow.source, "data-to": arrow.target, "data-kind": arrow.kind}
    return marks


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
    if name in words.titles:
        _add(part, "title", words.titles[name])
    symbol = symbols.get(name)
    for element in group.iter():
        tag = _tag(element)
        if tag == "text":
            part.append(_plain(element, {}))
        elif tag in {"polygon", "path", "ellipse", "polyline"}:
            if symbol is not None and symbol.kind in {SymbolKind.START, SymbolKind.END}:
                part.append(_capsule(symbol, theme, element))
            else:
                part.append(_figure(element, kind))
    return part


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
    corners = [pair.split(",") for pair in element.get("points", "").split()]
    left, top = min(float(x) for x, _ in corners), min(float(y) for _, y in corners)
    return ET.Element(
        "rect",
        {
            "class": "shape",
            "fill": theme.fills[symbol.kind],
            "stroke": theme.symbol.colour,
            "stroke-width": number(theme.symbol.width),
            "x": number(left),
            "y": number(top),
            "width": number(box.width),
            "height": number(box.height),
            "rx": number(min(box.width, box.height) / 2),
        },
    )


def _plain(element: ET.Element, names: Mapping[str, str]) -> ET.Element:
    """Return a shade, a rule or a line of text with its class."""
    tag = _tag(element)
    attributes = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
    if tag == "text":
        attributes.pop("font-family", None)
        attributes |= _width_guard(element)
    else:
        colour = attributes["stroke"] if tag == "polyline" else attributes["fill"]
        if colour in names:
            attributes["class"] = names[colour]
    plain = ET.Element(tag, attributes)
    plain.text = element.text
    return plain


def _width_guard(element: ET.Element) -> dict[str, str]:
    """Return what makes a line of text as wide as it was measured, whatever letters draw it."""
    bold = element.get("font-weight") == "bold"
    width = text_width(element.text or "", float(element.get("font-size", "8")), bold)
    return {"textLength": number(width), "lengthAdjust": "spacingAndGlyphs"} if width else {}


def _style(theme: Theme) -> str:
    used = list(_colours(theme))
    variables = "".join(f"--sop-{name}:{colour};" for name, colour, _ in used)
    rules = "".join(f"{rule}:var(--sop-{name})}}" for name, _, rules in used for rule in rules)
    return f".sopkit{{{variables}}}{rules}"


def _colours(theme: Theme) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Return each variable: its name, its colour, and the beginnings of the rules that use it."""
    yield "paper", theme.paper, (".sopkit .paper{fill",)
    yield "text", theme.text, (".sopkit text{fill",)
    yield "header", theme.header, (".sopkit .header{fill", ".sopkit .header{stroke")
    for name, line in (("frame", theme.frame), ("rule", theme.rule), ("lane", theme.lane)):
        yield name, line.colour, (f".sopkit .{name}{{stroke",)
    yield "symbol", theme.symbol.colour, (".sopkit .shape{stroke",)
    for symbol, fill in theme.fills.items():
        yield symbol, fill, (f".sopkit .{symbol} .shape{{fill",)
    for way, line in theme.ways.items():
        where = f".sopkit .arrow.{way}"
        yield (
            way,
            line.colour,
            (
                f"{where} .line,{where} .head{{stroke",
                f"{where} .head,{where} text{{fill",
            ),
        )


def _add(parent: ET.Element, tag: str, words: str, **attributes: str) -> None:
    child = ET.SubElement(parent, tag, attributes)
    child.text = printable(words)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
