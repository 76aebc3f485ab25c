"""The SOPs of a folder, for the rules that compare them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.model import Sop

__all__ = ["Library"]


@dataclass(frozen=True, slots=True)
class Library:
    """All SOPs of a folder that have no error, in the order of their files."""

    sops: tuple[Sop, ...]
    files: tuple[str, ...]
    """The path of each, as it was given."""
