"""Off-page connectors: where arrows cross a page break, and the strip in which they meet their pentagons.

Arrows cross a break in their lanes. In the strip below the last row of a page, and above the first row of the
next, each meets a pentagon of its own, in the lane itself where there is room. Where lanes lie close together
some are led sideways, in the order of the lanes and without crossing; the pentagons of such a crowd stand in
two rows. The strip of the next page is the same upside down.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING, Final

from sopkit.layout import sizes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sopkit.layout.grid import Arrow, Box, Point, Symbol
    from sopkit.model import ActorId

__all__ = ["Break", "Connector", "Crossing", "Pin", "lettered", "page_break"]

_HEIGHT_EM: Final = 2.0
"""The height of a pentagon by the size of its letter."""
_WIDTHS_EM: Final = (1.5, 2.0)
"""The width of a pentagon by the size of its letters: one of them, or two."""
_GAP_PT: Final = 3.0
"""Between two pentagons."""
_PASSING_PT: Final = 3.0
"""Between a pentagon of the first row and an arrow that passes it to the second."""
_BORDER_PT: Final = 2.0
"""Between the middle of a pentagon and the border of its column: the strip itself has no borders."""
_LEAST_JOG_PT: Final = 6.0
"""An arrow that is led sideways is led so far at least, so that nobody takes it for a slip."""
_SAME_PT: Final = 0.01


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
        return abs(self.x - self.crossing.x) < _SAME_PT


@dataclass(frozen=True, slots=True)
class Break:
    """A page break between two rows: its pentagons, and the height of the strip that holds them."""

    pins: tuple[Pin, ...]
    height: float
    width_of_pentagon: float
    missing: float = 0.0
    """How much wider the columns would have to be together for all pentagons to stand apart."""


def page_break(
    arrows: Iterable[Arrow],
    y: float,
    columns: Mapping[ActorId, Box],
    table: Box,
    label_size: float,
    taken: Collection[str] = (),
) -> Break:
    """Return the break at a height.

    `columns` holds the actors' columns, `table` reaches over all columns, and `taken` are words that no
    pentagon is called by.
    """
    crossings = sorted(_crossings(arrows, y, columns), key=lambda crossing: crossing.x)
    if not crossings:
        return Break((), 0.0, 0.0)
    width = label_size * _WIDTHS_EM[len(crossings) > _single_letters(taken)]
    height = label_size * _HEIGHT_EM
    lanes = [crossing.x for crossing in crossings]
    places, missing = _places(crossings, columns, table, width)
    tracks = _tracks(lanes, places)
    top = sizes.TRACK_PT * (1 + max(tracks, default=-1)) + sizes.ARROW_STUB_PT
    pins = []
    for index, row in enumerate(_rows(places, width)):
        near = top + row * (height + _GAP_PT)
        turn = sizes.TRACK_PT * (1 + max(tracks[index], 0))
        pins.append(Pin(crossings[index], places[index], turn, near, near + height))
    return Break(tuple(pins), max(pin.far for pin in pins) + sizes.LANE_MARGIN_PT, width, missing)


def _letters(taken: Collection[str] = ()) -> Iterator[str]:
    """Yield A to Z, then AA, AB and so on, without those that are taken."""
    yield from (letter for letter in ascii_uppercase if letter not in taken)
    for first in _letters():
        yield from (name for second in ascii_uppercase if (name := first + second) not in taken)


def _single_letters(taken: Collection[str]) -> int:
    """Return for how many pentagons there is a single letter."""
    return len(set(ascii_uppercase) - set(taken))


def _crossings(arrows: Iterable[Arrow], y: float, columns: Mapping[ActorId, Box]) -> Iterator[Crossing]:
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


def _places(
    crossings: Sequence[Crossing], columns: Mapping[ActorId, Box], table: Box, width: float
) -> tuple[list[float], float]:
    """Return the middles of the pentagons, from left to right, and how much room is missing for them.

    Each stands in its lane if it can. Where lanes are crowded, pentagons stand half a width and a passing
    apart, for a row of every second one, or a whole width apart where that moves none out of its column.
    """
    lanes = [crossing.x for crossing in crossings]
    edge = width / 2 + _BORDER_PT
    boxes = [columns[crossing.actor] for crossing in crossings]
    lows = [max(box.x + _BORDER_PT, table.x + edge) for box in boxes]
    highs = [min(box.right - _BORDER_PT, table.right - edge) for box in boxes]
    places: list[float] = []
    for pitch in (width + _GAP_PT, width / 2 + _PASSING_PT):
        places = _spread(lanes, lows, highs, pitch)
        if all(low - _SAME_PT <= place for low, place in zip(lows, places, strict=True)):
            return places, 0.0
    return places, max(low - place for low, place in zip(lows, places, strict=True))


def _spread(
    lanes: Sequence[float], lows: Sequence[float], highs: Sequence[float], pitch: float
) -> list[float]:
    """Return places in the order of the lanes, a pitch apart at least, each near its lane.

    None is too far to the right; where there is not room enough, some are too far to the left.
    """
    places: list[float] = []
    for lane, low in zip(lanes, lows, strict=True):
        least = max(low, places[-1] + pitch if places else low)
        places.append(lane if least < lane + _SAME_PT else max(least, lane + _LEAST_JOG_PT))
    limit = float("inf")
    for index in range(len(places) - 1, -1, -1):
        place = min(places[index], limit, highs[index])
        aside = place - lanes[index]
        if -_LEAST_JOG_PT < aside < -_SAME_PT:
            place = lanes[index] - _LEAST_JOG_PT
        elif _SAME_PT < aside < _LEAST_JOG_PT and lanes[index] >= lows[index]:
            place = lanes[index]
        places[index] = place
        limit = place - pitch
    return places


def _rows(places: Sequence[float], width: float) -> Iterator[int]:
    """Yield the row of each pentagon: the first, or the second beside one that is too near."""
    row, before = 0, float("-inf")
    for place in places:
        row = 1 - row if place - before < width + _GAP_PT - _SAME_PT else 0
        before = place
        yield row


def _tracks(lanes: Sequence[float], places: Sequence[float]) -> list[int]:
    """Return how deep each arrow turns sideways, so that no two cross; -1 for those that need not turn.

    Of arrows that move to the right the rightmost turns first, of those to the left the leftmost.
    """
    to_right = [index for index in reversed(range(len(lanes))) if places[index] > lanes[index] + _SAME_PT]
    to_left = [index for index in range(len(lanes)) if places[index] < lanes[index] - _SAME_PT]
    tracks = [-1] * len(lanes)
    for index in (*to_right, *to_left):
        tracks[index] = 0
    for one, other in (*pairwise(to_right), *pairwise(to_left)):
        if _overlap(one, other, lanes, places):
            tracks[other] = tracks[one] + 1
    return tracks


def _overlap(one: int, other: int, lanes: Sequence[float], places: Sequence[float]) -> bool:
    first, second = sorted((lanes[one], places[one])), sorted((lanes[other], places[other]))
    return first[0] <= second[1] + sizes.TRACK_PT and second[0] <= first[1] + sizes.TRACK_PT


@dataclass(frozen=True, slots=True)
class Connector:
    """A pentagon on a page, and the way from the break to it."""

    symbol: Symbol
    pin: Pin
    edge: float
    """The y of the break on the page."""
    down: int

    def way(self) -> list[Point]:
        """Return the points from the break to the pentagon, the first of which is not on the break."""
        x, near = self.pin.x, self.edge + self.down * self.pin.near
        if self.pin.is_straight:
            return [(self.pin.crossing.x, near)]
        turn = self.edge + self.down * self.pin.turn
        return [(self.pin.crossing.x, turn), (x, turn), (x, near)]


def lettered(breaks: Sequence[Break], taken: Collection[str] = ()) -> list[dict[Crossing, str]]:
    """Name the crossings of the breaks above each page, and of the one below the last, which has none.

    The letters go on from break to break while the alphabet lasts; where there are more, each break begins
    with the first again. Those that are `taken`, by labels, are left out.
    """
    goes_on = sum(len(each.pins) for each in breaks) <= _single_letters(taken)
    names = _letters(taken)
    found: list[dict[Crossing, str]] = []
    for each in breaks:
        names = names if goes_on else _letters(taken)
        found.append({pin.crossing: next(names) for pin in each.pins})
    return [*found, {}]
