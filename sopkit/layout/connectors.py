"""Off-page connectors: where arrows cross a page break, and the strip in which they meet their pentagons.

Arrows cross a break in their lanes. In the strip below the last row of a page, and above the first row of the
next, each is led sideways to a pentagon of its own: in the order of the lanes, without crossing, in one row
of pentagons or, where a column has many, in two. The strip of the next page is the same upside down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from sopkit.layout import sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.layout.grid import Arrow, Box, Point
    from sopkit.model import ActorId

__all__ = ["Break", "Crossing", "Pin", "letters", "page_break"]

_HEIGHT_EM: Final = 2.0
"""The height of a pentagon by the size of its letter."""
_WIDTH_EM: Final = 1.7
_GAP_PT: Final = 3.0
"""Between two pentagons, and between a pentagon and the border of its column."""
_PASSING_PT: Final = 3.0
"""Between a pentagon of the first row and an arrow that passes it to the second."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where arrows cross a break; those to one target that run on together cross in one place."""

    x: float
    actor: ActorId
    arrows: tuple[str, ...]
    """Their ids."""
    climbs: bool
    """Whether they lead upwards, from the later page to the earlier."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A crossing with its pentagon, measured downwards from the break; upside down on the next page."""

    crossing: Crossing
    x: float
    """The middle of the pentagon."""
    turn: float
    """Where the arrow turns sideways; of no meaning where it needs no turn."""
    near: float
    """The side of the pentagon that faces the break."""
    far: float

    @property
    def is_straight(self) -> bool:
        """Whether the pentagon stands in the lane itself."""
        return abs(self.x - self.crossing.x) < 0.01


@dataclass(frozen=True, slots=True)
class Break:
    """A page break between two rows: its pentagons, and the height of the strip that holds them."""

    pins: tuple[Pin, ...]
    height: float
    width_of_pentagon: float


def page_break(arrows: Sequence[Arrow], y: float, columns: Mapping[ActorId, Box], label_size: float) -> Break:
    """Return the break at a height; `columns` holds the actors' columns."""
    width = label_size * _WIDTH_EM
    pins: list[Pin] = []
    crossings = sorted(_crossings(arrows, y, columns), key=lambda crossing: crossing.x)
    for actor, group in groupby(crossings, key=lambda crossing: crossing.actor):
        pins += _pinned(list(group), columns[actor], width, label_size * _HEIGHT_EM)
    height = max((pin.far for pin in pins), default=0.0)
    return Break(tuple(pins), height + sizes.LANE_MARGIN_PT if pins else 0.0, width)


def letters() -> Iterator[str]:
    """Yield A to Z, then AA, AB and so on."""
    yield from ascii_uppercase
    for first in letters():
        for second in ascii_uppercase:
            yield first + second


def _crossings(arrows: Sequence[Arrow], y: float, columns: Mapping[ActorId, Box]) -> Iterator[Crossing]:
    found: dict[tuple[float, str, Point], list[str]] = {}
    climbing: dict[tuple[float, str, Point], bool] = {}
    for arrow in arrows:
        for (x, start), (_, end) in pairwise(arrow.points):
            if min(start, end) < y < max(start, end):
                key = (round(x, 3), arrow.target_symbol, arrow.points[-1])
                found.setdefault(key, []).append(arrow.id)
                climbing[key] = end < start
    for key, ids in found.items():
        actor = next(actor for actor, box in columns.items() if box.x <= key[0] <= box.right)
        yield Crossing(key[0], actor, tuple(ids), climbing[key])


def _pinned(crossings: list[Crossing], column: Box, width: float, height: float) -> Iterator[Pin]:
    """Give the crossings of one column their pentagons."""
    pitch, rows = width + _GAP_PT, 1
    left, right = column.x + width / 2 + _GAP_PT, column.right - width / 2 - _GAP_PT
    if (len(crossings) - 1) * pitch > right - left:
        pitch, rows = width / 2 + _PASSING_PT, 2
        pitch = min(pitch, (right - left) / (len(crossings) - 1))
    places = _spread([crossing.x for crossing in crossings], left, right, pitch)
    tracks = _tracks([crossing.x for crossing in crossings], places)
    deepest = max(tracks) if tracks else 0
    top = sizes.TRACK_PT * (1 + deepest) + sizes.ARROW_STUB_PT
    for index, (crossing, x) in enumerate(zip(crossings, places, strict=True)):
        near = top + (index % rows) * (height + _GAP_PT)
        yield Pin(crossing, x, sizes.TRACK_PT * (1 + tracks[index]), near, near + height)


def _spread(lanes: list[float], left: float, right: float, pitch: float) -> list[float]:
    """Return places in the order of the lanes, a pitch apart at least, each near its lane."""
    places: list[float] = []
    for lane in lanes:
        places.append(max(lane, left, places[-1] + pitch if places else left))
    limit = right
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - pitch
    return places


def _tracks(lanes: list[float], places: list[float]) -> list[int]:
    """Return how deep each arrow turns sideways, so that no two cross.

    Of arrows that move to the right the rightmost turns first, of those to the left the leftmost.
    """
    tracks = [0] * len(lanes)
    to_right = [index for index in reversed(range(len(lanes))) if places[index] > lanes[index]]
    to_left = [index for index in range(len(lanes)) if places[index] < lanes[index]]
    for one, other in (*pairwise(to_right), *pairwise(to_left)):
        if _overlap(one, other, lanes, places):
            tracks[other] = tracks[one] + 1
    return tracks


def _overlap(one: int, other: int, lanes: list[float], places: list[float]) -> bool:
    first, second = sorted((lanes[one], places[one])), sorted((lanes[other], places[other]))
    return first[0] <= second[1] + sizes.TRACK_PT and second[0] <= first[1] + sizes.TRACK_PT
