"""The references of an SOP: every place where a step names a step or an actor, and what it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.model import END, ActorId, Manner, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer

__all__ = [
    "END_WORDS",
    "ActorReference",
    "StepReference",
    "actor_references",
    "repeated_ids",
    "rows",
    "step_references",
]

END_WORDS = ("end", "selesai")
"""The end as authors write it, in both vocabularies."""


@dataclass(frozen=True, slots=True)
class StepReference:
    """One written reference to a step or to the end."""

    row: int
    """The 0-based place of the step that holds it."""
    key: str
    """`next`, `returns` or `branches`."""
    pointer: Pointer
    target: StepKey


@dataclass(frozen=True, slots=True)
class ActorReference:
    """One written reference to an actor."""

    row: int
    pointer: Pointer
    target: ActorId


def step_references(sop: Sop) -> Iterator[StepReference]:
    """Yield what the steps refer to, row by row; a reference that is missing or empty is left out."""
    for row, step in enumerate(sop.steps):
        if step.next:
            yield StepReference(row, "next", ("steps", row, "next"), step.next)
        for key, branches in (("branches", step.branches), ("returns", step.returns)):
            for index, branch in enumerate(branches):
                if branch.to:
                    yield StepReference(row, key, ("steps", row, key, index, "to"), branch.to)


def actor_references(sop: Sop) -> Iterator[ActorReference]:
    """Yield which actors the steps name, row by row; a name that is missing or empty is left out."""
    for row, step in enumerate(sop.steps):
        within = _place_of_actors(step)
        for index, actor_id in enumerate(step.performers.actors):
            if actor_id:
                place: Pointer = () if within is None else (*within, index)
                yield ActorReference(row, ("steps", row, "actor", *place), actor_id)


def rows(sop: Sop) -> dict[StepKey, int]:
    """Return the 0-based row of each step that can be named without doubt; the end comes after the last."""
    repeated = repeated_ids(sop)
    certain = {step.key: row for row, step in enumerate(sop.steps) if step.id not in repeated}
    return {**certain, END: len(sop.steps)}


def repeated_ids(sop: Sop) -> frozenset[str]:
    """Return the ids that more than one step has."""
    counts = Counter(step.id for step in sop.steps if step.id)
    return frozenset(step_id for step_id, count in counts.items() if count > 1)


def _place_of_actors(step: Step) -> Pointer | None:
    match step.performers.manner:
        case Manner.ALONE:
            return None
        case Manner.TOGETHER:
            return ()
        case Manner.ANY:
            return ("any",)
        case Manner.IN_ORDER:
            return ("in_order",)
