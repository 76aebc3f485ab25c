"""The SOPs of a folder, for the rules that compare them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sopkit.rules.linked import Named, Names

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Comparable", "ComparableActor", "Library"]


class ComparableActor(Protocol):
    """What is compared of an actor."""

    @property
    def id(self) -> str:
        """By which steps name it."""

    @property
    def title(self) -> str:
        """The Pelaksana, as the form has it."""


class Comparable(Named, Protocol):
    """What is compared of an SOP: an SOP itself has it, and a summary of one."""

    @property
    def agency(self) -> tuple[str, ...]:
        """The lines of the letterhead, top to bottom."""

    @property
    def status(self) -> str | None:
        """One of `sopkit.model.Status`."""

    @property
    def actors(self) -> Sequence[ComparableActor]:
        """Its actors, in the order of the columns."""

    @property
    def related(self) -> tuple[str, ...]:
        """The Keterkaitan: other SOPs, as written."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The Peringatan."""


@dataclass(frozen=True)
class Library:
    """All SOPs of a folder that have no error, in the order of their files."""

    sops: tuple[Comparable, ...]
    files: tuple[str, ...]
    """The path of each, as it was given."""

    @cached_property
    def names(self) -> Names:
        """By what entries of lists of related SOPs name them."""
        return Names(self)
