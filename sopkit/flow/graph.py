"""The steps as a graph: which ways lead out of a step, where a case can get to and whether it can end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from sopkit.model import END, Sop, Step, StepKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Flow", "Way", "WayKind"]


class WayKind(StrEnum):
    """What a way is: the ordinary one, another one ahead, or one back."""

    FORWARD = "forward"
    BRANCH = "branch"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a step to a step or to the end."""

    source: StepKey
    target: StepKey
    kind: WayKind
    index: int
    """Its place among the step's ways of this kind, from 0: the place in `branches` or `returns`."""
    when: str | None = None
    label: str | None = None
    limit: int | None = None
    chance: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """The ways of an SOP. Ways to a step that does not exist are kept and lead nowhere."""

    keys: tuple[StepKey, ...]
    """The steps in the order of the rows."""
    ways: tuple[Way, ...]
    """By source in the order of the rows: forward, branches, returns."""
    leaving: Mapping[StepKey, tuple[Way, ...]]
    entering: Mapping[StepKey, tuple[Way, ...]]

    @classmethod
    def of(cls, sop: Sop) -> Self:
        """Return the flow of an SOP."""
        ways = tuple(way for step in sop.steps for way in _ways_of(sop, step))
        keys = tuple(step.key for step in sop.steps)
        return cls(
            keys,
            ways,
            _grouped(keys, ((way.source, way) for way in ways)),
            _grouped((*keys, END), ((way.target, way) for way in ways)),
        )

    def position(self, key: StepKey) -> int:
        """Return the 0-based row of a step; the end stands after the last. Raises ValueError if unknown."""
        return len(self.keys) if key == END else self.keys.index(key)

    def ends(self) -> tuple[StepKey, ...]:
        """Return the steps from which a way leads to the end, in the order of the rows."""
        last = {way.source for way in self.entering[END]}
        return tuple(key for key in self.keys if key in last)

    def reachable(self) -> frozenset[StepKey]:
        """Return the steps that a case can get to from the first one, the end included if it can."""
        return _closure(self.keys[:1], {key: [w.target for w in ways] for key, ways in self.leaving.items()})

    def reaching_end(self) -> frozenset[StepKey]:
        """Return the steps from which a case can get to the end, the end itself included."""
        return _closure((END,), {key: [w.source for w in ways] for key, ways in self.entering.items()})


def _ways_of(sop: Sop, step: Step) -> Iterator[Way]:
    following = sop.steps[step.number].key if step.number < len(sop.steps) else END
    rest = [branch.chance for branch in (*step.branches, *step.returns)]
    going_on = None
    if rest and all(chance is not None for chance in rest):
        going_on = 1 - sum((chance for chance in rest if chance is not None), Fraction(0))
    yield Way(step.key, step.next or following, WayKind.FORWARD, 0, step.when, step.label, chance=going_on)
    for kind, branches in ((WayKind.BRANCH, step.branches), (WayKind.RETURN, step.returns)):
        for index, branch in enumerate(branches):
            yield Way(
                step.key, branch.to, kind, index, branch.when, branch.label, branch.limit, branch.chance
            )


def _grouped(keys: Iterable[StepKey], pairs: Iterable[tuple[StepKey, Way]]) -> dict[StepKey, tuple[Way, ...]]:
    groups: dict[StepKey, list[Way]] = {key: [] for key in keys}
    for key, way in pairs:
        if key in groups:
            groups[key].append(way)
    return {key: tuple(ways) for key, ways in groups.items()}


def _closure(start: Iterable[StepKey], neighbours: Mapping[StepKey, list[StepKey]]) -> frozenset[StepKey]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for key in neighbours.get(waiting.pop(), ()):
            if key not in seen and (key in neighbours or key == END):
                seen.add(key)
                waiting.append(key)
    return frozenset(seen)
