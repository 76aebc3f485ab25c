"""Workload analysis (analisis beban kerja): working minutes a year and staff needed, by position.

The need for staff is the sum of time per case times cases per year over the effective working time of one
person in a year. Source of the method: PermenPANRB 1/2020.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue, InvalidVolume
from sopkit.flow.chances import average_visits, obstacles
from sopkit.flow.durations import Measure, exact
from sopkit.flow.graph import Flow
from sopkit.lang import LANGUAGES, text
from sopkit.model import Manner, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "EFFECTIVE_MINUTES_PER_DAY",
    "EFFECTIVE_MINUTES_PER_YEAR",
    "OLDER_EFFECTIVE_MINUTES_PER_YEAR",
    "Assumption",
    "Omission",
    "PositionLoad",
    "SopLoad",
    "Uncounted",
    "Workload",
    "workload",
]

EFFECTIVE_MINUTES_PER_YEAR = 75_000
"""1,250 hours. Source: PermenPANRB 1/2020."""
OLDER_EFFECTIVE_MINUTES_PER_YEAR = 72_000
"""1,200 hours, 240 days of 5 hours. Source: Perka BKN 19/2011."""
_MOST_CASES = 10**12

EFFECTIVE_MINUTES_PER_DAY = 300
"""5 hours, which is what one person does in a day. Source: PermenPANRB 1/2020, and Perka BKN 19/2011."""


class Omission(StrEnum):
    """Why the time of a step is not in the minutes, wholly or in part."""

    MISSING = "missing"
    OPEN_ENDED = "open-ended"
    UNREADABLE = "unreadable"
    PER_PIECE = "per-piece"
    NO_UPPER_BOUND = "no-upper-bound"
    """Counted from its lower bound."""
    CALENDAR_TIME = "calendar-time"
    """In weeks, months or calendar days, which is how long it takes and not how long one works."""


class Assumption(StrEnum):
    """What was taken for granted where an SOP does not say how often its ways are taken."""

    NO_RETURNS = "no-returns"
    """Returns without a chance were counted as never taken."""
    NO_BRANCHES = "no-branches"
    """Branches without a chance were counted as never taken, and steps that only they lead to once."""
    EVERY_STEP_ONCE = "every-step-once"
    """The chances lead to no end, or are more than 1 together: every step was counted once for each case."""
    SHARED_EVENLY = "shared-evenly"
    """Steps that one of several actors does, or several one after the other, were split evenly among them."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A step whose time is not in the minutes, or not all of it."""

    step: StepKey
    omission: Omission


@dataclass(frozen=True, slots=True)
class SopLoad:
    """One SOP: how often a year, and the minutes of work of one case for all positions together."""

    sop: Sop
    volume: Fraction | None
    """Cases a year; None where none was given, and then the SOP is in no sum."""
    minutes_per_case: tuple[Fraction, Fraction]
    """Working minutes from the least to the most, those of all its positions together."""
    uncounted: tuple[Uncounted, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def minutes_per_year(self) -> tuple[Fraction, Fraction]:
        """Working minutes a year, from the least to the most."""
        low, high = self.minutes_per_case
        return low * (self.volume or 0), high * (self.volume or 0)


@dataclass(frozen=True, slots=True)
class PositionLoad:
    """One position over all SOPs: actors with the same title are one position."""

    title: str
    minutes_per_year: tuple[Fraction, Fraction]
    """Working minutes from the least to the most."""
    staff: tuple[Fraction, Fraction]
    """How many people that keeps busy, exact; not rounded to whole ones."""
    sops: tuple[str, ...]
    """The ids of the SOPs in which it has steps, and which have a volume."""
    uncounted: tuple[tuple[str, StepKey], ...]
    """SOP id and step of its work that is not in the minutes, or not all of it."""


@dataclass(frozen=True, slots=True)
class Workload:
    """The yearly work that SOPs make, exact, with everything that is not in it."""

    positions: tuple[PositionLoad, ...]
    """In the order in which they first appear."""
    sops: tuple[SopLoad, ...]
    """In the order given, those without a volume too."""
    effective_minutes_per_year: int
    minutes_per_working_day: Fraction
    calendar_time: str
    """`apart`: not counted; `working-time`: counted as the working days within it."""

    @property
    def minutes_per_year(self) -> tuple[Fraction, Fraction]:
        """Working minutes of all positions together, from the least to the most."""
        return _sum(position.minutes_per_year for position in self.positions)

    @property
    def staff(self) -> tuple[Fraction, Fraction]:
        """How many people all positions together keep busy."""
        return _sum(position.staff for position in self.positions)

    @property
    def without_volume(self) -> tuple[SopLoad, ...]:
        """The SOPs that are in no sum, because no volume was given."""
        return tuple(load for load in self.sops if load.volume is None)


def workload(
    sops: Iterable[Sop],
    volumes: Mapping[str, Fraction | float | int],
    *,
    effective_minutes_per_year: int = EFFECTIVE_MINUTES_PER_YEAR,
    minutes_per_working_day: Fraction | float | int = EFFECTIVE_MINUTES_PER_DAY,
    plain_day: str = "working-day",
    calendar_time: str = "apart",
) -> Workload:
    """Return the yearly work of SOPs by position.

    `volumes` holds cases per year by the id, number or title of an SOP. Each case visits a step as often as
    the chances of its ways make it on average; a return without a chance is taken as never taken. A step done
    together counts in full for each of its actors, one done by one of several or by several in order is
    shared evenly. A working day counts as `minutes_per_working_day` of effective work; the other keywords are
    those of `timing`.

    Raises InvalidVolume: a volume below 0 or of no SOP, or of more than one. Raises InvalidValue: a year or a
    day without minutes.
    """
    several = tuple(sops)
    year = effective_minutes_per_year
    if isinstance(year, bool) or not isinstance(year, int) or year < 1:
        raise InvalidValue("effective_minutes_per_year", year, "a whole number of at least 1")
    per_day = exact(minutes_per_working_day)
    if per_day is None or not 0 < per_day <= 1440:
        raise InvalidValue("minutes_per_working_day", minutes_per_working_day, "a number over 0, up to 1440")
    measure = Measure.checked(per_day / 60, plain_day, calendar_time)
    by_sop = _volumes(several, volumes)
    cases = [_Case(sop, measure) for sop in several]
    return Workload(
        _positions(cases, by_sop, effective_minutes_per_year),
        tuple(case.load(by_sop.get(place)) for place, case in enumerate(cases)),
        effective_minutes_per_year,
        per_day,
        calendar_time,
    )


def _volumes(sops: Sequence[Sop], volumes: Mapping[str, Fraction | float | int]) -> dict[int, Fraction]:
    """Return the volumes by the place of their SOP. Raises InvalidVolume."""
    found: dict[int, Fraction] = {}
    if not isinstance(volumes, Mapping):
        raise InvalidValue("volumes", volumes, "a mapping of SOPs to cases per year")
    for key, volume in volumes.items():
        name, amount = str(key), exact(volume)
        if amount is None or not 0 <= amount < _MOST_CASES:
            raise _invalid(name, "no-volume", (), volume=volume)
        meant = [place for place, sop in enumerate(sops) if _folded(name) in _names(sop)]
        if not meant:
            raise _invalid(name, "unknown", tuple(sop.id for sop in sops))
        if len(meant) > 1:
            raise _invalid(name, "ambiguous", _told_apart([sops[place] for place in meant]))
        if meant[0] in found:
            raise _invalid(name, "twice", (), id=sops[meant[0]].id)
        found[meant[0]] = amount
    return found


def _told_apart(several: Sequence[Sop]) -> tuple[str, ...]:
    """Return what names each of several SOPs alone: ids if they differ, else numbers or titles."""
    for name in ("id", "number", "title"):
        names = tuple(str(getattr(sop, name)) for sop in several)
        if len(set(names)) == len(names):
            return names
    return tuple(sop.id for sop in several)


def _names(sop: Sop) -> frozenset[str]:
    return frozenset(_folded(name) for name in (sop.id, sop.number, sop.title) if name)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _invalid(name: str, reason: str, known: tuple[str, ...], **blanks: object) -> InvalidVolume:
    listed = ", ".join(f"`{each}`" for each in known) or "-"
    messages = tuple(
        (language, text(f"workload.volume-{reason}", language, name=name, known=listed, **blanks))
        for language in LANGUAGES
    )
    return InvalidVolume(name, reason, known, messages)


class _Case:
    """What one case of an SOP takes of each of its actors, on average."""

    def __init__(self, sop: Sop, measure: Measure) -> None:
        self.sop = sop
        self._measure = measure
        self._times = {step.key: measure.total(step.key, step.time) for step in sop.steps}
        self._assumed: set[Assumption] = set()
        visits = self._visits()
        self.minutes = {title: _sum(parts) for title, parts in self._parts(visits).items()}

    def load(self, volume: Fraction | None) -> SopLoad:
        """Return the SOP's part of the whole."""
        assumptions = tuple(each for each in Assumption if each in self._assumed)
        return SopLoad(self.sop, volume, _sum(self.minutes.values()), tuple(self.uncounted()), assumptions)

    def uncounted(self, title: str | None = None) -> Iterator[Uncounted]:
        """Yield what is not in the minutes, of all steps or of those of one title."""
        titles = {actor.id: actor.title for actor in self.sop.actors}
        for step in self.sop.steps:
            if title is not None and title not in (titles[actor] for actor in step.performers.actors):
                continue
            total = self._times[step.key]
            for remark in total.uncounted:
                yield Uncounted(step.key, Omission(remark.doubt.value))
            if (total.minimum.kinds | total.maximum.kinds) - {"working_minutes"}:
                yield Uncounted(step.key, Omission.CALENDAR_TIME)

    def _visits(self) -> Mapping[StepKey, Fraction]:
        """Return how often a case visits each step on average, with what has to be assumed."""
        steps = tuple(map(self._with_chances, self.sop.steps))
        flow = Flow.of(replace(self.sop, steps=steps))
        if obstacles(flow):
            self._assumed = {Assumption.EVERY_STEP_ONCE}
            return dict.fromkeys(self._times, Fraction(1))
        visits = average_visits(flow)
        if Assumption.NO_BRANCHES in self._assumed:
            visits = {key: count or Fraction(1) for key, count in visits.items()}
        return visits

    def _with_chances(self, step: Step) -> Step:
        """Return a step of whose ways none is taken of which nothing is known."""
        for ways, assumption in (
            (step.returns, Assumption.NO_RETURNS),
            (step.branches, Assumption.NO_BRANCHES),
        ):
            if any(way.chance is None for way in ways):
                self._assumed.add(assumption)
        never = Fraction(0)
        return replace(
            step,
            returns=tuple(replace(way, chance=way.chance or never) for way in step.returns),
            branches=tuple(replace(way, chance=way.chance or never) for way in step.branches),
        )

    def _parts(self, visits: Mapping[StepKey, Fraction]) -> dict[str, list[tuple[Fraction, Fraction]]]:
        """Return the minutes of each visited step by the titles of its actors."""
        titles = {actor.id: actor.title for actor in self.sop.actors}
        parts: dict[str, list[tuple[Fraction, Fraction]]] = {}
        for step in self.sop.steps:
            total = self._times[step.key].times(visits[step.key])
            share = Fraction(1)
            if step.performers.manner in {Manner.ANY, Manner.IN_ORDER}:
                self._assumed.add(Assumption.SHARED_EVENLY)
                share = Fraction(1, len(step.performers.actors))
            minutes = total.minimum.working_minutes * share, total.maximum.working_minutes * share
            for actor in step.performers.actors:
                parts.setdefault(titles[actor], []).append(minutes)
        return parts


def _positions(
    cases: Sequence[_Case], volumes: Mapping[int, Fraction], effective: int
) -> tuple[PositionLoad, ...]:
    positions: dict[str, PositionLoad] = {}
    for place, case in enumerate(cases):
        for title, (low, high) in case.minutes.items() if place in volumes else ():
            name = _folded(title)
            nothing = (Fraction(0), Fraction(0))
            before = positions.get(name) or PositionLoad(title, nothing, nothing, (), ())
            minutes = _sum((before.minutes_per_year, (low * volumes[place], high * volumes[place])))
            missing = tuple((case.sop.id, entry.step) for entry in case.uncounted(title))
            positions[name] = PositionLoad(
                before.title,
                minutes,
                (minutes[0] / effective, minutes[1] / effective),
                tuple(dict.fromkeys((*before.sops, case.sop.id))),
                tuple(dict.fromkeys((*before.uncounted, *missing))),
            )
    return tuple(positions.values())


def _sum(ranges: Iterable[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    parts = tuple(ranges)
    return sum((low for low, _ in parts), Fraction(0)), sum((high for _, high in parts), Fraction(0))
