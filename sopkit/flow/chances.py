"""What a case takes on average where every way has a chance: the steps as an absorbing Markov chain.

With Q, the chances to go from step to step, a case visits the steps (I - Q)^-1 times on average, row by row
of where it begins; the mean m and the second moment s of the time still to come solve m = w + Qm and
s = w(2m - w) + Qs for the times w of one visit. Source: Kemeny and Snell, Finite Markov Chains (1960),
chapter III. All of it is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from sopkit.errors import InvalidChance, InvalidValue
from sopkit.flow.durations import Total, exact
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.linear import Rows, solved, turned
from sopkit.lang import LANGUAGES, text
from sopkit.model import END, Duration, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Chances",
    "Expected",
    "Spread",
    "Variance",
    "average_visits",
    "expected",
    "obstacles",
    "with_chances",
]

Chances = Mapping[str, "Fraction | float | int"]
"""Chances by the way they are of: `STEP` where the step has one return or branch, else `STEP:TO`."""

_KINDS = ("working_minutes", "calendar_hours", "calendar_months")
_ONE = Fraction(1)
_MOST_BITS = 1500
"""How long all denominators of chances may be together for fractions: some 200 chances in whole percents."""


@dataclass(frozen=True, slots=True)
class Variance:
    """How far cases are from the mean, in squares of the units, each kind of time for itself."""

    working_minutes: Fraction = Fraction(0)
    """In minutes squared."""
    calendar_hours: Fraction = Fraction(0)
    """In hours squared."""
    calendar_months: Fraction = Fraction(0)
    """In months squared."""

    @property
    def deviation(self) -> Duration:
        """The standard deviation: the root of the variance, to a millionth of the unit, rounded down."""
        return Duration(*(_root(getattr(self, kind)) for kind in _KINDS))


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the time of cases is from the mean because they take different ways.

    The time of one visit is taken as fixed: at its least for `minimum`, at its most for `maximum`.
    """

    minimum: Variance
    maximum: Variance


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case takes on average. The limits of ways are left out of it."""

    visits: tuple[tuple[StepKey, Fraction], ...]
    """How often a case visits each step on average, in the order of the rows."""
    uses: tuple[tuple[Way, Fraction], ...]
    """How often a case takes each return and each branch on average."""
    total: Total
    """The mean, from where every visit takes its least to where every visit takes its most."""
    spread: Spread
    ignored_limits: tuple[Way, ...]
    """The ways with a limit, which the chain does not know of: it may take them more often."""
    is_exact: bool = True
    """Whether it was reckoned in fractions; else in floats, because the chances have too many digits."""

    def of_step(self, step: StepKey) -> Fraction:
        """Return how often a case visits a step on average. Raises KeyError if there is none of this key."""
        return dict(self.visits)[step]


def with_chances(sop: Sop, chances: Chances) -> Sop:
    """Return an SOP with other chances of its returns and branches.

    A key is the id or number of a deciding step; with `:` and the id or number of the target (or `end`)
    where it has more than one return or branch. The chance of going on is what the others leave.

    Raises InvalidChance: no such step, no such way out of it, a step without a decision or with several ways
    where none is named, a chance that is not from 0 to 1, or several that are more than 1 together.
    """
    if not isinstance(chances, Mapping):
        raise InvalidValue("chances", chances, "a mapping of steps to chances")
    steps = {step.key: step for step in sop.steps}
    changed: dict[StepKey, str] = {}
    for key_given, chance in chances.items():
        name = str(key_given)
        source, _, target = name.partition(":")
        key = sop.key_of(source)
        if key not in steps:
            raise _invalid(name, "unknown-step", _decisions(sop), step=source)
        to = sop.key_of(target) if target else None
        steps[key] = _with_chance(steps[key], name, to, _probability(name, chance))
        changed[key] = name
    for key, name in changed.items():
        ways = (*steps[key].returns, *steps[key].branches)
        if sum(way.chance for way in ways if way.chance is not None) > 1:
            raise _invalid(name, "over-one", (), step=key)
    return replace(sop, steps=tuple(steps.values()))


def _with_chance(step: Step, name: str, to: StepKey | None, chance: Fraction) -> Step:
    several = (*step.returns, *step.branches)
    known = tuple(f"{step.key}:{branch.to}" for branch in several)
    meant = [place for place, branch in enumerate(several) if to in (None, branch.to)]
    if not several:
        raise _invalid(name, "no-decision", (), step=step.key)
    if not meant:
        raise _invalid(name, "unknown-way", known, step=step.key, target=str(to))
    if len(meant) > 1:
        reason = "several-ways" if to is None else "equal-ways"
        raise _invalid(name, reason, known, step=step.key, target=str(to))
    changed = [replace(way, chance=chance) if place in meant else way for place, way in enumerate(several)]
    count = len(step.returns)
    return replace(step, returns=tuple(changed[:count]), branches=tuple(changed[count:]))


def _probability(name: str, chance: Fraction | float | int) -> Fraction:
    number = exact(chance)
    if number is None or not 0 <= number <= 1:
        raise _invalid(name, "no-chance", (), chance=chance)
    return number


def _decisions(sop: Sop) -> tuple[str, ...]:
    return tuple(step.key for step in sop.steps if step.is_decision)


def _invalid(name: str, reason: str, known: tuple[str, ...], **blanks: object) -> InvalidChance:
    messages = tuple(
        (
            language,
            text(f"time.chance-{reason}", language, way=name, known=_listed(known, language), **blanks),
        )
        for language in LANGUAGES
    )
    return InvalidChance(name, reason, known, tuple(messages))


def _listed(ways: tuple[str, ...], language: str) -> str:
    """Return ways as a reader types them: the end has an Indonesian name too."""
    ending = ":selesai" if language == "id" else ":end"
    told = (f"{way.removesuffix(':end')}{ending}" if way.endswith(":end") else way for way in ways)
    return ", ".join(f"`{way}`" for way in told) or "-"


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What keeps the average from being known, among the steps that a case can come to."""

    without_chance: tuple[StepKey, ...] = ()
    """The steps whose ways have not all a chance."""
    over_one: tuple[StepKey, ...] = ()
    """The steps whose chances are more than 1 together."""
    never_ending: tuple[StepKey, ...] = ()
    """The steps from which, once there, no case comes to the end; looked for where the others are none."""

    def __bool__(self) -> bool:
        return bool(self.without_chance or self.over_one or self.never_ending)


def obstacles(flow: Flow) -> Obstacles:
    """Return what keeps the average from being known."""
    reached: list[StepKey] = []
    waiting = list(flow.keys[:1])
    while waiting:
        key = waiting.pop()
        reached.append(key)
        ahead = {way.target for way in flow.leaving[key] if way.chance != 0 and way.target in flow.leaving}
        waiting += [target for target in ahead if target not in reached and target not in waiting]
    reached.sort(key=flow.position)
    decisions = [key for key in reached if len(flow.leaving[key]) > 1]
    missing = tuple(key for key in decisions if any(way.chance is None for way in flow.leaving[key]))
    over = tuple(key for key in decisions if any((way.chance or 0) < 0 for way in flow.leaving[key]))
    if missing or over:
        return Obstacles(missing, over)
    ending = _ending(flow, reached)
    return Obstacles(never_ending=tuple(key for key in reached if key not in ending))


def _chance(way: Way, flow: Flow) -> Fraction:
    return _ONE if way.chance is None or len(flow.leaving[way.source]) == 1 else way.chance


def _ending(flow: Flow, keys: Iterable[StepKey]) -> frozenset[StepKey]:
    """Return the steps from which there is a chance to come to the end."""
    sources: dict[StepKey, list[StepKey]] = {}
    for key in keys:
        for way in flow.leaving[key]:
            if _chance(way, flow):
                sources.setdefault(way.target, []).append(key)
    found = {END}
    waiting = [END]
    while waiting:
        for key in sources.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return frozenset(found)


def expected(flow: Flow, times: Mapping[StepKey, Total]) -> Expected:
    """Return what a case takes on average, where there are no `obstacles`."""
    visits = average_visits(flow)
    ways = (way for way in flow.ways if way.kind is not WayKind.FORWARD)
    return Expected(
        tuple(visits.items()),
        tuple((way, visits[way.source] * _chance(way, flow)) for way in ways),
        Total.of(times[key].times(count) for key, count in visits.items()),
        _spread(flow, times),
        tuple(way for way in flow.ways if way.limit is not None),
        _is_short(flow),
    )


def average_visits(flow: Flow) -> dict[StepKey, Fraction]:
    """Return how often a case visits each step on average, in the order of the rows; no `obstacles`."""
    rows = _rows(flow)
    start = {key: [_ONE if key == flow.keys[0] else Fraction(0)] for key in rows}
    found = {key: value for key, (value,) in _solved(flow, turned(rows), start).items()}
    return {key: found.get(key, Fraction(0)) for key in flow.keys}


def _solved(
    flow: Flow, rows: Rows[Fraction], right: Mapping[StepKey, Sequence[Fraction]]
) -> Mapping[StepKey, Sequence[Fraction]]:
    """Solve in fractions, or in floats where the chances have so many digits that it would take too long."""
    if _is_short(flow):
        return solved(rows, right)
    rough = {key: {other: float(value) for other, value in row.items()} for key, row in rows.items()}
    found = solved(rough, {key: [float(value) for value in values] for key, values in right.items()})
    return {key: [Fraction(value) for value in values] for key, values in found.items()}


def _is_short(flow: Flow) -> bool:
    """Whether the chances are short enough for fractions."""
    chances = (way.chance for way in flow.ways if way.kind is not WayKind.FORWARD and way.chance is not None)
    return sum(chance.denominator.bit_length() for chance in chances) <= _MOST_BITS


def _rows(flow: Flow) -> dict[StepKey, dict[StepKey, Fraction]]:
    """Return the chances to go from step to step, among the steps that a case can come to."""
    rows: dict[StepKey, dict[StepKey, Fraction]] = {}
    waiting = list(flow.keys[:1])
    while waiting:
        key = waiting.pop()
        if key in rows:
            continue
        rows[key] = {}
        for way in flow.leaving[key]:
            if way.target != END and (chance := _chance(way, flow)):
                rows[key][way.target] = rows[key].get(way.target, Fraction(0)) + chance
                waiting.append(way.target)
    return {key: rows[key] for key in flow.keys if key in rows}


def _spread(flow: Flow, times: Mapping[StepKey, Total]) -> Spread:
    """Return the variance of the time, of each kind and for both bounds."""
    rows, start = _rows(flow), flow.keys[0]
    sides = [(side, kind) for side in ("minimum", "maximum") for kind in _KINDS]
    time = {key: [getattr(getattr(times[key], side), kind) for side, kind in sides] for key in rows}
    used = [place for place in range(len(sides)) if any(values[place] for values in time.values())]
    time = {key: [values[place] for place in used] for key, values in time.items()}
    mean = _solved(flow, rows, time)
    weighed = {key: [w * (2 * m - w) for w, m in zip(time[key], mean[key], strict=True)] for key in rows}
    second = _solved(flow, rows, weighed)
    variances = {
        sides[place]: max(s - m * m, Fraction(0))  # floats may leave a little less than nothing
        for place, s, m in zip(used, second[start], mean[start], strict=True)
    }
    minimum, maximum = (
        Variance(*(variances.get((side, kind), Fraction(0)) for kind in _KINDS))
        for side in ("minimum", "maximum")
    )
    return Spread(minimum, maximum)


def _root(square: Fraction) -> Fraction:
    """Return the root to six decimals, rounded down."""
    return Fraction(isqrt(square.numerator * 10**12 // square.denominator), 10**6)
