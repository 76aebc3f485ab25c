"""Where arrows touch their symbols, and how large a symbol must be to have room for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.layout import sizes
from sopkit.layout.grid import ArrowKind, SymbolKind
from sopkit.layout.routing import Entry, LaneSide, Route, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sopkit.layout.grid import Box, Point
    from sopkit.layout.placement import Spot
    from sopkit.layout.tracks import Tracks

__all__ = ["Ports", "choose_ports", "entry_point", "exit_point"]

_JOINT = "joint"
_SIDE_OF_ENTRY = {Entry.TOP_LEFT: Side.LEFT, Entry.TOP_RIGHT: Side.RIGHT}


@dataclass(frozen=True, slots=True)
class Ports:
    """How far from the middle of its side each arrow leaves, and how high the symbols are."""

    offsets: Mapping[str, float]
    """By arrow id, downwards; arrows that leave by the bottom are not in it."""
    heights: Mapping[str, float]
    """By symbol id."""


def choose_ports(
    spots: Iterable[Spot],
    routes: Iterable[Route],
    tracks: Tracks,
    label_heights: Mapping[str, float],
) -> Ports:
    """Spread the arrows that leave a symbol by one side, and make the symbol high enough for them.

    Arrows that climb leave above those that descend, the inner of each outermost, so that they do not cross.
    A joint keeps the middle. On the side of a diamond where a return enters from above, all leave from the
    middle downwards: the slanting edge above belongs to the arrowhead.
    """
    routes = tuple(routes)
    entered = {(route.target.id, _SIDE_OF_ENTRY.get(route.entry)) for route in routes}
    sides: dict[tuple[str, Side], list[Route]] = defaultdict(list)
    joints: set[tuple[str, Side]] = set()
    for route in routes:
        if route.lane is None:
            joints |= _touched(route)
        elif route.side is not Side.BOTTOM:
            sides[route.source.id, route.side].append(route)
    offsets: dict[str, float] = {}
    rooms: dict[str, float] = defaultdict(float)
    for (spot_id, side), leaving in sides.items():
        ordered = sorted(leaving, key=lambda route: _rank(route, tracks))
        names = [route.id for route in ordered]
        from_middle = (spot_id, side) in entered
        if (spot_id, side) in joints:
            names.insert(0 if from_middle else sum(1 for route in ordered if _climbs(route)), _JOINT)
        pitch = max(label_heights.get(name, 0.0) for name in names) + 2 * sizes.LABEL_GAP_PT
        pitch = max(pitch, sizes.TRACK_PT)
        middle = names.index(_JOINT) if _JOINT in names else (len(names) - 1) / 2
        middle = 0 if from_middle else middle
        offsets |= {name: (place - middle) * pitch for place, name in enumerate(names) if name != _JOINT}
        reach = max(abs(place - middle) for place in range(len(names))) * pitch
        rooms[spot_id] = max(rooms[spot_id], reach)
    heights = {spot.id: _height(spot, rooms[spot.id]) for spot in spots}
    return Ports(offsets, heights)


def _touched(route: Route) -> set[tuple[str, Side]]:
    other = Side.LEFT if route.side is Side.RIGHT else Side.RIGHT
    return {(route.source.id, route.side), (route.target.id, other)}


def _climbs(route: Route) -> bool:
    return route.kind in {ArrowKind.RETURN, ArrowKind.JOINT}


def _rank(route: Route, tracks: Tracks) -> tuple[int, int, int]:
    """Sort from top to bottom: climbing, the innermost first; then descending, the innermost last."""
    assert route.lane is not None
    track = tracks.gutter.get(route.id, 0)
    distance = 3 * abs(route.lane.column - route.source.column)
    if distance and route.in_gutter:
        facing = LaneSide.RIGHT if route.side is Side.LEFT else LaneSide.LEFT
        distance += -1 if route.lane.side is facing else 1
        track = -track if route.lane.side is facing else track
    return (0, distance, track) if _climbs(route) else (1, -distance, -track)


def _height(spot: Spot, reach: float) -> float:
    if spot.is_end_of_way:
        return sizes.CAPSULE_HEIGHT_PT
    usual = sizes.DECISION_HEIGHT_PT if spot.kind is SymbolKind.DECISION else sizes.SYMBOL_HEIGHT_PT
    return max(usual, 2 * reach + 12)


def exit_point(box: Box, kind: SymbolKind, side: Side, offset: float) -> Point:
    """Return where an arrow leaves a symbol: on its outline, `offset` below the middle of the side."""
    x, y = box.center
    if side is Side.BOTTOM:
        return (x, box.bottom)
    reach = _half_width(box, kind, offset)
    return (x - reach if side is Side.LEFT else x + reach, y + offset)


def entry_point(box: Box, kind: SymbolKind, entry: Entry) -> Point:
    """Return where an arrow enters a symbol: on its outline, from above or, for the small capsule, a side."""
    x, y = box.center
    if entry is Entry.LEFT:
        return (box.x, y)
    if entry is Entry.RIGHT:
        return (box.right, y)
    offset = {Entry.TOP: 0.0, Entry.TOP_LEFT: -sizes.PORT_OFFSET_PT, Entry.TOP_RIGHT: sizes.PORT_OFFSET_PT}
    return (x + offset[entry], y - _half_height(box, kind, offset[entry]))


def _half_width(box: Box, kind: SymbolKind, offset: float) -> float:
    """Return the distance from the middle to the outline at a height `offset` from the middle."""
    half, radius = box.width / 2, box.height / 2
    if kind is SymbolKind.DECISION:
        return float(half * (1 - abs(offset) / radius))
    if kind in {SymbolKind.START, SymbolKind.END}:
        return float(half - radius + (radius**2 - offset**2) ** 0.5)
    return half


def _half_height(box: Box, kind: SymbolKind, offset: float) -> float:
    """Return the distance from the middle to the outline at `offset` beside the middle."""
    half, radius = box.width / 2, box.height / 2
    if kind is SymbolKind.DECISION:
        return float(radius * (1 - abs(offset) / half))
    beyond = abs(offset) - (half - radius)
    if kind in {SymbolKind.START, SymbolKind.END} and beyond > 0:
        return float((radius**2 - beyond**2) ** 0.5)
    return radius
