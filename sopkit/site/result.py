"""What building a catalogue gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.errors import SopkitError, UnreadableFile

__all__ = ["BuildResult", "Differences", "Page", "Progress", "Undrawn"]

Progress = Callable[[int, int, str], None]
"""Is told how many SOPs are done, how many there are to do, and the path of the one done last."""


@dataclass(frozen=True, slots=True)
class Page:
    """One SOP of the folder."""

    file: str
    """Its path below the folder, with `/` between the parts."""
    name: str | None
    """The name of its page without ending; None where the SOP has errors or cannot be drawn."""


@dataclass(frozen=True, slots=True)
class Undrawn:
    """An SOP without errors that cannot be drawn, and why."""

    file: str
    """Its path below the folder, with `/` between the parts."""
    error: SopkitError


@dataclass(frozen=True, slots=True)
class Differences:
    """In what a catalogue differs from the one that stands in its place: paths, with `/` in between."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Every SOP of the folder, by path, and what became of the catalogue."""

    pages: tuple[Page, ...] = ()
    faulty: tuple[Document, ...] = ()
    """The SOPs with errors, as read."""
    undrawn: tuple[Undrawn, ...] = ()
    unread: tuple[UnreadableFile, ...] = ()
    """The files and folders below that cannot be opened; nothing of them is in the catalogue."""
    published: bool = False
    """Whether the catalogue of these SOPs stands in its place now."""
    drawn: int = 0
    """How many SOPs were drawn or had their page made; the others were as before."""
    files: tuple[str, ...] = ()
    """The paths of all files of the catalogue, sorted; empty where it was not made."""
    logos: tuple[str, ...] = ()
    """Where the logos that the SOPs name should be, sorted."""
    differences: Differences = Differences()
    """What the building changed, or would change."""

    @property
    def has_errors(self) -> bool:
        """Whether an SOP has errors or cannot be drawn."""
        return bool(self.faulty or self.undrawn)
