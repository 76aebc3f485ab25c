"""From ways in rows and columns to symbols, arrows and labels in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.layout import sizes
from sopkit.layout.frame import (
    ColumnFrame,
    LabelSize,
    RowFrame,
    capsule_drop,
    column_frames,
    row_frames,
    symbol_width,
)
from sopkit.layout.grid import Arrow, Box, Symbol
from sopkit.layout.metrics import text_width, wrap
from sopkit.layout.ports import Ports, choose_ports, entry_point, exit_point
from sopkit.layout.routing import Route, Side, plan_routes
from sopkit.layout.sizes import TextSizes
from sopkit.layout.tracks import Tracks, assign_tracks
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.flow import Flow
    from sopkit.layout.grid import Point
    from sopkit.layout.labels import WayLabels
    from sopkit.layout.placement import Placement, Spot

__all__ = ["Plan", "actor_columns", "draw_arrows", "draw_symbols", "plan", "step_rows"]

_NARROW_LABEL_PT = 38.0
_WIDE_LABEL_PT = 62.0
_LABEL_WORD_PT = 90.0
"""A single word of a label is kept whole up to this width."""
_END_WORDS = {"id": "Selesai", "en": "End"}


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known of symbols and arrows before rows and columns have sizes."""

    placement: Placement
    routes: tuple[Route, ...]
    tracks: Tracks
    ports: Ports
    labels: Mapping[str, LabelSize]
    """By arrow id."""
    text: TextSizes

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All symbols, row by row, the small capsules after the symbols of their row."""
        return _all_spots(self.placement)


def plan(placement: Placement, flow: Flow, way_labels: WayLabels, text: TextSizes) -> Plan:
    """Choose the ways, tracks and ports of all arrows."""
    routes = plan_routes(placement, flow)
    tracks = assign_tracks(routes)
    labels = {
        route.id: _label_size(way_labels.drawn[route.way], text)
        for route in routes
        if route.way is not None and route.way in way_labels.drawn
    }
    heights = {name: label.height for name, label in labels.items()}
    ports = choose_ports(_all_spots(placement), routes, tracks, heights)
    return Plan(placement, routes, tracks, ports, labels, text)


def _all_spots(placement: Placement) -> tuple[Spot, ...]:
    return tuple(
        spot
        for row, spots in enumerate(placement.rows)
        for spot in (*spots, *([placement.capsules[row]] if row in placement.capsules else []))
    )


def _label_size(words: str, text: TextSizes) -> LabelSize:
    """Wrap a label: narrow if its words allow, wider if that saves lines or keeps a word whole."""
    size = text.label
    factor = size / TextSizes().label
    narrow, wide, widest = (width * factor for width in (_NARROW_LABEL_PT, _WIDE_LABEL_PT, _LABEL_WORD_PT))
    longest = max((text_width(word, size) for word in words.split()), default=0.0)
    lines = wrap(words, max(narrow, min(longest, wide)), size)
    if len(lines) > 2:
        lines = wrap(words, max(wide, min(longest, widest)), size)
    width = max((text_width(line, size) for line in lines), default=0.0)
    return LabelSize(words, lines, width, len(lines) * text.label_line)


def actor_columns(
    planned: Plan, x: float, least_widths: Sequence[float], *, even: bool = True
) -> tuple[ColumnFrame, ...]:
    """Give the actor columns their sizes; they begin at x. If not `even`, they are as narrow as can be."""
    return column_frames(x, least_widths, planned.routes, planned.tracks, planned.labels, even=even)


def step_rows(planned: Plan, text_heights: Sequence[float]) -> tuple[RowFrame, ...]:
    """Give the rows their sizes; they begin at y = 0."""
    placement = planned.placement
    return row_frames(
        text_heights,
        placement.rows,
        placement.capsules,
        planned.routes,
        planned.tracks,
        planned.ports,
        planned.labels,
    )


def draw_symbols(
    planned: Plan, columns: Sequence[ColumnFrame], rows: Sequence[RowFrame], language: str
) -> tuple[Symbol, ...]:
    """Put every symbol in its place."""
    leaving: dict[int, list[Route]] = {}
    for route in planned.routes:
        leaving.setdefault(route.source.row, []).append(route)
    symbols = []
    for spot in planned.spots:
        x, y = columns[spot.column].middle, rows[spot.row].middle
        width, height = symbol_width(spot), planned.ports.heights[spot.id]
        words: tuple[str, ...] = ()
        top = y - height / 2
        if spot.is_end_of_way:
            decision = planned.placement.leaving(spot.row)
            half = planned.ports.heights[decision.id] / 2
            top = y + capsule_drop(half, leaving[spot.row], planned.labels)
            words = (_END_WORDS[language],)
        box = Box(x - width / 2, top, width, height)
        symbols.append(
            Symbol(
                spot.id,
                spot.step,
                spot.actor,
                spot.kind,
                box,
                words,
                planned.text.label,
                planned.text.label_line,
            )
        )
    return tuple(symbols)


def draw_arrows(
    planned: Plan,
    symbols: Sequence[Symbol],
    columns: Sequence[ColumnFrame],
    rows: Sequence[RowFrame],
) -> tuple[Arrow, ...]:
    """Turn every way into its points and put its label beside its beginning."""
    by_id = {symbol.id: symbol for symbol in symbols}
    arrows = []
    for route in planned.routes:
        source, target = by_id[route.source.id], by_id[route.target.id]
        points = _points(route, planned, source, target, columns, rows)
        label = planned.labels.get(route.id)
        arrows.append(
            Arrow(
                id=route.id,
                source=source.step,
                target=END if route.target.is_end_of_way else target.step,
                kind=route.kind,
                points=points,
                source_symbol=source.id,
                target_symbol=target.id,
                head=route.head,
                manner=route.manner,
                label=label.lines if label else (),
                label_text=label.text if label else None,
                label_box=_label_box(route, label, source.box, points[0]) if label else None,
                label_size=planned.text.label,
                label_line_height=planned.text.label_line,
                index=route.way.index if route.way is not None else 0,
            )
        )
    return tuple(arrows)


def _points(
    route: Route,
    planned: Plan,
    source: Symbol,
    target: Symbol,
    columns: Sequence[ColumnFrame],
    rows: Sequence[RowFrame],
) -> tuple[Point, ...]:
    tracks = planned.tracks
    start = exit_point(source.box, source.kind, route.side, planned.ports.offsets.get(route.id, 0.0))
    end = entry_point(target.box, target.kind, route.entry)
    if route.lane is None:
        return (start, end)
    leave_y = start[1]
    points = [start]
    if route.uses_lower_channel:
        leave_y = rows[route.source.row].lower_y(tracks.lower[route.id])
        points.append((start[0], leave_y))
    lane_x = columns[route.lane.column].lane_x(route.lane.side, tracks.gutter.get(route.id, 0))
    points.append((lane_x, leave_y))
    if route.uses_upper_channel:
        upper_y = rows[route.target.row].upper_y(tracks.upper[route.id])
        points += [(lane_x, upper_y), (end[0], upper_y)]
    elif route.in_gutter:
        points.append((lane_x, end[1]))
    points.append(end)
    return _without_repeats(points)


def _without_repeats(points: list[Point]) -> tuple[Point, ...]:
    """Drop points that are said twice or lie within a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and any(kept[-2][axis] == kept[-1][axis] == point[axis] for axis in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _label_box(route: Route, label: LabelSize, symbol: Box, start: Point) -> Box:
    """Put a label above the first stretch, outside the symbol; or right of one that leaves downwards."""
    gap = sizes.LABEL_GAP_PT
    if route.side is Side.BOTTOM:
        return Box(start[0] + sizes.LABEL_HEAD_GAP_PT, start[1] + gap, label.width, label.height)
    y = start[1] - label.height - gap / 2
    x = symbol.right + gap if route.side is Side.RIGHT else symbol.x - gap - label.width
    return Box(x, y, label.width, label.height)
