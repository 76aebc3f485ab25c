"""How long an SOP takes: the column, each actor, a return's round, the shortest and longest way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue
from sopkit.flow.chances import Chances, Expected, expected, obstacles, with_chances
from sopkit.flow.durations import Measure, Total
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.longest_case import LongestCase, longest_case
from sopkit.flow.ways import forward_way, longest_way, quickest_way, reached_ahead, shortest_way, ways_ahead
from sopkit.model import ActorId, Manner, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sopkit.settings import Settings

__all__ = [
    "ActorTime",
    "LongestCase",
    "ReturnRound",
    "Route",
    "StepTime",
    "Timing",
    "timing",
    "timing_as_set",
]

_WORKING_DAY = Fraction(15, 2)
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
    longest_case: Total | None = None
    """What they take in the longest case; None where that is not known exactly."""
    expected: Total | None = None
    """What they take on average; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way through the steps, each visited once."""

    steps: tuple[StepKey, ...]
    total: Total
    passed_by: tuple[StepKey, ...] = ()
    """For the longest way: the steps with time that is not counted which it misses."""


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
    quickest: Route | None = None
    """The case that takes least of all; it is the shortest way, unless a return leads to the end sooner."""
    longest_case: LongestCase | None = None
    """With as many returns as their limits allow; None where a return has no limit (see `unlimited`)."""
    returns_at_most: int | None = None
    """How often each return is taken at the most by what was asked for; None: as its own limit says."""
    unlimited: tuple[Way, ...] = ()
    """The returns that a case may take without end."""
    expected: Expected | None = None
    """The average case; None where the next three say why it is not known."""
    without_chance: tuple[StepKey, ...] = ()
    """The decisions that a case can come to whose ways have not all a chance."""
    over_one: tuple[StepKey, ...] = ()
    """The decisions that a case can come to whose chances are more than 1 together."""
    never_ending: tuple[StepKey, ...] = ()
    """The steps from which, by their chances, no case ever comes to an end."""

    def of_step(self, step: StepKey) -> StepTime:
        """Return the time of a step. Raises KeyError if there is none of this key."""
        for entry in self.steps:
            if entry.step.key == step:
                return entry
        raise KeyError(step)


def timing(
    sop: Sop,
    *,
    hours_per_working_day: Fraction = _WORKING_DAY,
    plain_day: str = "working-day",
    calendar_time: str = "apart",
    returns: int | None = None,
    chances: Chances | None = None,
) -> Timing:
    """Return the times of an SOP.

    `plain_day` says what a `hari` of no stated kind counts as: `working-day` or `calendar-day`.
    `calendar_time` is `apart`, or `working-time`: then 7 calendar days count as 5 working days and a month as
    30 calendar days. `returns` is how often a case takes each return at the most, where its own limit is not
    lower. `chances` are the chances of returns and branches by `STEP` or `STEP:TO`, before those of the SOP.

    Source of the default day: Perpres 21/2023, 37.5 hours in five days. Raises InvalidValue for another
    `plain_day` or `calendar_time`, a working day of no hours or more than 24, and `returns` below 0;
    InvalidChance for chances that cannot be, or are of ways that the SOP does not have.
    """
    measure = Measure.checked(hours_per_working_day, plain_day, calendar_time)
    if returns is not None and (isinstance(returns, bool) or not isinstance(returns, int) or returns < 0):
        raise InvalidValue("returns", returns, "a whole number of at least 0")
    flow = Flow.of(with_chances(sop, chances) if chances else sop)
    steps = tuple(StepTime(step, measure.total(step.key, step.time)) for step in sop.steps)
    times = {entry.step.key: entry.total for entry in steps}
    least = {key: measure.comparable(total.minimum) for key, total in times.items()}
    most = {key: measure.comparable(total.maximum) for key, total in times.items()}
    unknown = {key for key, total in times.items() if total.uncounted}
    case, unlimited = longest_case(flow, times, most, returns)
    blocks = obstacles(flow)
    average = None if blocks or not flow.keys else expected(flow, times)
    return Timing(
        sop=sop,
        measure=measure,
        steps=steps,
        column=Total.of(times[step.key] for step in sop.steps),
        by_actor=_by_actor(sop, times, case if case and case.is_exact else None, average),
        rounds=tuple(_round(flow, way, times) for way in flow.ways if way.kind is WayKind.RETURN),
        shortest=_route(shortest_way(flow, least, unknown), times),
        longest=_longest(flow, times, most, unknown),
        has_choice=_has_choice(flow),
        compares_kinds=_has_choice(flow) and _has_kinds(times.values()),
        stated=measure.total(_STATED, sop.total_time) if sop.total_time else None,
        quickest=_route(quickest_way(flow, least, unknown), times),
        longest_case=case,
        returns_at_most=returns,
        unlimited=unlimited,
        expected=average,
        without_chance=blocks.without_chance,
        over_one=blocks.over_one,
        never_ending=blocks.never_ending,
    )


def timing_as_set(
    sop: Sop, settings: Settings, *, returns: int | None = None, chances: Chances | None = None
) -> Timing:
    """Return the times of an SOP, counted as an office has set. Raises InvalidChance, InvalidValue."""
    return timing(
        sop,
        hours_per_working_day=settings.hours_per_working_day,
        plain_day=settings.plain_day,
        calendar_time=settings.calendar_time,
        returns=returns,
        chances=chances,
    )


def _route(steps: tuple[StepKey, ...] | None, times: Mapping[StepKey, Total]) -> Route | None:
    return None if steps is None else Route(steps, Total.of(times[key] for key in steps))


def _longest(
    flow: Flow,
    times: Mapping[StepKey, Total],
    most: Mapping[StepKey, Fraction],
    unknown: Collection[StepKey],
) -> Route | None:
    steps = longest_way(flow, most, unknown)
    if steps is None:
        return None
    ahead = reached_ahead(flow)
    passed_by = tuple(key for key in flow.keys if key in ahead and key in unknown and key not in steps)
    return Route(steps, Total.of(times[key] for key in steps), passed_by)


def _by_actor(
    sop: Sop, times: Mapping[StepKey, Total], case: LongestCase | None, average: Expected | None
) -> tuple[ActorTime, ...]:
    entries = []
    for actor in sop.actors:
        own = [step for step in sop.steps if actor.id in step.performers.actors]
        if own:
            shared = tuple(step.key for step in own if step.performers.manner is not Manner.ALONE)
            keys = tuple(step.key for step in own)
            entries.append(
                ActorTime(
                    actor.id,
                    Total.of(times[key] for key in keys),
                    keys,
                    shared,
                    _visited(keys, times, case.visits) if case else None,
                    _visited(keys, times, average.visits) if average else None,
                )
            )
    return tuple(entries)


def _visited(
    keys: Collection[StepKey],
    times: Mapping[StepKey, Total],
    visits: Iterable[tuple[StepKey, Fraction | int]],
) -> Total:
    return Total.of(times[key].times(count) for key, count in visits if key in keys)


def _round(flow: Flow, way: Way, times: Mapping[StepKey, Total]) -> ReturnRound:
    """Return what a return adds along the ordinary way, or by branches where that misses the step."""
    steps, branches = forward_way(flow, way.target, way.source)
    return ReturnRound(way, _route(steps, times), by_branches=branches > 0)


def _has_choice(flow: Flow) -> bool:
    return any(len({way.target for way in ways_ahead(flow, key)}) > 1 for key in flow.keys)


def _has_kinds(times: Iterable[Total]) -> bool:
    """Whether the times are of more than one kind."""
    return len({kind for total in times for kind in total.minimum.kinds | total.maximum.kinds}) > 1
