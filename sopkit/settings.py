"""The settings of an office: language, what a day is, the drawing engine; read from sopkit.toml."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What `sopkit.toml` (or `[tool.sopkit]` in `pyproject.toml`) can set, with its defaults."""

    language: str | None = None
    """Of messages: `id` or `en`; None means: by the locale."""
    hours_per_working_day: Fraction = Fraction(15, 2)
    """Source: Perpres 21/2023, 37.5 hours in five days."""
    plain_day: str = "working-day"
    """What a plain `hari` counts as in totals: `working-day` or `calendar-day`."""
    engine: str = "graphviz-pure"
    """The drawing engine: `graphviz-pure`, or `dot` for a system Graphviz."""
