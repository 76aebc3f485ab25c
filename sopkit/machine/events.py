"""What happened in a case and what may happen next, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from sopkit.model import ActorId, StepKey

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Event", "Move", "MoveKind"]


class MoveKind(StrEnum):
    """What a move is; `HAND_OVER` passes an in-order step to its next actor and stays on the step."""

    START = "start"
    HAND_OVER = "hand-over"
    GO_ON = "go-on"
    BRANCH = "branch"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Event:
    """One move that was made: who as which actor, when, from where to where."""

    kind: MoveKind
    by: ActorId
    at: datetime
    source: StepKey | None
    """None for the start."""
    target: StepKey
    """`end` where the case ended; the step itself for a hand-over."""
    index: int = 0
    """Which of the step's branches or returns it was, from 0."""
    person: str | None = None
    """Who acted as the actor, in the words of the embedding app: a name, a NIP, an account."""
    note: str | None = None

    def as_json(self) -> dict[str, str | int | None]:
        """Return the event as values that JSON can carry; `at` in ISO 8601."""
        return {
            "kind": self.kind.value,
            "by": self.by,
            "at": self.at.isoformat(),
            "source": self.source,
            "target": self.target,
            "index": self.index,
            "person": self.person,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, str | int | None]) -> Self:
        """Return the event that `as_json` wrote.

        Raises KeyError if a value is missing, ValueError if a kind, moment or index cannot be read.
        """
        source, person, note = values["source"], values.get("person"), values.get("note")
        return cls(
            kind=MoveKind(str(values["kind"])),
            by=ActorId(str(values["by"])),
            at=datetime.fromisoformat(str(values["at"])),
            source=None if source is None else StepKey(str(source)),
            target=StepKey(str(values["target"])),
            index=int(values.get("index") or 0),
            person=None if person is None else str(person),
            note=None if note is None else str(note),
        )


@dataclass(frozen=True, slots=True)
class Move:
    """One move that a case may make now."""

    kind: MoveKind
    name: str
    """The trigger of the machine, such as `go_on` or `return_to_draft`; `hand_over` within a step."""
    source: StepKey
    target: StepKey
    actors: tuple[ActorId, ...]
    """Who may make it; one of them records it."""
    index: int = 0
    """Which of the step's branches or returns it is, from 0."""
    when: str | None = None
    label: str | None = None
    remaining: int | None = None
    """How often the case may still take it, at least 1; None where the SOP sets no limit."""
