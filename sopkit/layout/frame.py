"""The sizes of columns and rows, and where every gutter, channel, middle and border lies, in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.layout import sizes
from sopkit.layout.routing import Lane, LaneSide, Route, Side
from sopkit.model import Manner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.layout.placement import Spot
    from sopkit.layout.ports import Ports
    from sopkit.layout.tracks import Tracks

__all__ = [
    "ColumnFrame",
    "LabelSize",
    "RowFrame",
    "capsule_drop",
    "column_frames",
    "row_frames",
    "symbol_width",
]

_GUTTERS: Final = (LaneSide.LEFT, LaneSide.RIGHT)
_NARROW_MARGIN_PT: Final = 5.0
"""Between a symbol and the gutters beside it, where columns are as narrow as can be."""
_DOTS_PT: Final = 18.0
"""Between neighbours of whom one performs a step, so that the dots of the line between them can be seen."""
_EQUAL_UP_TO: Final = 2
"""Up to so many arrows, both gutters of a column are made equal."""


@dataclass(frozen=True, slots=True)
class LabelSize:
    """An arrow's label, its lines and the room they take."""

    text: str
    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ColumnFrame:
    """An actor column: the middle of its symbols, its gutters and its borders."""

    x: float
    width: float
    middle: float
    core_left: float
    """Where the left gutter ends: symbols and labels lie between `core_left` and `core_right`."""
    core_right: float

    def lane_x(self, side: LaneSide, track: int) -> float:
        """Return the x of a lane; track 0 is nearest to the symbols."""
        if side is LaneSide.CENTER:
            return self.middle
        away = sizes.LANE_MARGIN_PT + track * sizes.TRACK_PT
        return self.core_left - away if side is LaneSide.LEFT else self.core_right + away


@dataclass(frozen=True, slots=True)
class RowFrame:
    """A row: the middle of its symbols and the room around it."""

    y: float
    height: float
    middle: float
    core_top: float
    """Symbols and labels lie between `core_top` and `core_bottom`; channels above and below."""
    core_bottom: float

    def upper_y(self, track: int) -> float:
        """Return the y of a track of the channel above the symbols."""
        return self.core_top - sizes.ARROW_STUB_PT - track * sizes.TRACK_PT

    def lower_y(self, track: int) -> float:
        """Return the y of a track of the channel below the symbols."""
        return self.core_bottom + sizes.TRACK_PT + track * sizes.TRACK_PT

    def shifted(self, by: float) -> RowFrame:
        """Return the row moved down."""
        return RowFrame(self.y + by, self.height, self.middle + by, self.core_top + by, self.core_bottom + by)


def symbol_width(spot: Spot) -> float:
    """Return the width of a symbol in points."""
    return sizes.CAPSULE_WIDTH_PT if spot.is_end_of_way else sizes.SYMBOL_WIDTH_PT


def column_frames(
    x: float,
    least_widths: Sequence[float],
    routes: Sequence[Route],
    tracks: Tracks,
    labels: Mapping[str, LabelSize],
    *,
    even: bool = True,
) -> tuple[ColumnFrame, ...]:
    """Lay the actor columns side by side, from x on; each at least as wide as its header needs.

    Symbols stand in the middle between labels and few arrows. If not `even`, columns are as narrow as can be
    and symbols as near to the middle as the labels and arrows at their sides allow.
    """
    frames = []
    for column, least_width in enumerate(least_widths):
        margin = sizes.SYMBOL_MARGIN_PT if even else _NARROW_MARGIN_PT
        before, after = _core_half_widths(column, routes, labels, margin)
        if even:
            before = after = max(before, after)
        left, right = _gutter_widths(column, tracks, even)
        width = max(before + after + left + right, least_width)
        middle = x + left + (width - before - after - left - right) / 2 + before
        if not even:
            middle = min(max(x + width / 2, x + left + before), x + width - right - after)
        frames.append(ColumnFrame(x, width, middle, middle - before, middle + after))
        x += width
    return tuple(frames)


def _gutter_widths(column: int, tracks: Tracks, even: bool) -> tuple[float, float]:
    """Return the widths of a column's gutters; if `even`, equal for few arrows."""
    left, right = (tracks.gutter_counts.get(Lane(column, side), 0) for side in _GUTTERS)
    if even and max(left, right) <= _EQUAL_UP_TO:
        left = right = max(left, right)
    return _gutter_width(left), _gutter_width(right)


def _gutter_width(tracks: int) -> float:
    if not tracks:
        return 0.0
    return 2 * sizes.LANE_MARGIN_PT + (tracks - 1) * sizes.TRACK_PT


def _core_half_widths(
    column: int, routes: Sequence[Route], labels: Mapping[str, LabelSize], margin: float
) -> tuple[float, float]:
    """Return how far symbols and labels reach to the left and to the right of the middle."""
    half = sizes.SYMBOL_WIDTH_PT / 2
    left = right = half + margin
    for route in routes:
        if route.manner is Manner.ANY and abs(route.source.column - route.target.column) == 1:
            first = min(route.source.column, route.target.column)
            right = max(right, half + _DOTS_PT / 2) if column == first else right
            left = max(left, half + _DOTS_PT / 2) if column == first + 1 else left
        if route.source.column == column and route.id in labels:
            width = labels[route.id].width + sizes.LABEL_GAP_PT
            if route.side is Side.LEFT:
                left = max(left, half + sizes.LABEL_GAP_PT + width)
            elif route.side is Side.RIGHT:
                right = max(right, half + sizes.LABEL_GAP_PT + width)
            else:
                right = max(right, sizes.LABEL_HEAD_GAP_PT + width)
    return left, right


def row_frames(
    text_heights: Sequence[float],
    rows: Sequence[Sequence[Spot]],
    capsules: Mapping[int, Spot],
    routes: Sequence[Route],
    tracks: Tracks,
    ports: Ports,
    labels: Mapping[str, LabelSize],
) -> tuple[RowFrame, ...]:
    """Stack the rows from y = 0 on; each is as high as its texts, symbols, labels and channels need."""
    leaving: dict[int, list[Route]] = {}
    for route in routes:
        leaving.setdefault(route.source.row, []).append(route)
    frames = []
    y = 0.0
    for row, spots in enumerate(rows):
        half = max(ports.heights[spot.id] for spot in spots) / 2
        up, down = _core_reach(half, leaving.get(row, []), ports, labels)
        if row in capsules:
            down = max(down, capsule_drop(half, leaving[row], labels) + sizes.CAPSULE_HEIGHT_PT)
        above = _channel_height(tracks.upper_counts.get(row, 0), sizes.ARROW_STUB_PT)
        below = _channel_height(tracks.lower_counts.get(row, 0), sizes.TRACK_PT)
        height = max(text_heights[row], above + up + down + below)
        top = y + (height - above - up - down - below) / 2 + above
        frames.append(RowFrame(y, height, top + up, top, top + up + down))
        y += height
    return tuple(frames)


def capsule_drop(half: float, leaving: Sequence[Route], labels: Mapping[str, LabelSize]) -> float:
    """Return how far below the middle of a decision its small capsule begins; `half` is half its height."""
    label_heights = [
        labels[route.id].height for route in leaving if route.side is Side.BOTTOM and route.id in labels
    ]
    return half + max(sizes.ARROW_STUB_PT + 3, max(label_heights, default=0.0) + 2 * sizes.LABEL_GAP_PT)


def _core_reach(
    half: float, leaving: Sequence[Route], ports: Ports, labels: Mapping[str, LabelSize]
) -> tuple[float, float]:
    """Return how far symbols and labels of a row reach above and below their middle."""
    up = down = half
    for route in leaving:
        if route.id not in labels:
            continue
        height = labels[route.id].height
        if route.side is Side.BOTTOM:
            down = max(down, half + height + 2 * sizes.LABEL_GAP_PT)
        else:
            up = max(up, height + sizes.LABEL_GAP_PT - ports.offsets.get(route.id, 0.0))
    return up, down


def _channel_height(tracks: int, nearest: float) -> float:
    if not tracks:
        return sizes.ROW_MARGIN_PT
    return nearest + (tracks - 1) * sizes.TRACK_PT + sizes.LANE_MARGIN_PT
