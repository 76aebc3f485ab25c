"""Who may move a case and when; raises the refusal if it is not this actor or not this moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sopkit.machine.refusals import named_actors, named_step, refusal
from sopkit.model import Manner

if TYPE_CHECKING:
    from sopkit.machine.case import Case

__all__ = ["refuse_unless_may_act"]


def refuse_unless_may_act(case: Case, by: str, at: datetime) -> None:
    """Check that the case is open, that the actor may act now and that time does not run backwards.

    Raises MoveRefused with the first reason that speaks against it.
    """
    if case.finished:
        raise refusal(case.sop, "finished", (), at=case.history[-1].at.isoformat())
    if all(actor.id != by for actor in case.sop.actors):
        known = named_actors(case.sop, (actor.id for actor in case.sop.actors))
        raise refusal(case.sop, "unknown-actor", case.allowed, by=by, actors=known)
    _refuse_other_actors(case, by)
    if case.history:
        _refuse_other_times(case, at, case.history[-1].at)


def _refuse_other_actors(case: Case, by: str) -> None:
    step = case.sop.step(case.active[0])
    performers = step.performers
    named = named_step(case.sop, step.key)
    if by not in performers.actors:
        owners = named_actors(case.sop, performers.actors)
        raise refusal(case.sop, "not-your-step", case.allowed, by=by, step=named, actors=owners)
    if performers.manner is Manner.IN_ORDER and performers.actors[case.turn] != by:
        owner = named_actors(case.sop, (performers.actors[case.turn],))
        raise refusal(case.sop, "not-your-turn", case.allowed, by=by, step=named, actors=owner)


def _refuse_other_times(case: Case, at: datetime, last: datetime) -> None:
    moments = {"at": at.isoformat(), "last": last.isoformat()}
    if (at.utcoffset() is None) != (last.utcoffset() is None):
        raise refusal(case.sop, "time-zone-mixed", case.allowed, **moments)
    if _elapsed(at) < _elapsed(last):
        raise refusal(case.sop, "time-runs-backwards", case.allowed, **moments)


def _elapsed(at: datetime) -> timedelta:
    """Return the time since year 1 in UTC: right when clocks are set back and at the calendar's ends."""
    return at.replace(tzinfo=None) - datetime.min - (at.utcoffset() or timedelta())
