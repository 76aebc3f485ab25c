"""Which way each arrow takes through the table, in rows and columns, before anything has a size.

An arrow leaves its symbol by a side or by the bottom, travels vertically in one *lane* and enters its target
from above. A column has three lanes: its left and right gutters, where no symbol ever stands, and its middle,
which is free between the symbols of the column. Every candidate is a legal way; they are compared by bends,
crossings and length, and the cheapest is taken, one arrow after the other: joints first, then the ways ahead,
then the returns.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from sopkit.flow import Flow, Way, WayKind
from sopkit.layout.crossings import Crossings, Segment
from sopkit.layout.grid import ArrowKind, SymbolKind
from sopkit.model import END, Manner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.layout.placement import Placement, Spot

__all__ = ["Entry", "Lane", "LaneSide", "Route", "Side", "plan_routes"]


class Side(StrEnum):
    """Where an arrow leaves its symbol."""

    LEFT = "left"
    RIGHT = "right"
    BOTTOM = "bottom"


class LaneSide(IntEnum):
    """The three lanes of a column, from left to right."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


class Entry(StrEnum):
    """Where an arrow enters its target: from above in three places, or the small capsule from its sides."""

    TOP_LEFT = "top-left"
    TOP = "top"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, order=True)
class Lane:
    """A place where arrows run vertically."""

    column: int
    side: LaneSide


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one arrow in rows and columns."""

    id: str
    kind: ArrowKind
    source: Spot
    target: Spot
    side: Side
    lane: Lane | None
    """None for the straight line between two neighbouring symbols of one step."""
    entry: Entry
    way: Way | None = None
    """None for a joint."""
    head: bool = True
    manner: Manner | None = None

    @property
    def net(self) -> tuple[str, Entry]:
        """What arrows that may share their last stretch have in common."""
        return (self.target.id, self.entry)

    @property
    def in_gutter(self) -> bool:
        """Whether it runs in a gutter, not in the middle of a column."""
        return self.lane is not None and self.lane.side is not LaneSide.CENTER

    @property
    def uses_upper_channel(self) -> bool:
        """Whether it runs horizontally above its target."""
        return self.in_gutter and self.entry not in {Entry.LEFT, Entry.RIGHT}

    @property
    def uses_lower_channel(self) -> bool:
        """Whether it runs horizontally below its source."""
        if self.side is not Side.BOTTOM or self.lane is None:
            return False
        return self.lane != Lane(self.source.column, LaneSide.CENTER)


_BEND_COST: Final = 3.0
_CROSSING_COST: Final = 2.0
_SHARED_SIDE_COST: Final = 12.0
_AWAY_COST: Final = 2.0
_COLUMN_COST: Final = 0.3
_ROW_COST: Final = 0.05

_X_OF_LANE: Final = {LaneSide.LEFT: 1, LaneSide.CENTER: 4, LaneSide.RIGHT: 7}
_X_OF_ENTRY: Final = {Entry.TOP_LEFT: 3, Entry.TOP: 4, Entry.TOP_RIGHT: 5, Entry.LEFT: 3, Entry.RIGHT: 5}


def plan_routes(placement: Placement, flow: Flow) -> tuple[Route, ...]:
    """Choose the way of every arrow: joints, then ways ahead by row, then returns, the shortest first."""
    planner = _Planner(placement)
    planner.add_joints()
    for ways in flow.leaving.values():
        ahead = [way for way in ways if way.kind is not WayKind.RETURN]
        for way in sorted(ahead, key=lambda way: way.target != END):
            planner.add_way(way, flow)
    returns = [way for way in flow.ways if way.kind is WayKind.RETURN]
    for way in sorted(returns, key=lambda way: flow.position(way.source) - flow.position(way.target)):
        planner.add_way(way, flow)
    return tuple(planner.routes)


@dataclass(slots=True)
class _Planner:
    placement: Placement
    routes: list[Route] = field(default_factory=list)
    crossings: Crossings = field(default_factory=Crossings)
    leaving: dict[tuple[str, Side], int] = field(default_factory=dict)
    """How many arrows and joints touch a symbol on one side."""
    blocked: set[tuple[str, Side]] = field(default_factory=set)
    """The sides behind which another symbol of the same step stands."""

    def add_joints(self) -> None:
        for row, spots in enumerate(self.placement.rows):
            ordered = sorted(spots, key=lambda spot: spot.column)
            for left, right in itertools.pairwise(ordered):
                self.blocked |= {(left.id, Side.RIGHT), (right.id, Side.LEFT)}
            pairs = itertools.pairwise(spots)
            if self.placement.manners[row] is not Manner.IN_ORDER:
                pairs = itertools.pairwise(ordered)
            joints = [(index, *pair) for index, pair in enumerate(pairs)]
            beside = [joint for joint in joints if _are_neighbours(ordered, joint[1], joint[2])]
            apart = [joint for joint in joints if joint not in beside]
            for index, source, target in [*beside, *apart]:
                self._add_joint(index, source, target, (index, source, target) in beside)

    def _add_joint(self, index: int, source: Spot, target: Spot, straight: bool) -> None:
        manner = self.placement.manners[source.row]
        name = f"joint-{source.step}-{index + 1}"
        head = manner is Manner.IN_ORDER
        if straight:
            side = Side.RIGHT if target.column > source.column else Side.LEFT
            other = Side.LEFT if side is Side.RIGHT else Side.RIGHT
            entry = Entry.LEFT if side is Side.RIGHT else Entry.RIGHT
            route = Route(name, ArrowKind.JOINT, source, target, side, None, entry, head=head, manner=manner)
            self.leaving[target.id, other] = self.leaving.get((target.id, other), 0) + 1
            self._take(route)
            return
        lanes = [(side, Lane(source.column, _gutter(side))) for side in (Side.LEFT, Side.RIGHT)]
        routes = [
            Route(name, ArrowKind.JOINT, source, target, side, lane, Entry.TOP, head=head, manner=manner)
            for side, lane in lanes
        ]
        self._take(min(routes, key=self._cost))

    def add_way(self, way: Way, flow: Flow) -> None:
        source = self.placement.leaving(flow.position(way.source))
        if way.target == END:
            if source.kind is SymbolKind.DECISION:
                capsule = self.placement.capsules[source.row]
                self._take(min(self._ways_to_capsule(way, source, capsule), key=self._cost))
            return
        target = self.placement.entered(flow.position(way.target), source.column)
        candidates = self._returns if way.kind is WayKind.RETURN else self._ways_ahead
        self._take(min(candidates(way, source, target), key=self._cost))

    def _ways_to_capsule(self, way: Way, source: Spot, capsule: Spot) -> Iterator[Route]:
        if not self.leaving.get((source.id, Side.BOTTOM)):
            middle = Lane(source.column, LaneSide.CENTER)
            yield _route(way, source, capsule, Side.BOTTOM, middle, Entry.TOP)
            return
        for side, entry in ((Side.LEFT, Entry.LEFT), (Side.RIGHT, Entry.RIGHT)):
            yield _route(way, source, capsule, side, Lane(source.column, _gutter(side)), entry)

    def _ways_ahead(self, way: Way, source: Spot, target: Spot) -> Iterator[Route]:
        middle = Lane(target.column, LaneSide.CENTER)
        if (side := self._straight_side(source, target)) is not None:
            yield _route(way, source, target, side, middle, Entry.TOP)
            return
        beside = [Lane(target.column, side) for side in (LaneSide.LEFT, LaneSide.RIGHT)]
        for side in (Side.LEFT, Side.RIGHT):
            own = Lane(source.column, _gutter(side))
            yield _route(way, source, target, side, own, Entry.TOP)
            if not self._leads_towards(source, side, target):
                continue
            if self.placement.column_is_free(target.column, source.row, target.row - 1):
                yield _route(way, source, target, side, middle, Entry.TOP)
            yield from (_route(way, source, target, side, lane, Entry.TOP) for lane in beside)
        if self.leaving.get((source.id, Side.BOTTOM)) or source.row in self.placement.capsules:
            return
        if self.placement.column_is_free(target.column, source.row + 1, target.row - 1):
            yield _route(way, source, target, Side.BOTTOM, middle, Entry.TOP)
        own_gutters = [Lane(source.column, side) for side in (LaneSide.LEFT, LaneSide.RIGHT)]
        for lane in dict.fromkeys((*beside, *own_gutters)):
            yield _route(way, source, target, Side.BOTTOM, lane, Entry.TOP)

    def _straight_side(self, source: Spot, target: Spot) -> Side | None:
        """Return the side from which one bend at most leads to the next row, None if it is not to be had.

        Such a way is always taken, whatever it crosses: people read the ordinary way first.
        """
        if target.row != source.row + 1:
            return None
        if target.column == source.column:
            side = Side.BOTTOM
            is_open = source.row not in self.placement.capsules
        else:
            side = Side.LEFT if target.column < source.column else Side.RIGHT
            is_open = self._leads_towards(source, side, target)
            is_open = is_open and self.placement.column_is_free(target.column, source.row, source.row)
        return side if is_open and not self.leaving.get((source.id, side)) else None

    def _returns(self, way: Way, source: Spot, target: Spot) -> Iterator[Route]:
        beside = [Lane(target.column, side) for side in (LaneSide.LEFT, LaneSide.RIGHT)]
        for side in (Side.LEFT, Side.RIGHT):
            lanes = [Lane(source.column, _gutter(side))]
            if self._leads_towards(source, side, target):
                lanes += beside
            yield from (_return(way, source, target, side, lane) for lane in lanes)
        if self.leaving.get((source.id, Side.BOTTOM)) or source.row in self.placement.capsules:
            return
        own_gutters = [Lane(source.column, side) for side in (LaneSide.LEFT, LaneSide.RIGHT)]
        for lane in dict.fromkeys((*own_gutters, *beside)):
            yield _return(way, source, target, Side.BOTTOM, lane)

    def _leads_towards(self, source: Spot, side: Side, target: Spot) -> bool:
        """Tell whether one can go straight from a side of a symbol into the target's column."""
        if (source.id, side) in self.blocked:
            return False
        return target.column < source.column if side is Side.LEFT else target.column > source.column

    def _cost(self, route: Route) -> float:
        segments = _segments(route)
        facing = self._leads_towards(route.source, route.side, route.target)
        cost = _BEND_COST * (len(segments) - 1)
        cost += _SHARED_SIDE_COST * self.leaving.get((route.source.id, route.side), 0)
        if route.kind is not ArrowKind.RETURN and not facing and route.side is not Side.BOTTOM:
            cost += _AWAY_COST
        for segment in segments:
            unit = _ROW_COST if segment.is_vertical else _COLUMN_COST
            cost += unit * (segment.end - segment.start) / 8
        return cost + _CROSSING_COST * self.crossings.count(segments, route.net)

    def _take(self, route: Route) -> None:
        self.routes.append(route)
        key = (route.source.id, route.side)
        self.leaving[key] = self.leaving.get(key, 0) + 1
        self.crossings.add(_segments(route), route.net)


def _are_neighbours(ordered: list[Spot], one: Spot, other: Spot) -> bool:
    return abs(ordered.index(one) - ordered.index(other)) == 1


def _gutter(side: Side) -> LaneSide:
    return LaneSide.LEFT if side is Side.LEFT else LaneSide.RIGHT


def _route(way: Way, source: Spot, target: Spot, side: Side, lane: Lane, entry: Entry) -> Route:
    name = f"arrow-{way.source}-{way.kind}-{way.index + 1}"
    return Route(name, ArrowKind(way.kind), source, target, side, lane, entry, way)


def _return(way: Way, source: Spot, target: Spot, side: Side, lane: Lane) -> Route:
    from_left = lane < Lane(target.column, LaneSide.CENTER)
    entry = Entry.TOP_LEFT if from_left else Entry.TOP_RIGHT
    return _route(way, source, target, side, lane, entry)


def _segments(route: Route) -> tuple[Segment, ...]:
    """Return the stretches of a route on a coarse grid: eight units a column, eight a row."""
    source_x = route.source.column * 8 + 4
    middle_y = route.source.row * 8 + 4
    if route.lane is None:
        return (Segment.between((source_x, middle_y), (route.target.column * 8 + 4, middle_y)),)
    lane_x = route.lane.column * 8 + _X_OF_LANE[route.lane.side]
    leave_y = middle_y + (3 if route.uses_lower_channel else 0)
    end = (route.target.column * 8 + _X_OF_ENTRY[route.entry], route.target.row * 8 + 2)
    points = [(source_x, middle_y), (source_x, leave_y), (lane_x, leave_y)]
    if route.target.is_end_of_way:
        points += [(lane_x, middle_y + 2), (source_x, middle_y + 2)]
    elif route.uses_upper_channel:
        points += [(lane_x, end[1] - 1), (end[0], end[1] - 1), end]
    else:
        points += [end]
    return tuple(_straightened(points))


def _straightened(points: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    """Join the points to stretches; points in a line make one stretch, a point said twice none."""
    corners: list[tuple[int, int]] = []
    for point in points:
        if corners and corners[-1] == point:
            continue
        if len(corners) > 1 and any(corners[-2][axis] == corners[-1][axis] == point[axis] for axis in (0, 1)):
            corners[-1] = point
        else:
            corners.append(point)
    yield from (Segment.between(one, other) for one, other in itertools.pairwise(corners))
