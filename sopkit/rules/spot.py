"""What a rule says: the place and the values of its message; code, name and severity come from its card."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sopkit.findings import Change, Part, Pointer

__all__ = ["FlowView", "FolderSpot", "Spot"]


class FlowView(StrEnum):
    """Which flow a rule wants to see; a rule module says so in a constant `VIEW`, else it is `WRITTEN`."""

    WRITTEN = "written"
    """The ways as they are written."""
    OPEN = "open"
    """A way in doubt may lead anywhere, so that nothing is said that only follows from a broken reference."""
    MEANT = "meant"
    """Open, and a `next` that leads back is taken for a return beside the ordinary way on."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a rule speaks.

    `details` fills the blanks of the card. A detail whose name begins with `key_` is a canonical key or
    `end`, which the reader sees in the spelling of the file; `key_target` also fills the blank `{target}`.
    """

    pointer: Pointer
    details: tuple[tuple[str, str], ...] = ()
    part: Part = Part.VALUE
    suggestion: str | None = None
    related: tuple[Pointer, ...] = ()
    words: str | None = None
    """The words within the value that it is about, as the model has them; None for the whole value."""
    fix: tuple[Change, ...] = ()
    """What would mend it; the card says whether that is safe."""
    fix_in_doubt: bool = False
    """Whether a person should look at this fix, though the card calls those of its kind safe."""


@dataclass(frozen=True, slots=True)
class FolderSpot:
    """One place where a rule speaks that sees all SOPs of a folder."""

    sop: int
    """The position of the SOP in the library."""
    spot: Spot
    elsewhere: tuple[tuple[int, Pointer], ...] = ()
    """Related places in the other SOPs: the position of each in the library, and the pointer there."""
