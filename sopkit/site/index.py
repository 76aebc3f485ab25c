"""The front page of a catalogue: every SOP of the folder, by office and unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sopkit.model.dates import format_date
from sopkit.rules.cells import fold
from sopkit.site.names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.site.names import PageFiles
    from sopkit.site.summary import Summary

__all__ = ["Row", "Unit", "units_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """An SOP in the list."""

    summary: Summary
    files: PageFiles
    effective: str
    """The day from which it is in force, in words."""
    year: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or unit with its SOPs."""

    name: str
    """The lowest line of its letterhead."""
    above: tuple[str, ...]
    """The lines above it."""
    language: str
    anchor: str
    """The id of its part of the page."""
    rows: tuple[Row, ...]


def units_of(summaries: Iterable[Summary], language: str) -> tuple[Unit, ...]:
    """Return the SOPs that have a page by their letterheads, units and titles in the order of the alphabet.

    Letterheads that differ in letter case and spaces alone are one.
    """
    found: dict[tuple[str, ...], list[Summary]] = {}
    for summary in summaries:
        if summary.name is not None:
            found.setdefault(tuple(map(fold, summary.agency)), []).append(summary)
    ordered = sorted(found.items())
    return tuple(_unit(place, sops, language) for place, (_, sops) in enumerate(ordered, start=1))


def _unit(place: int, sops: list[Summary], language: str) -> Unit:
    ordered = sorted(sops, key=lambda sop: (sop.title.casefold(), sop.number, sop.file))
    *above, name = sops[0].agency or ("",)
    rows = tuple(_row(sop, language) for sop in ordered)
    return Unit(name, tuple(above), sops[0].language, f"unit-{place}", rows)


def _row(summary: Summary, language: str) -> Row:
    effective = format_date(date.fromisoformat(summary.effective), language) if summary.effective else ""
    return Row(summary, names_of(summary), effective, summary.effective[:4])
