"""Which SOPs of a catalogue name which others, and which one stands before and after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from sopkit.rules.cells import is_dash
from sopkit.rules.linked import Names
from sopkit.site.names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sopkit.site.summary import Summary

__all__ = ["Link", "Neighbours", "RelatedEntry", "links_between", "neighbours_of"]


class Link(NamedTuple):
    """A link to the page of an SOP."""

    page: str
    """The path of the page in the catalogue."""
    title: str
    number: str
    language: str
    status: str | None = None

    @classmethod
    def to(cls, summary: Summary) -> Self:
        """Return a link to the page of an SOP without errors."""
        page = names_of(summary).html
        return cls(page, summary.title, summary.number, summary.language, summary.status)


class RelatedEntry(NamedTuple):
    """An entry of an SOP's list of related SOPs, as written, with the pages of those that it names."""

    words: str
    links: tuple[Link, ...] = ()


class Neighbours(NamedTuple):
    """The SOPs that the page of an SOP leads to; as text it is the same for the same neighbours."""

    previous: Link | None = None
    next: Link | None = None
    related: tuple[RelatedEntry, ...] = ()
    """One for each entry of the SOP's list, but dashes."""
    named_by: tuple[Link, ...] = ()
    """The others whose lists name it."""


@dataclass(frozen=True, slots=True)
class _Listed:
    sops: Sequence[Summary]


def neighbours_of(summaries: Iterable[Summary]) -> dict[str, Neighbours]:
    """Return the neighbours of each SOP that has a page, by its file; an entry may name several SOPs."""
    sops = [one for one in summaries if one.name is not None]
    names = Names(_Listed(sops))
    links = [Link.to(one) for one in sops]
    entries = [
        tuple(
            (entry, tuple(at for at in names.named(entry) if at != place))
            for entry in sop.related
            if not is_dash(entry)
        )
        for place, sop in enumerate(sops)
    ]
    named_by: list[list[Link]] = [[] for _ in sops]
    for place, found in enumerate(entries):
        for at in dict.fromkeys(at for _, ats in found for at in ats):
            named_by[at].append(links[place])
    return {
        sop.file: Neighbours(
            previous=links[place - 1] if place else None,
            next=links[place + 1] if place + 1 < len(links) else None,
            related=tuple(
                RelatedEntry(words, tuple(links[at] for at in ats)) for words, ats in entries[place]
            ),
            named_by=tuple(named_by[place]),
        )
        for place, sop in enumerate(sops)
    }


def links_between(neighbours: Iterable[tuple[str, Neighbours]]) -> tuple[tuple[str, str], ...]:
    """Return which page names which other, each pair once, in the order of the SOPs; `neighbours` by page."""
    pairs = (
        (page, link.page) for page, found in neighbours for entry in found.related for link in entry.links
    )
    return tuple(dict.fromkeys(pairs))
