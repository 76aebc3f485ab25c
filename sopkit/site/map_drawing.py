"""The drawing of the map: the engine places each group of SOPs, we set the groups in rows and add words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sopkit.chart.xdot import number
from sopkit.layout.metrics import text_width, wrap
from sopkit.site.jinja import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LINE_GAP_PT", "MapNode", "dressed", "map_node"]

LINE_GAP_PT: Final = 11.0
_SVG: Final = "{http://www.w3.org/2000/svg}"
_WIDTH_PT: Final = 142.0
_MARGIN_PT: Final = 7.0
_TITLE_PT: Final = 9.0
_UNIT_PT: Final = 7.5
_MOST_LINES: Final = 4
_WIDEST_PT: Final = 860.0
"""Of a row of groups: what a window of 1280 pixels shows."""
_BETWEEN_PT: Final = 22.0
_EDGE_PT: Final = 6.0
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class MapNode:
    """An SOP on the map."""

    key: str
    """Its name in DOT."""
    page: str
    title: tuple[str, ...]
    """In lines."""
    unit: tuple[str, ...]
    width: float = _WIDTH_PT

    @property
    def height(self) -> float:
        """In points."""
        return (len(self.title) + 0.85 * len(self.unit)) * LINE_GAP_PT + 2 * _MARGIN_PT


@dataclass(slots=True)
class _Group:
    """What belongs together: its parts and where they stand."""

    parts: list[ET.Element] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    down: list[float] = field(default_factory=list)

    @property
    def width(self) -> float:
        return max(self.across) - min(self.across)

    @property
    def height(self) -> float:
        return max(self.down) - min(self.down)

    def add(self, part: ET.Element, points: str) -> None:
        found = [float(each) for each in _NUMBER.findall(points)]
        self.across += found[::2]
        self.down += found[1::2]
        self.parts.append(part)


def map_node(key: str, page: str, title: str, unit: str) -> MapNode:
    """Return an SOP on the map, its words in lines; the rest of long ones is left out."""
    return MapNode(key, page, _lines(title, _TITLE_PT, _MOST_LINES), _lines(unit, _UNIT_PT, 2))


def dressed(drawn: bytes, nodes: Sequence[MapNode], pairs: Iterable[tuple[str, str]], title: str) -> str:
    """Return the engine's SVG with groups in rows, and links, words and classes in place of its colours."""
    graph = next(each for each in ET.fromstring(drawn) if each.get("class") == "graph")
    group_of = _groups(nodes, pairs)
    by_key = {node.key: node for node in nodes}
    for part in graph:
        key = part.findtext(f"{_SVG}title", "")
        group = group_of.get(key.partition("->")[0])
        if group is not None and part.get("class") == "edge":
            _add_way(group, part)
    for part in graph:
        key = part.findtext(f"{_SVG}title", "")
        if part.get("class") == "node":
            points = next(each for each in part if each.tag == f"{_SVG}polygon").get("points", "")
            group_of[key].add(_box(by_key[key], points), points)
    listed = {id(group): group for group in group_of.values()}
    return _svg(tuple(listed.values()), title)


def _groups(nodes: Sequence[MapNode], pairs: Iterable[tuple[str, str]]) -> dict[str, _Group]:
    """Return the group of each SOP: those that a way of related SOPs joins have one."""
    joined = {node.key: [node.key] for node in nodes}
    for one, other in pairs:
        if joined[one] is not joined[other]:
            joined[one] += joined[other]
            for key in joined[other]:
                joined[key] = joined[one]
    made = {keys[0]: _Group() for keys in joined.values()}
    return {key: made[keys[0]] for key, keys in joined.items()}


def _svg(groups: Sequence[_Group], title: str) -> str:
    """Set the groups in rows, the highest first, and write them."""
    root = ET.Element("svg", {"class": "map", "role": "graphics-document document"})
    root.set("aria-labelledby", "map-title")
    ET.SubElement(root, "title", {"id": "map-title"}).text = title
    left, top, row, widest = _EDGE_PT, _EDGE_PT, 0.0, 0.0
    for group in sorted(groups, key=lambda group: -group.height):
        if left > _EDGE_PT and left + group.width > _WIDEST_PT:
            left, top, row = _EDGE_PT, top + row + _BETWEEN_PT, 0.0
        move = f"translate({number(left - min(group.across))} {number(top - min(group.down))})"
        ET.SubElement(root, "g", {"class": "group", "transform": move}).extend(group.parts)
        left += group.width + _BETWEEN_PT * 1.5
        row, widest = max(row, group.height), max(widest, left - _BETWEEN_PT * 1.5)
    width, height = number(widest + _EDGE_PT), number(top + row + _EDGE_PT)
    root.attrib |= {"width": f"{width}pt", "height": f"{height}pt", "viewBox": f"0 0 {width} {height}"}
    root.set("font-family", "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif")
    return ET.tostring(root, encoding="unicode")


def _add_way(group: _Group, part: ET.Element) -> None:
    for line in part:
        if line.tag == f"{_SVG}path":
            way = line.get("d", "")
            group.add(ET.Element("path", {"class": "way", "d": way}), way)
        elif line.tag == f"{_SVG}polygon":
            head = line.get("points", "")
            group.add(ET.Element("polygon", {"class": "head", "points": head}), head)


def _box(node: MapNode, points: str) -> ET.Element:
    """Return an SOP as a link: its box, its title, and below it its unit."""
    found = [float(each) for each in _NUMBER.findall(points)]
    left, top = min(found[::2]), min(found[1::2])
    link = ET.Element("a", {"href": node.page, "aria-label": " ".join((*node.title, *node.unit))})
    box = {"x": left, "y": top, "width": node.width, "height": node.height, "rx": 3.0}
    ET.SubElement(link, "rect", {"class": "box"} | {name: number(value) for name, value in box.items()})
    middle, line = left + node.width / 2, top + _MARGIN_PT + _TITLE_PT * 0.9
    for words in node.title:
        _write(link, "box-text", words, _TITLE_PT, middle, line)
        line += LINE_GAP_PT
    for words in node.unit:
        _write(link, "unit-text", words, _UNIT_PT, middle, line)
        line += 0.85 * LINE_GAP_PT
    return link


def _write(link: ET.Element, kind: str, words: str, size_pt: float, middle: float, line: float) -> None:
    """Write a line that is as wide as it was measured, whatever letters draw it."""
    place = {"x": number(middle), "y": number(line), "text-anchor": "middle", "font-size": number(size_pt)}
    width = text_width(words, size_pt)
    guard = {"textLength": number(width), "lengthAdjust": "spacingAndGlyphs"} if width else {}
    written = ET.SubElement(link, "text", {"class": kind} | place | guard)
    written.text, written.tail = words, " "  # the blank parts the lines for those who hear them


def _lines(words: str, size_pt: float, most: int) -> tuple[str, ...]:
    lines = wrap(str(clean(words)), _WIDTH_PT - 2 * _MARGIN_PT, size_pt) if words else ()
    return lines if len(lines) <= most else (*lines[: most - 1], f"{lines[most - 1].rstrip()}…")
