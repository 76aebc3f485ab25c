"""What happened in a case and what may happen next, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from sopkit.errors import InvalidValue
from sopkit.model import ActorId, StepKey

__all__ = ["Event", "Move", "MoveKind", "strange_field"]


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

        Raises InvalidValue if this is no such event: a value is missing, of another type, or cannot be read.
        """
        if not isinstance(values, Mapping):
            raise InvalidValue("event", values, "an object with the values of an event")
        source = _optional(values, "source")
        return cls(
            kind=_kind(_text(values, "kind")),
            by=ActorId(_text(values, "by")),
            at=_moment(_text(values, "at")),
            source=None if source is None else StepKey(source),
            target=StepKey(_text(values, "target")),
            index=_index(values.get("index", 0)),
            person=_optional(values, "person"),
            note=_optional(values, "note"),
        )


_TEXT_OR_NONE = (str, type(None))
_TYPES: dict[str, tuple[type, ...]] = {
    "kind": (MoveKind,),
    "by": (str,),
    "at": (datetime,),
    "source": _TEXT_OR_NONE,
    "target": (str,),
    "index": (int,),
    "person": _TEXT_OR_NONE,
    "note": _TEXT_OR_NONE,
}
"""What the fields of an event hold. A kind as plain text is not enough: it is no `MoveKind`."""


def strange_field(event: object) -> tuple[str, object] | None:
    """Return the first field of an event that holds no value of its type, with that value; None if all do."""
    if not isinstance(event, Event):
        return "Event", event
    for name, kinds in _TYPES.items():
        value: object = getattr(event, name)
        if not isinstance(value, kinds) or isinstance(value, bool):
            return name, value
    return None


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        raise InvalidValue(name, value, "text")
    return value


def _optional(values: Mapping[str, object], name: str) -> str | None:
    return None if values.get(name) is None else _text(values, name)


def _kind(written: str) -> MoveKind:
    try:
        return MoveKind(written)
    except ValueError:
        raise InvalidValue("kind", written, ", ".join(f"`{kind}`" for kind in MoveKind)) from None


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise InvalidValue("at", written, "a date and time in ISO 8601") from None


def _index(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InvalidValue("index", value, "a whole number from 0")
    return value


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
