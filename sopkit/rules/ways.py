"""The ways out of each decision as they are written, for the rules that look at their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop, Step

__all__ = ["WrittenWay", "decisions"]


@dataclass(frozen=True, slots=True)
class WrittenWay:
    """A way with the place of the entry that describes it: the step itself for going on, else the branch."""

    place: Pointer
    when: str | None
    label: str | None

    @property
    def words(self) -> str:
        """What tells this way apart in the drawing; empty if nothing does."""
        return self.label or self.when or ""


def decisions(sop: Sop) -> Iterator[tuple[Step, tuple[WrittenWay, ...]]]:
    """Yield each deciding step with its ways: going on, branches, returns."""
    for row, step in enumerate(sop.steps):
        if step.is_decision:
            yield step, tuple(_ways(row, step))


def _ways(row: int, step: Step) -> Iterator[WrittenWay]:
    yield WrittenWay(("steps", row), step.when, step.label)
    for key, branches in (("branches", step.branches), ("returns", step.returns)):
        for index, branch in enumerate(branches):
            yield WrittenWay(("steps", row, key, index), branch.when, branch.label)
