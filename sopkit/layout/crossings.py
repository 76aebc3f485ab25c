"""How often a planned arrow would cross those that are planned already, on a coarse grid of whole numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = ["Crossings", "Segment"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A vertical stretch at x = `at`, or a horizontal one at y = `at`."""

    is_vertical: bool
    at: int
    start: int
    end: int

    @classmethod
    def between(cls, one: tuple[int, int], other: tuple[int, int]) -> Self:
        """Return the stretch between two points on one line."""
        vertical = one[0] == other[0]
        axis = 1 if vertical else 0
        ends = sorted((one[axis], other[axis]))
        return cls(vertical, one[0] if vertical else one[1], ends[0], ends[1])


@dataclass(slots=True)
class Crossings:
    """The stretches of all planned arrows, by direction and place, with what each belongs to."""

    vertical: dict[int, list[tuple[int, int, Hashable]]] = field(default_factory=lambda: defaultdict(list))
    horizontal: dict[int, list[tuple[int, int, Hashable]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, segments: Iterable[Segment], net: Hashable) -> None:
        """Remember the stretches of an arrow."""
        for segment in segments:
            side = self.vertical if segment.is_vertical else self.horizontal
            side[segment.at].append((segment.start, segment.end, net))

    def count(self, segments: Iterable[Segment], net: Hashable) -> int:
        """Return how many stretches of other nets these cross at a right angle."""
        total = 0
        for segment in segments:
            others = self.horizontal if segment.is_vertical else self.vertical
            inside = others.keys() & range(segment.start + 1, segment.end)
            for at in inside:
                total += sum(
                    1 for start, end, other in others[at] if start < segment.at < end and other != net
                )
        return total
