"""What building a catalogue gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.document import Document
    from sopkit.errors import UnreadableFile

__all__ = ["BuildResult", "Page", "Progress"]

Progress = Callable[[int, int, str], None]
"""Is told how many SOPs are done, how many there are, and the path of the one done last."""


@dataclass(frozen=True, slots=True)
class Page:
    """One SOP of the folder."""

    file: str
    """Its path below the folder, with `/` between the parts."""
    document: Document
    name: str | None
    """The name of its page without ending; None where the SOP has errors and was not drawn."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Every SOP of the folder, by path, and every file that was written."""

    pages: tuple[Page, ...]
    written: tuple[Path, ...]
    unread: tuple[UnreadableFile, ...] = ()
    """The files and folders below that cannot be opened; nothing of them is in the catalogue."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The SOPs as read, with their findings."""
        return tuple(page.document for page in self.pages)

    @property
    def has_errors(self) -> bool:
        """Whether an SOP has errors and was therefore not drawn."""
        return any(page.name is None for page in self.pages)
