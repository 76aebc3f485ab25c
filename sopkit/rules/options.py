"""What an office may set about rules, and what rules need of the world: the day of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 -- apps ask fields for their types

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """The numbers and words that rules measure by; the defaults fit most offices."""

    number_pattern: str | None = None
    """What a Nomor SOP looks like: `#` is a digit, `?` a letter, `*` any text; None means: anything."""
    regions: tuple[str, ...] = ()
    """The names of the office's own province, regency or city, in lower case."""
    most_steps: int = 20
    """More steps than this are better two SOPs. Source: practice; signed SOPs have 5 to 12, at most 30."""
    most_actors: int = 6
    """More columns than this are hard to read. Source: practice; 2 to 5 are usual, 15 were the most."""
    longest_activity: int = 200
    """In characters; also of inputs and outputs. Source: limits of the forms in use."""
    longest_note: int = 300
    """In characters. Source: limits of the forms in use."""
    review_years: int = 1
    """After so many years an SOP is due for its evaluation. Source: derivatives of PermenPAN-RB 35/2012."""
    complete_library: bool = False
    """Whether the folder holds all SOPs of the office, so that a related SOP must be in it."""
    today: date | None = None
    """The day by which ages are measured; None means: ages are not measured."""
