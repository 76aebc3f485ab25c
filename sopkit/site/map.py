"""The map of related SOPs: which one names which; those without any are not on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.chart.render import render
from sopkit.site.jinja import Markup, markup
from sopkit.site.linked import links_between
from sopkit.site.map_drawing import LINE_GAP_PT, MapNode, dressed, map_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.site.index import Unit
    from sopkit.site.linked import Neighbours

__all__ = ["MAP_STYLE", "MOST_DRAWN", "Map", "map_of"]

MOST_DRAWN: Final = 600
"""SOPs on a map; with more nobody finds a way on it."""

MAP_STYLE: Final = (
    ".map{--map-paper:#ffffff;--map-text:#17212e;--map-quiet:#525d6b;--map-box:#ffffff;--map-line:#3f5878}"
    ".map .box{fill:var(--map-box);stroke:var(--map-line)}.map .box-text{fill:var(--map-text)}"
    ".map .unit-text{fill:var(--map-quiet)}"
    ".map .way{fill:none;stroke:var(--map-line)}.map .head{fill:var(--map-line);stroke:var(--map-line)}"
    ".map a:focus{outline:none}.map a:focus .box,.map a:hover .box{stroke-width:2.6}"
    ".map a:hover .box-text{text-decoration:underline}"
    "@media (prefers-color-scheme:dark){.map{--map-paper:#12161c;--map-text:#e8ecf1;--map-quiet:#aab4c0;"
    "--map-box:#1d232c;--map-line:#9db8d8}}"
    "@media print{.map{--map-paper:#ffffff;--map-text:#000000;--map-quiet:#333333;--map-box:#ffffff;"
    "--map-line:#000000}}"
)
"""The colours of the map, in its own file and in the style sheet of the catalogue."""


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing of the map, twice."""

    svg: bytes
    """As a file of its own."""
    inline: Markup
    """As part of a page."""


def map_of(
    units: Sequence[Unit], neighbours: Mapping[str, Neighbours], title: str, *, engine: str
) -> Map | None:
    """Draw the SOPs that name others or are named; `neighbours` by file, as of all SOPs.

    What belongs together stands together, one group beside the other in rows. No words of an SOP go through
    the engine. Returns None where there are no such SOPs, or more than can be drawn.

    Raises EngineMissing, EngineFailed, EngineTimedOut.
    """
    rows = [(row, unit) for unit in units for row in unit.rows]
    pairs = links_between((row.files.html, neighbours[row.summary.file]) for row, _ in rows)
    named = {page for pair in pairs for page in pair}
    if not 0 < len(named) <= MOST_DRAWN:
        return None
    nodes = {
        row.files.html: map_node(
            f"n{place}", row.files.html, row.summary.title, unit.name if len(units) > 1 else ""
        )
        for place, (row, unit) in enumerate(rows)
        if row.files.html in named
    }
    drawn = render("\n".join(_dot(nodes, pairs)), "svg", engine=engine)
    svg = dressed(drawn, tuple(nodes.values()), tuple((nodes[a].key, nodes[b].key) for a, b in pairs), title)
    alone = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    alone = alone.replace("</title>", f"</title><style>{MAP_STYLE}</style>", 1)
    return Map(f'<?xml version="1.0" encoding="UTF-8"?>\n{alone}\n'.encode(), markup(svg))


def _dot(nodes: Mapping[str, MapNode], pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Write the map as DOT: sizes and ways, without any words."""
    yield "digraph map {"
    yield f"graph [rankdir=LR, nodesep={_inches(LINE_GAP_PT)}, ranksep=0.48, pad=0.1];"
    yield 'node [shape=box, fixedsize=true, label=""];'
    yield "edge [arrowsize=0.6];"
    for node in nodes.values():
        yield f"{node.key} [width={_inches(node.width)}, height={_inches(node.height)}];"
    every = set(pairs)
    for one, other in pairs:
        if (other, one) not in every:
            yield f"{nodes[one].key} -> {nodes[other].key};"
        elif one < other:
            yield f"{nodes[one].key} -> {nodes[other].key} [dir=both];"
    yield "}"


def _inches(points: float) -> str:
    return f"{points / 72:.4f}"
