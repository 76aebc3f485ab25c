"""How long an SOP takes: the column, each actor, a return's round, the shortest and longest way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue
from sopkit.flow.durations import Measure, Total
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.ways import forward_way, longest_way, shortest_way, ways_ahead
from sopkit.model import ActorId, Manner, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ActorTime", "ReturnRound", "Route", "StepTime", "Timing", "timing"]

_WORKING_DAY = Fraction(15, 2)
_NUMBERS = (int, float, Fraction)
_STATED = StepKey("total_time")


@dataclass(frozen=True, slots=True)
class StepTime:
    """One row of the Waktu column, and what one visit of the step takes."""

    step: Step
    total: Total


@dataclass(frozen=True, slots=True)
class ActorTime:
    """What the steps of one actor take; a step of several actors counts in full for each of them."""

    actor: ActorId
    total: Total
    steps: tuple[StepKey, ...]
    shared: tuple[StepKey, ...] = ()
    """Those of its steps that others work on too: together, one of them, or one after the other."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way through the steps, each visited once."""

    steps: tuple[StepKey, ...]
    total: Total


@dataclass(frozen=True, slots=True)
class ReturnRound:
    """What taking a return once adds: its target, the steps up to the deciding one, and that one again."""

    way: Way
    route: Route | None
    """None where the steps after the target never come back to the deciding step."""
    by_branches: bool = False
    """Whether the ordinary way misses the deciding step, so that the route takes branches."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of an SOP, exact. Nothing in it counts an unknown as zero without naming it."""

    sop: Sop
    measure: Measure
    steps: tuple[StepTime, ...]
    column: Total
    """The sum of the column: every step once, whichever way a case takes."""
    by_actor: tuple[ActorTime, ...]
    """In the order of the columns; an actor without steps is left out."""
    rounds: tuple[ReturnRound, ...]
    shortest: Route | None
    """From the start to an end without returns, by the least that it takes; None if no end can be reached."""
    longest: Route | None
    """Likewise, by the most that it takes."""
    has_choice: bool
    """Whether there is more than one way from the start to an end without returns."""
    compares_kinds: bool
    """Whether ways with unlike kinds of time were put in order, a working day as a day, a month as 30."""
    stated: Total | None
    """The total that the printed form states, if it does."""

    def of_step(self, step: StepKey) -> StepTime:
        """Return the time of a step. Raises KeyError if there is none of this key."""
        for entry in self.steps:
            if entry.step.key == step:
                return entry
        raise KeyError(step)


def timing(
    sop: Sop, *, hours_per_working_day: Fraction = _WORKING_DAY, plain_day: str = "working-day"
) -> Timing:
    """Return the times of an SOP.

    `plain_day` says what a `hari` of no stated kind counts as: `working-day` or `calendar-day`.
    Source of the default day: Perpres 21/2023, 37.5 hours in five days. Raises InvalidValue for another
    `plain_day`, or a working day of no hours or more than 24.
    """
    if plain_day not in {"working-day", "calendar-day"}:
        raise InvalidValue("plain_day", plain_day, "`working-day` or `calendar-day`")
    if not isinstance(hours_per_working_day, _NUMBERS) or not 0 < hours_per_working_day <= 24:
        raise InvalidValue("hours_per_working_day", hours_per_working_day, "a number over 0 and up to 24")
    measure = Measure(Fraction(hours_per_working_day), plain_day)
    steps = tuple(StepTime(step, measure.total(step.key, step.time)) for step in sop.steps)
    times = {entry.step.key: entry.total for entry in steps}
    flow = Flow.of(sop)
    least = {key: measure.comparable(total.minimum) for key, total in times.items()}
    most = {key: measure.comparable(total.maximum) for key, total in times.items()}
    return Timing(
        sop,
        measure,
        steps,
        Total.of(times[step.key] for step in sop.steps),
        _by_actor(sop, times),
        tuple(_round(flow, way, times) for way in flow.ways if way.kind is WayKind.RETURN),
        _route(shortest_way(flow, least), times),
        _route(longest_way(flow, most), times),
        _has_choice(flow),
        _has_choice(flow) and _has_kinds(times.values()),
        measure.total(_STATED, sop.total_time) if sop.total_time else None,
    )


def _route(steps: tuple[StepKey, ...] | None, times: Mapping[StepKey, Total]) -> Route | None:
    return None if steps is None else Route(steps, Total.of(times[key] for key in steps))


def _by_actor(sop: Sop, times: Mapping[StepKey, Total]) -> tuple[ActorTime, ...]:
    entries = []
    for actor in sop.actors:
        own = [step for step in sop.steps if actor.id in step.performers.actors]
        if own:
            shared = tuple(step.key for step in own if step.performers.manner is not Manner.ALONE)
            total = Total.of(times[step.key] for step in own)
            entries.append(ActorTime(actor.id, total, tuple(step.key for step in own), shared))
    return tuple(entries)


def _round(flow: Flow, way: Way, times: Mapping[StepKey, Total]) -> ReturnRound:
    """Return what a return adds along the ordinary way, or by branches where that misses the step."""
    steps, branches = forward_way(flow, way.target, way.source)
    return ReturnRound(way, _route(steps, times), by_branches=branches > 0)


def _has_choice(flow: Flow) -> bool:
    return any(len({way.target for way in ways_ahead(flow, key)}) > 1 for key in flow.keys)


def _has_kinds(times: Iterable[Total]) -> bool:
    """Whether the times are of more than one kind."""
    return len({kind for total in times for kind in total.minimum.kinds | total.maximum.kinds}) > 1
