"""Which symbols stand in which cell, and by which of them a step is entered and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sopkit.layout.grid import SymbolKind
from sopkit.model import END, Manner, Sop, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.flow import Flow
    from sopkit.model import ActorId, StepKey

__all__ = ["Placement", "Spot"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A symbol in its cell; row and column count from 0, columns over the actors only."""

    id: str
    step: StepKey
    actor: ActorId
    row: int
    column: int
    kind: SymbolKind
    is_end_of_way: bool = False
    """Whether it is the small capsule below a decision, one of whose ways ends."""


@dataclass(frozen=True, slots=True)
class Placement:
    """All symbols of an SOP by row, each row's in the order in which the step lists its actors.

    An actor whom a step lists again has one symbol, at its first place.
    """

    rows: tuple[tuple[Spot, ...], ...]
    manners: tuple[Manner, ...]
    capsules: Mapping[int, Spot]
    """By row: the small capsule of a decision, one of whose ways ends."""
    taken: frozenset[tuple[int, int]]
    """The cells, as row and column, in which a symbol stands."""

    @classmethod
    def of(cls, sop: Sop, flow: Flow) -> Self:
        """Place the symbols of an SOP."""
        columns = {actor.id: column for column, actor in enumerate(sop.actors)}
        rows = tuple(
            tuple(
                Spot(
                    f"symbol-{step.key}-{columns[actor] + 1}",
                    step.key,
                    actor,
                    step.number - 1,
                    columns[actor],
                    _kind(step, flow),
                )
                for actor in dict.fromkeys(step.performers.actors)
            )
            for step in sop.steps
        )
        manners = tuple(step.performers.manner for step in sop.steps)
        taken = frozenset((spot.row, spot.column) for row in rows for spot in row)
        capsules = {
            step.number - 1: _capsule(_leaving_spot(rows[step.number - 1], step.performers.manner))
            for step in sop.steps
            if step.is_decision and any(way.target == END for way in flow.leaving[step.key])
        }
        return cls(rows, manners, capsules, taken)

    def leaving(self, row: int) -> Spot:
        """Return the symbol that arrows leave: the first listed, or the last of a step done in order."""
        return _leaving_spot(self.rows[row], self.manners[row])

    def entered(self, row: int, column: int) -> Spot:
        """Return the symbol that an arrow from a column enters: the nearest; in order, the first."""
        if self.manners[row] is Manner.IN_ORDER:
            return self.rows[row][0]
        return min(self.rows[row], key=lambda spot: abs(spot.column - column))

    def column_is_free(self, column: int, first_row: int, last_row: int) -> bool:
        """Tell whether no symbol stands in a column from one row to another, both included."""
        return not any((row, column) in self.taken for row in range(first_row, last_row + 1))


def _leaving_spot(spots: tuple[Spot, ...], manner: Manner) -> Spot:
    return spots[-1] if manner is Manner.IN_ORDER else spots[0]


def _kind(step: Step, flow: Flow) -> SymbolKind:
    """Source: PermenPAN-RB 35/2012, annex: capsule for the first and the last activity, diamond to decide."""
    if step.is_decision:
        return SymbolKind.DECISION
    if step.number == 1:
        return SymbolKind.START
    if any(way.target == END for way in flow.leaving[step.key]):
        return SymbolKind.END
    return SymbolKind.PROCESS


def _capsule(spot: Spot) -> Spot:
    return Spot(f"{spot.id}-end", spot.step, spot.actor, spot.row, spot.column, SymbolKind.END, True)
