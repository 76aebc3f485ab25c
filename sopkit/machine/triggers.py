"""The names of a machine's triggers: `go_on`, `branch_to_STEP` and `return_to_STEP`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sopkit.flow import Way, WayKind
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.flow import Flow
    from sopkit.model import StepKey

__all__ = ["GO_ON", "trigger_names"]

GO_ON = "go_on"

_PREFIXES = {WayKind.BRANCH: "branch_to_", WayKind.RETURN: "return_to_"}


def trigger_names(flow: Flow) -> dict[Way, str]:
    """Name the trigger of every way.

    A name is the same wherever the same step is led to, so several steps share `return_to_draft`. Characters
    that cannot stand in a Python name become `_`. Where two names would be equal, the later one in the order
    of the steps ends in `_2`, `_3` and so on; so does the second way of one kind from one step to one target.
    """
    steps = _spelled((*flow.keys, END))
    places = list(_placed(flow.ways))
    firsts = dict.fromkeys((way.kind, way.target, place) for way, place in places)
    named: dict[tuple[WayKind, StepKey, int], str] = {}
    for kind, target, place in sorted(firsts, key=lambda first: first[2]):
        base = _PREFIXES[kind] + steps[target]
        named[kind, target, place] = _free(base, place, set(named.values()))
    return {way: named[way.kind, way.target, place] for way, place in places} | {
        way: GO_ON for way in flow.ways if way.kind is WayKind.FORWARD
    }


def _placed(ways: Iterable[Way]) -> Iterator[tuple[Way, int]]:
    """Pair branches and returns with their place, from 1, among a step's ways of one kind and target."""
    seen: Counter[tuple[StepKey, WayKind, StepKey]] = Counter()
    for way in ways:
        if way.kind is not WayKind.FORWARD:
            seen[way.source, way.kind, way.target] += 1
            yield way, seen[way.source, way.kind, way.target]


def _spelled(keys: Iterable[StepKey]) -> dict[StepKey, str]:
    spelled: dict[StepKey, str] = {}
    taken: set[str] = set()
    for key in keys:
        spelled[key] = _free(re.sub(r"\W", "_", key, flags=re.ASCII), 1, taken)
        taken.add(spelled[key])
    return spelled


def _free(base: str, number: int, taken: set[str]) -> str:
    name = base if number == 1 else f"{base}_{number}"
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name
