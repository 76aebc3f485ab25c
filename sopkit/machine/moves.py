"""Which moves a case has from where it stands, and which of them a caller means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow import Way, WayKind
from sopkit.machine.events import Event, Move, MoveKind
from sopkit.model import Manner, Sop, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.machine.build import Route
    from sopkit.model import ActorId

__all__ = ["HAND_OVER", "matching", "moves", "way_kind", "way_of"]

HAND_OVER = "hand_over"
"""The name of the move within an in-order step; the machine has no trigger for it."""

_KINDS = {
    WayKind.FORWARD: MoveKind.GO_ON,
    WayKind.BRANCH: MoveKind.BRANCH,
    WayKind.RETURN: MoveKind.RETURN,
}


def moves(sop: Sop, route: Route, key: StepKey, turn: int, history: tuple[Event, ...]) -> tuple[Move, ...]:
    """Return the moves out of a step, exhausted ones with `remaining` 0 among them."""
    step = sop.step(key)
    actors = step.performers.actors
    if step.performers.manner is Manner.IN_ORDER:
        if turn < len(actors) - 1:
            return (Move(MoveKind.HAND_OVER, HAND_OVER, key, key, (actors[turn],), turn),)
        actors = actors[-1:]
    return tuple(_move(way, route, actors, history) for way in route.flow.leaving[key])


def _move(way: Way, route: Route, actors: tuple[ActorId, ...], history: tuple[Event, ...]) -> Move:
    kind = way_kind(way)
    remaining = None
    if way.limit is not None:
        place = (kind, way.source, way.index)
        taken = sum((event.kind, event.source, event.index) == place for event in history)
        remaining = max(0, way.limit - taken)
    return Move(
        kind,
        route.triggers[way],
        way.source,
        way.target,
        actors,
        way.index,
        way.when,
        way.label,
        remaining,
    )


def way_kind(way: Way) -> MoveKind:
    """Return the kind of the move that takes a way."""
    return _KINDS[way.kind]


def way_of(route: Route, move: Move) -> Way:
    """Return the way of the flow that a move takes. Raises KeyError for a hand-over."""
    for way in route.flow.leaving[move.source]:
        if (way_kind(way), way.index) == (move.kind, move.index):
            return way
    raise KeyError(move)


def matching(
    sop: Sop, several: Iterable[Move], to: str | int | None, when: str | None, label: str | None
) -> tuple[Move, ...]:
    """Return the moves with this target, condition and label; None means: any."""
    target = None if to is None else sop.key_of(to)
    return tuple(
        move
        for move in several
        if target in (None, move.target) and _same(when, move.when) and _same(label, move.label)
    )


def _same(asked: str | None, words: str | None) -> bool:
    return asked is None or (words is not None and _folded(asked) == _folded(words))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
