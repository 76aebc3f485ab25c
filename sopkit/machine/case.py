"""A case: one run of an SOP, as a value that every move replaces by a new one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.machine.build import Route, route_of
from sopkit.machine.clock import moment
from sopkit.machine.events import Event, Move, MoveKind, strange_field
from sopkit.machine.moves import matching, moves, way_of
from sopkit.machine.permission import refuse_unless_may_act
from sopkit.machine.refusals import named_actors, named_step, refusal
from sopkit.model import END, ActorId, Sop, StepKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sopkit.errors import MoveRefused
    from sopkit.machine.clock import Clock

__all__ = ["Case", "replay", "start"]


@dataclass(frozen=True, slots=True)
class Case:
    """One run of an SOP. Make one with `start` or `replay`; every move returns a new case.

    Who may move: the actor of a step that is worked on alone; one of the actors, for all of them, where they
    work together; any one of them where one is enough; and where they work in order, one after the other,
    each by `complete`, and the last of them decides where the work goes.

    Every move takes `by`, the id of the actor; `at`, a moment or a clock, not earlier than the last one; and,
    if wanted, `person`, who acted as the actor, and a `note`.
    """

    sop: Sop = field(repr=False)
    history: tuple[Event, ...]
    active: tuple[StepKey, ...]
    """The steps that are worked on now: one, or none when the case is finished."""
    turn: int
    """Which actor of an in-order step is at work, from 0; 0 on any other step."""
    _route: Route = field(repr=False, compare=False)

    @property
    def finished(self) -> bool:
        """Whether the case came to an end."""
        return not self.active

    @property
    def visits(self) -> dict[StepKey, int]:
        """How often the case came to each step, in the order of the rows; counted anew, the caller's own."""
        came = Counter(event.target for event in self.history if event.kind is not MoveKind.HAND_OVER)
        return {key: came[key] for key in self._route.flow.keys}

    @property
    def allowed(self) -> tuple[Move, ...]:
        """The moves that are possible now: going on (or handing over) first, then branches, then returns."""
        return tuple(move for move in self._moves() if move.remaining != 0)

    def complete(
        self, *, by: ActorId | str, at: datetime | Clock, person: str | None = None, note: str | None = None
    ) -> Case:
        """Complete the step, or the actor's part of an in-order step, and go on by the ordinary way.

        Raises MoveRefused if the case is finished, `by` may not act now, or time would run backwards;
        InvalidValue if `at` is neither a moment nor a clock that tells one.
        """
        at = moment(at)
        refuse_unless_may_act(self, by, at)
        return self._recorded(self._moves()[0], by, at, person, note)

    def send_back(
        self,
        to: StepKey | str | int | None = None,
        *,
        by: ActorId | str,
        at: datetime | Clock,
        when: str | None = None,
        person: str | None = None,
        note: str | None = None,
    ) -> Case:
        """Take a return; `to` (a step's id or number) and `when` say which, where there are several.

        Raises MoveRefused and InvalidValue as `complete` does; MoveRefused also if no return or several are
        meant, or its limit is reached.
        """
        at = moment(at)
        refuse_unless_may_act(self, by, at)
        self._refuse_before_the_last_turn()
        returns = [move for move in self._moves() if move.kind is MoveKind.RETURN]
        if not returns:
            raise self._refusal("no-return")
        move = self._meant("no-such-return", returns, to, when, None)
        return self._recorded(move, by, at, person, note)

    def choose(
        self,
        to: StepKey | str | int | None = None,
        *,
        by: ActorId | str,
        at: datetime | Clock,
        when: str | None = None,
        label: str | None = None,
        person: str | None = None,
        note: str | None = None,
    ) -> Case:
        """Take any way of the step, named by its target, its condition or its label, as far as needed.

        Raises MoveRefused and InvalidValue as `complete` does; MoveRefused also if no way or several are
        meant, or its limit is reached.
        """
        at = moment(at)
        refuse_unless_may_act(self, by, at)
        self._refuse_before_the_last_turn()
        move = self._meant("no-such-way", self._moves(), to, when, label)
        return self._recorded(move, by, at, person, note)

    def take(
        self,
        move: Move,
        *,
        by: ActorId | str,
        at: datetime | Clock,
        person: str | None = None,
        note: str | None = None,
    ) -> Case:
        """Make one of the `allowed` moves.

        Raises MoveRefused and InvalidValue as `complete` does; MoveRefused also if the move does not belong
        to this step, or its limit is reached.
        """
        at = moment(at)
        refuse_unless_may_act(self, by, at)
        place = (move.kind, move.source, move.index)
        for own in self._moves():
            if (own.kind, own.source, own.index) == place:
                return self._recorded(own, by, at, person, note)
        self._refuse_before_the_last_turn()
        raise self._refusal("not-allowed-here", asked=move.name)

    def __reduce__(self) -> tuple[Callable[..., Case], tuple[object, ...]]:
        return _restored, (self.sop, self.history, self.active, self.turn)

    def _moves(self) -> tuple[Move, ...]:
        return tuple(
            move for key in self.active for move in moves(self.sop, self._route, key, self.turn, self.history)
        )

    def _meant(
        self, reason: str, moves: Iterable[Move], to: str | int | None, when: str | None, label: str | None
    ) -> Move:
        """Return the one move that the caller's words mean."""
        found = matching(self.sop, moves, to, when, label)
        if len(found) > 1:
            raise self._refusal("ambiguous-way", count=str(len(found)))
        if not found:
            asked = (str(word) for word in (to, when, label) if word is not None)
            raise self._refusal(reason, asked=", ".join(asked))
        return found[0]

    def _refuse_before_the_last_turn(self) -> None:
        first = self._moves()[0]
        if first.kind is MoveKind.HAND_OVER:
            raise self._refusal("not-last-turn", actors=named_actors(self.sop, first.actors))

    def _refusal(self, reason: str, **details: str) -> MoveRefused:
        named = named_step(self.sop, self.active[0])
        return refusal(self.sop, reason, self.allowed, step=named, **details)

    def _recorded(
        self, move: Move, by: ActorId | str, at: datetime, person: str | None, note: str | None
    ) -> Case:
        if move.remaining == 0:
            limit = str(way_of(self._route, move).limit)
            raise self._refusal("limit-reached", to=move.target, limit=limit)
        event = Event(move.kind, ActorId(by), at, move.source, move.target, move.index, person, note)
        if move.kind is MoveKind.HAND_OVER:
            return Case(self.sop, (*self.history, event), self.active, self.turn + 1, self._route)
        target = self._route.follow(way_of(self._route, move))
        return Case(self.sop, (*self.history, event), () if target == END else (target,), 0, self._route)


def start(
    sop: Sop,
    *,
    by: ActorId | str,
    at: datetime | Clock,
    person: str | None = None,
    note: str | None = None,
) -> Case:
    """Start a case at the first step of an SOP without errors; `by` is an actor who may act there.

    Raises MoveRefused if `by` may not; UnknownName if the SOP has no step, or a way leads nowhere;
    InvalidValue if `at` is neither a moment nor a clock that tells one.
    """
    route = route_of(sop)
    first = route.flow.keys[0]
    at = moment(at)
    refuse_unless_may_act(Case(sop, (), (first,), 0, route), by, at)
    event = Event(MoveKind.START, ActorId(by), at, None, first, 0, person, note)
    return Case(sop, (event,), (first,), 0, route)


def replay(sop: Sop, events: Iterable[Event]) -> Case:
    """Return the case that a history tells of, checking every move of it again.

    Raises MoveRefused if the SOP does not allow a move of it, the history does not begin with a start, or an
    event holds values of other types than its own; UnknownName as `start` does.
    """
    history = tuple(events)
    _refuse_strange_events(sop, history)
    first, *rest = history or (None,)
    if first is None or first.kind is not MoveKind.START:
        raise refusal(sop, "no-start", (), asked=first.kind.value if first else "-")
    case = start(sop, by=first.by, at=first.at, person=first.person, note=first.note)
    _refuse_other_event(case, first)
    for event in rest:
        case = _repeated(case, event)
    return case


def _refuse_strange_events(sop: Sop, history: tuple[Event, ...]) -> None:
    for number, event in enumerate(history, start=1):
        strange = strange_field(event)
        if strange is not None:
            field, value = strange
            raise refusal(sop, "strange-event", (), number=str(number), field=field, value=repr(value)[:60])


def _repeated(case: Case, event: Event) -> Case:
    source = event.source or event.target
    move = Move(event.kind, event.kind.value, source, event.target, (), event.index)
    case = case.take(move, by=event.by, at=event.at, person=event.person, note=event.note)
    _refuse_other_event(case, event)
    return case


def _refuse_other_event(case: Case, event: Event) -> None:
    made = case.history[-1]
    if made != event:
        said, made_words = (f"{one.source} -> {one.target} ({one.kind})" for one in (event, made))
        number = str(len(case.history))
        raise refusal(case.sop, "does-not-fit", (), number=number, said=said, made=made_words)


def _restored(sop: Sop, history: tuple[Event, ...], active: tuple[StepKey, ...], turn: int) -> Case:
    """Return an unpickled case; its machine is shared again."""
    return Case(sop, history, active, turn, route_of(sop))
