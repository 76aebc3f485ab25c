"""Linear equations of chances: steps are eliminated one by one, the last row first.

In fractions the solution is exact; in floats it is quick, whatever the numbers look like.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.model import StepKey

__all__ = ["Rows", "solved", "turned"]

Number = TypeVar("Number", Fraction, float)
Rows = Mapping["StepKey", Mapping["StepKey", Number]]
"""For each step its factors: `rows[a][b]` is how much of the value of `b` is in that of `a`."""


def solved(
    rows: Rows[Number], right: Mapping[StepKey, Sequence[Number]]
) -> dict[StepKey, tuple[Number, ...]]:
    """Return the values for which each is its right side plus its factors times the values.

    Several right sides are solved at once; each value has as many numbers. Every step of `rows` has one, and
    factors lead to no other steps. Raises ZeroDivisionError if there is not exactly one solution, which is
    where a step, by whatever way, leads to itself for certain.
    """
    left = {key: dict(factors) for key, factors in rows.items()}
    known = {key: tuple(right[key]) for key in rows}
    order = list(reversed(left))
    for place, key in enumerate(order):
        _free_of_itself(left, known, key)
        for other in order[place + 1 :]:
            _substitute(left, known, key, other)
    for place in range(len(order) - 1, -1, -1):
        for earlier in order[:place]:
            _substitute(left, known, order[place], earlier)
    return known


def turned(rows: Rows[Number]) -> dict[StepKey, dict[StepKey, Number]]:
    """Return the same factors seen from the other side: `turned[b][a]` is `rows[a][b]`."""
    result: dict[StepKey, dict[StepKey, Number]] = {key: {} for key in rows}
    for key, factors in rows.items():
        for other, factor in factors.items():
            result[other][key] = factor
    return result


def _free_of_itself(
    left: dict[StepKey, dict[StepKey, Number]], known: dict[StepKey, tuple[Number, ...]], key: StepKey
) -> None:
    own = left[key].pop(key, None)
    if own is None:
        return
    factor = 1 / (1 - own)
    left[key] = {other: value * factor for other, value in left[key].items()}
    known[key] = tuple(value * factor for value in known[key])


def _substitute(
    left: dict[StepKey, dict[StepKey, Number]],
    known: dict[StepKey, tuple[Number, ...]],
    key: StepKey,
    other: StepKey,
) -> None:
    """Put what a step's value is made of in its place within another step's."""
    factor = left[other].pop(key, None)
    if factor is None:
        return
    for third, value in left[key].items():
        before = left[other].get(third)
        left[other][third] = factor * value if before is None else before + factor * value
    known[other] = tuple(
        mine + factor * theirs for mine, theirs in zip(known[other], known[key], strict=True)
    )
