"""The SOP itself: identity, actors, steps and their ways."""

from __future__ import annotations

# Apps that look into the fields of an SOP at run time need the names of their types there.
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003
from enum import StrEnum
from fractions import Fraction  # noqa: TC003
from typing import NewType

from sopkit.model.time_standard import TimeStandard  # noqa: TC001

__all__ = [
    "END",
    "Actor",
    "ActorId",
    "Approval",
    "Branch",
    "Column",
    "ColumnName",
    "Form",
    "Manner",
    "Paper",
    "Performers",
    "Plain",
    "Revision",
    "Sop",
    "Status",
    "Step",
    "StepKey",
]

ActorId = NewType("ActorId", str)
"""The id of an actor, as the keys of `actors` spell it."""

StepKey = NewType("StepKey", str)
"""What a step is addressed by: its id, or its number as text if it has none. `END` for the end."""

END = StepKey("end")

Plain = str | int | float | bool | None | tuple["Plain", ...] | tuple[tuple[str, "Plain"], ...]
"""A value of an `x-` key, frozen: a list is a tuple, a mapping is a tuple of pairs."""

Extras = tuple[tuple[str, Plain], ...]
"""The `x-` keys of an embedding app and their values, in the author's order."""


class Status(StrEnum):
    """Where an SOP stands in its life."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Manner(StrEnum):
    """How the actors of one step work on it."""

    ALONE = "alone"
    TOGETHER = "together"
    ANY = "any"
    IN_ORDER = "in-order"


class Paper(StrEnum):
    """The paper that the form is printed on; F4 is 215 by 330 mm."""

    A4 = "A4"
    F4 = "F4"
    LETTER = "Letter"
    LEGAL = "Legal"


class ColumnName(StrEnum):
    """A column of the flowchart table; `ACTORS` stands for all actor columns."""

    NUMBER = "number"
    ACTIVITY = "activity"
    ACTORS = "actors"
    INPUTS = "inputs"
    TIME = "time"
    OUTPUTS = "outputs"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the form, in its place; `title` is None where the usual title is meant."""

    name: ColumnName
    title: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What the printed form looks like; `columns` is empty where the usual ones are meant."""

    paper: Paper | None = None
    columns: tuple[Column, ...] = ()
    numbers: bool | None = None
    """Whether the columns are numbered, (1), (2) and so on, in a row below the header; None says nothing."""
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who signs the SOP."""

    position: str
    name: str | None = None
    nip: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of the SOP's own history; each part as far as it is given."""

    version: str | None = None
    date: date | None = None
    change: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One column of the Pelaksana block."""

    id: ActorId
    title: str
    group: str | None = None
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Performers:
    """Who performs a step, in the author's order; one actor is always `Manner.ALONE`."""

    actors: tuple[ActorId, ...]
    manner: Manner = Manner.ALONE
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A way out of a deciding step, back (a return) or ahead."""

    to: StepKey
    """A reference that leads nowhere is kept as written; the rules find it."""
    when: str | None = None
    label: str | None = None
    limit: int | None = None
    """How often one case may take it, at least 1; None means: as often as needed."""
    chance: Fraction | None = None
    """The probability that the decision takes this way, 0 to 1."""
    extras: Extras = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the form."""

    number: int
    """Its place in the list, from 1."""
    performers: Performers
    activity: str
    id: str | None = None
    question: str | None = None
    inputs: tuple[str, ...] = ()
    time: TimeStandard | None = None
    outputs: tuple[str, ...] = ()
    note: str | None = None
    next: StepKey | None = None
    """None means: the following step, and the end after the last."""
    when: str | None = None
    label: str | None = None
    returns: tuple[Branch, ...] = ()
    branches: tuple[Branch, ...] = ()
    extras: Extras = ()

    @property
    def key(self) -> StepKey:
        """What the step is addressed by: its id, or its number as text."""
        return StepKey(self.id or str(self.number))

    @property
    def is_decision(self) -> bool:
        """Whether the step has more than one way out."""
        return bool(self.returns or self.branches)


@dataclass(frozen=True, slots=True)
class Sop:
    """A standard operating procedure, format version 1.

    Texts are as their author wrote them, with tabs, line breaks and double spaces folded to single spaces.
    """

    number: str
    title: str
    agency: tuple[str, ...]
    """The lines of the letterhead, top to bottom."""
    created: date
    effective: date
    approved_by: Approval
    actors: tuple[Actor, ...]
    """In the order of the columns."""
    steps: tuple[Step, ...]
    id: str = ""
    """Short id for links and stores; where the SOP gives none, made of its file's name."""
    version: str | None = None
    logo: str | None = None
    """Path of an image, relative to the SOP's file."""
    status: Status | None = None
    revised: date | None = None
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    history: tuple[Revision, ...] = ()
    total_time: TimeStandard | None = None
    """The total that the printed form states, if it does."""
    language: str = "id"
    """The language of the drawn form, `id` or `en`; not that of the keys."""
    form: Form = field(default_factory=Form)
    extras: Extras = ()
    actors_extras: Extras = ()
    """The `x-` keys that stand among the ids of the actors."""

    def actor(self, actor_id: ActorId) -> Actor:
        """Return the actor of this id. Raises KeyError if there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def step(self, key: StepKey) -> Step:
        """Return the step addressed by this key. Raises KeyError if there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def key_of(self, name: str | int) -> StepKey:
        """Return the key of a step that is given by its id or its number, or the end by either of its names.

        What names no step is returned as it is.
        """
        asked = str(name)
        for step in self.steps:
            if asked in (step.key, str(step.number)):
                return step.key
        return END if asked == "selesai" else StepKey(asked)
