"""Where a case stands, step by step and way by way, to be drawn on the table; no clock is read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Protocol

from sopkit.errors import InvalidValue
from sopkit.flow import Flow, WayKind
from sopkit.flow.durations import DAYS_PER_MONTH, Measure
from sopkit.model import END, ActorId, Manner, Sop, Step, StepKey, TimeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.calendar import WorkCalendar
    from sopkit.model import Quantity

__all__ = ["Happening", "Marks", "PartMark", "Run", "StepMark", "StepState", "WayKey", "marks"]

_START: Final = "start"
_HAND_OVER: Final = "hand-over"
_RETURN: Final = "return"
_WAYS: Final = {"go-on": "forward", "branch": "branch", _RETURN: _RETURN}
"""How the flow calls the ways that moves take."""
_ELAPSED: Final = Measure(Fraction(24), "calendar-day")
"""Without a calendar a day of any kind is 24 hours that pass."""


class StepState(StrEnum):
    """Where a case stands with a step."""

    WAITING = "waiting"
    """Not come to yet."""
    AGAIN = "again"
    """Come to before; a return lets the case come to it once more."""
    CURRENT = "current"
    OVERDUE = "overdue"
    """Current, and its time standard has passed."""
    DONE = "done"


_AT_WORK: Final = frozenset({StepState.CURRENT, StepState.OVERDUE})


class Happening(Protocol):
    """What is asked of an event of a history; those of `sopkit.machine` answer it."""

    @property
    def kind(self) -> str:
        """Which move it was."""

    @property
    def by(self) -> ActorId:
        """Which actor made it."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def source(self) -> StepKey | None:
        """From which step; None for the start."""

    @property
    def target(self) -> StepKey:
        """To which step."""

    @property
    def index(self) -> int:
        """Which of the step's ways of this kind it took."""


class Run(Protocol):
    """What is asked of a case; those of `sopkit.machine` answer it."""

    @property
    def sop(self) -> Sop:
        """Of which SOP it is a run."""

    @property
    def history(self) -> Sequence[Happening]:
        """What has happened, in its order."""

    @property
    def active(self) -> Sequence[StepKey]:
        """The steps that are worked on."""

    @property
    def turn(self) -> int:
        """Which actor of an in-order step is at work, from 0."""


WayKey = tuple[str, StepKey, int]
"""A way by its kind (`forward`, `branch` or `return`), its step, and its place among those of the kind."""


@dataclass(frozen=True, slots=True)
class PartMark:
    """Where a case stands with the part of one actor in a step."""

    actor: ActorId
    state: StepState
    since: datetime | None = None
    """Since when the actor is at work on it; None unless the state is `CURRENT` or `OVERDUE`."""
    finished_at: datetime | None = None
    """When the actor was done with it; None unless the state is `DONE`."""


@dataclass(frozen=True, slots=True)
class StepMark:
    """Where a case stands with a step."""

    step: StepKey
    state: StepState
    visits: int
    """How often the case came to it."""
    entered_at: datetime | None
    """When it came to it last."""
    finished_at: datetime | None
    """When the step was completed; None unless the state is `DONE`."""
    due_at: datetime | None
    """When the time standard of a step at work passes; None where none is known or asked for."""
    parts: tuple[PartMark, ...]
    """Of each actor, in the order of the step."""

    def part(self, actor: ActorId) -> PartMark:
        """Return the part of an actor. Raises KeyError: the step is not this actor's."""
        for part in self.parts:
            if part.actor == actor:
                return part
        raise KeyError(actor)


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a case stands with every step, in the order of the rows, and which ways it took how often."""

    steps: tuple[StepMark, ...]
    ways: Mapping[WayKey, int]
    ended_from: StepKey | None
    """The step from which the case came to its end; None for a case that goes on."""
    has_counts: bool = True
    """Whether a return that was taken several times says so at its arrow, which takes room."""

    def of_step(self, key: StepKey) -> StepMark:
        """Return the mark of a step. Raises KeyError: there is no such step."""
        for mark in self.steps:
            if mark.step == key:
                return mark
        raise KeyError(key)


def marks(sop: Sop, case: Run, *, now: datetime | None = None, calendar: WorkCalendar | None = None) -> Marks:
    """Return where a case of an SOP stands.

    What was done before the last return is to be done again if ways on, all but returns, lead there from the
    step at work. All else that was done stays done, as does everything in a case that ended.

    With `now`, a step whose time standard's most has passed since the case came to it is overdue: in working
    time with `calendar`; without one in time that just passes, where a day of any kind is 24 hours and a
    month 30 days.

    Raises InvalidValue: a case of another SOP; `now` is before its last move, or only one of both has a time
    zone; with a calendar, `now` or a moment of the case has none. Raises CalendarEnds.
    """
    if case.sop != sop:
        raise InvalidValue("case", case, f"a case of this SOP, `{sop.title}`")
    if now is not None:
        _check_moment(now, case.history[-1].at)
    past = _Past(sop, case)
    steps = tuple(past.mark(step, now, calendar) for step in sop.steps)
    return Marks(steps, dict(past.ways), case.history[-1].source if not case.active else None)


class _Past:
    """What a history tells of each step."""

    def __init__(self, sop: Sop, case: Run) -> None:
        self.case = case
        self.ways: Counter[WayKey] = Counter()
        self.visits: Counter[StepKey] = Counter()
        self.entered: dict[StepKey, Happening] = {}
        self.left: dict[StepKey, Happening] = {}
        """By which event the case left each step last that it is not at."""
        self.handed: dict[tuple[StepKey, ActorId], datetime] = {}
        self._before_return: set[StepKey] = set()
        """The steps that were left last before the last return, or by it."""
        self._ahead = _ahead(Flow.of(sop), case.active)
        for event in case.history:
            self._take(event)

    def _take(self, event: Happening) -> None:
        if event.kind == _HAND_OVER:
            self.handed[event.target, event.by] = event.at
            return
        if event.source is not None:
            self.ways[_WAYS[event.kind], event.source, event.index] += 1
            self.left[event.source] = event
            self._before_return.discard(event.source)
        if event.kind == _RETURN:
            self._before_return |= self.left.keys()
        if event.target != END:
            self.visits[event.target] += 1
            self.entered[event.target] = event
            self._open(event.target)

    def _open(self, key: StepKey) -> None:
        """Forget how a step was done that the case comes to."""
        self.left.pop(key, None)
        self.handed = {place: at for place, at in self.handed.items() if place[0] != key}

    def mark(self, step: Step, now: datetime | None, calendar: WorkCalendar | None) -> StepMark:
        entered, left = self.entered.get(step.key), self._done(step.key)
        state, due = StepState.WAITING, None
        if step.key in self.case.active and entered is not None:
            due = None if now is None else _due(step, entered.at, calendar)
            is_late = now is not None and due is not None and due < now
            state = StepState.OVERDUE if is_late else StepState.CURRENT
        elif entered is not None:
            state = StepState.AGAIN if left is None else StepState.DONE
        return StepMark(
            step.key,
            state,
            self.visits[step.key],
            entered.at if entered else None,
            left.at if left else None,
            due,
            tuple(self._parts(step, state)),
        )

    def _done(self, key: StepKey) -> Happening | None:
        """Return by which event a step is done; None if it is not, or is to be done again."""
        is_undone = key in self._before_return and key in self._ahead
        return None if is_undone else self.left.get(key)

    def _parts(self, step: Step, state: StepState) -> Iterator[PartMark]:
        for place, actor in enumerate(step.performers.actors):
            own, finished = self._part(step, state, place)
            since = self._since(step.key) if own in _AT_WORK else None
            yield PartMark(actor, own, since, finished)

    def _part(self, step: Step, state: StepState, place: int) -> tuple[StepState, datetime | None]:
        """Return the state of one actor's part: one of any is done by one, those in order in turn."""
        actor, left = step.performers.actors[place], self._done(step.key)
        if step.performers.manner is Manner.ANY and left is not None and actor != left.by:
            return StepState.WAITING, None
        if step.performers.manner is Manner.IN_ORDER and state is not StepState.AGAIN:
            handed = self.handed.get((step.key, actor))
            if handed is not None:
                return StepState.DONE, handed
            if state in _AT_WORK and place != self.case.turn:
                return StepState.AGAIN if self.visits[step.key] > 1 else StepState.WAITING, None
        return state, left.at if left else None

    def _since(self, key: StepKey) -> datetime:
        """Return since when a step is worked on by those whose turn it is."""
        handed = (at for (step, _), at in self.handed.items() if step == key)
        return max((self.entered[key].at, *handed))


def _ahead(flow: Flow, active: Sequence[StepKey]) -> set[StepKey]:
    """Return the steps to which ways on, all but returns, lead from the steps at work."""
    found: set[StepKey] = set()
    coming = list(active)
    while coming:
        targets = {way.target for way in flow.leaving[coming.pop()] if way.kind is not WayKind.RETURN}
        coming += targets - found - {END}
        found |= targets
    return found


def _check_moment(now: datetime, last: datetime) -> None:
    if not isinstance(now, datetime):
        raise InvalidValue("now", now, "a datetime")
    if (now.utcoffset() is None) != (last.utcoffset() is None):
        raise InvalidValue("now", now, "a time zone if the moments of the case have one, and none if not")
    if now < last:
        raise InvalidValue("now", now, f"a moment that is not before the last move of the case, {last}")


def _due(step: Step, entered: datetime, calendar: WorkCalendar | None) -> datetime | None:
    """Return when the most of a step's time standard has passed; None where it states none."""
    standard = step.time
    if standard is None or standard.per is not None or not standard.spans:
        return None
    if standard.kind is TimeKind.AT_LEAST:
        return None
    due = entered
    for span in standard.spans:
        most = _ELAPSED.bounds(span)[1]
        if most is not None:
            due = _elapsed(due, most) if calendar is None else calendar.add(due, most)
    return due


def _elapsed(start: datetime, time: Quantity) -> datetime:
    duration = _ELAPSED.duration(time)
    hours = duration.calendar_hours + duration.calendar_months * DAYS_PER_MONTH * 24
    minutes = duration.working_minutes + hours * 60
    try:
        return start + timedelta(minutes=float(minutes))
    except OverflowError:
        return datetime.max.replace(tzinfo=start.tzinfo)
