"""Refused moves in words: why, and what the case may do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.errors import MoveRefused
from sopkit.lang import LANGUAGES, text
from sopkit.machine.events import MoveKind
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.machine.events import Move
    from sopkit.model import ActorId, Sop, StepKey

__all__ = ["destination_words", "move_words", "named_actors", "named_step", "refusal"]


_ABOUT_TIME = {"time-runs-backwards", "time-zone-mixed"}
"""Reasons for which the possible moves do not help."""


def refusal(sop: Sop, reason: str, allowed: tuple[Move, ...], **details: str) -> MoveRefused:
    """Return a refusal with its words in every language; `details` fills the blanks of the reason's words."""
    messages = tuple((language, _message(sop, reason, allowed, details, language)) for language in LANGUAGES)
    names = tuple(dict.fromkeys(move.name for move in allowed))
    return MoveRefused(reason, tuple(sorted(details.items())), names, messages)


def move_words(sop: Sop, move: Move, language: str) -> str:
    """Say what a move does and on what condition: `kembalikan ke langkah 5 (`susun`) “ada perbaikan”`."""
    said = destination_words(sop, move, language)
    condition = move.when or move.label
    return f"{said} “{condition}”" if condition else said


def destination_words(sop: Sop, move: Move, language: str) -> str:
    """Say what a move does: `kembalikan ke langkah 5 (`susun`)`."""
    if move.kind is MoveKind.HAND_OVER:
        receiver = sop.step(move.source).performers.actors[move.index + 1]
        return text("case.hand-over", language, actors=named_actors(sop, (receiver,)))
    if move.target == END:
        return text(f"case.{move.kind}-end", language)
    return text(f"case.{move.kind}", language, step=named_step(sop, move.target))


def named_step(sop: Sop, key: StepKey) -> str:
    """Name a step by its number and, where it has one, its id."""
    step = sop.step(key)
    return f"{step.number} (`{step.id}`)" if step.id else f"{step.number}"


def named_actors(sop: Sop, actors: Iterable[ActorId]) -> str:
    """Name actors by title and id."""
    titles = {actor.id: actor.title for actor in sop.actors}
    return ", ".join(f"{titles[actor]} (`{actor}`)" if actor in titles else f"`{actor}`" for actor in actors)


def _message(sop: Sop, reason: str, allowed: tuple[Move, ...], details: dict[str, str], language: str) -> str:
    said = text(f"case.{reason}", language, **details)
    if not allowed or reason in _ABOUT_TIME:
        return said
    actors = dict.fromkeys(actor for move in allowed for actor in move.actors)
    moves = "; ".join(move_words(sop, move, language) for move in allowed)
    return f"{said} {text('case.allowed', language, actors=named_actors(sop, actors), moves=moves)}"
