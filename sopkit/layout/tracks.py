"""Tracks: side by side places for arrows that share a gutter or a channel, assigned by their intervals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from sopkit.layout.routing import Entry, Lane, LaneSide, Route

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

__all__ = ["Tracks", "assign_tracks"]

_Place = TypeVar("_Place", Lane, int)
_Order = tuple[int, int, int]

_ORDER_OF_ENTRY: Final = {Entry.TOP_LEFT: 1, Entry.TOP: 2, Entry.TOP_RIGHT: 3}
_ORDER_OF_LANE: Final = {LaneSide.LEFT: 0, LaneSide.CENTER: 2, LaneSide.RIGHT: 4}


@dataclass(frozen=True, slots=True)
class Tracks:
    """The track of each arrow, by its id, in each place it runs through; 0 is nearest to the symbols."""

    gutter: Mapping[str, int]
    upper: Mapping[str, int]
    lower: Mapping[str, int]
    gutter_counts: Mapping[Lane, int]
    upper_counts: Mapping[int, int]
    """By row, the tracks above the symbols."""
    lower_counts: Mapping[int, int]
    """By row, the tracks below the symbols."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one arrow needs of a gutter or a channel: an interval, both ends included."""

    route: Route
    start: int
    end: int
    order: _Order
    """Claims of a low order are served first and get the tracks near the symbols."""


def assign_tracks(routes: Iterable[Route]) -> Tracks:
    """Give every arrow its tracks.

    Arrows into one target by one entry are one net and share their tracks. Two nets share a track only where
    their intervals do not even touch. Intervals are counted in quarters of a row and fifths of a column, so
    that no size needs to be known.
    """
    gutters: dict[Lane, list[_Claim]] = defaultdict(list)
    above: dict[int, list[_Claim]] = defaultdict(list)
    below: dict[int, list[_Claim]] = defaultdict(list)
    for route in routes:
        if route.lane is not None and route.in_gutter:
            gutters[route.lane].append(_gutter_claim(route))
        if route.uses_upper_channel:
            above[route.target.row].append(_upper_claim(route))
        if route.uses_lower_channel:
            below[route.source.row].append(_lower_claim(route))
    gutter, gutter_counts = _assigned(gutters)
    upper, upper_counts = _assigned(above)
    lower, lower_counts = _assigned(below)
    return Tracks(gutter, upper, lower, gutter_counts, upper_counts, lower_counts)


def _gutter_claim(route: Route) -> _Claim:
    leaving = route.source.row * 4 + (3 if route.uses_lower_channel else 1)
    arriving = route.target.row * 4 + (2 if route.target.is_end_of_way else 0)
    start, end = sorted((leaving, arriving))
    return _Claim(route, start, end, (end - start, start, 0))


def _upper_claim(route: Route) -> _Claim:
    """Claim the channel above the target; of arrows from one side, the nearer entry lies lower."""
    entry = route.target.column * 5 + _ORDER_OF_ENTRY[route.entry]
    lane = _lane_order(route)
    order = (int(route.entry is Entry.TOP), entry if lane < entry else -entry, 0)
    return _Claim(route, min(lane, entry), max(lane, entry), order)


def _lower_claim(route: Route) -> _Claim:
    leaving = route.source.column * 5 + 2
    lane = _lane_order(route)
    return _Claim(route, min(lane, leaving), max(lane, leaving), (abs(lane - leaving), leaving, 0))


def _lane_order(route: Route) -> int:
    return route.lane.column * 5 + _ORDER_OF_LANE[route.lane.side] if route.lane else 0


def _assigned(claims: Mapping[_Place, list[_Claim]]) -> tuple[dict[str, int], dict[_Place, int]]:
    tracks: dict[str, int] = {}
    counts: dict[_Place, int] = {}
    for place, wanted in claims.items():
        nets: dict[Hashable, list[_Claim]] = defaultdict(list)
        for claim in wanted:
            nets[claim.route.net].append(claim)
        filled: list[list[tuple[int, int]]] = []
        for net in sorted(nets.values(), key=lambda net: min(claim.order for claim in net)):
            start, end = min(claim.start for claim in net), max(claim.end for claim in net)
            track = _first_free(filled, start, end)
            tracks.update({claim.route.id: track for claim in net})
        counts[place] = len(filled)
    return tracks, counts


def _first_free(filled: list[list[tuple[int, int]]], start: int, end: int) -> int:
    """Take the lowest track that is free from start to end, a new one if none is."""
    for track, taken in enumerate(filled):
        if all(other_end < start or end < other_start for other_start, other_end in taken):
            taken.append((start, end))
            return track
    filled.append([(start, end)])
    return len(filled) - 1
