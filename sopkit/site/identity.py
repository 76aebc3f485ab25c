"""The identity of an SOP in the blocks of the printed form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.rules.cells import is_dash
from sopkit.site.names import law_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.model import Revision, Sop
    from sopkit.site.linked import Link, Neighbours

__all__ = ["BlockView", "FactView", "ItemView", "RevisionView", "block_views", "fact_views", "history_views"]

_LISTS: Final = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
"""In the order of the printed form, from left to right and top to bottom."""


@dataclass(frozen=True, slots=True)
class FactView:
    """One line of the upper right block: what it is, and its lines."""

    name: str
    """`number`, `created`, `revised`, `effective`, `approved-by`, `title`, `version` or `total-time`."""
    lines: tuple[str, ...]
    is_of_sop: bool
    """Whether the lines are words of the SOP, in its language."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a list, with the pages that it leads to."""

    words: str
    page: str | None = None
    """The path of a page about it, as of a regulation."""
    links: tuple[Link, ...] = ()
    """The SOPs that it names."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A list of the identity page."""

    name: str
    """`legal-basis`, `qualifications`, `related`, `equipment`, `warnings` or `records`."""
    entries: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A line of the history of changes."""

    version: str | None
    date: str | None
    change: str | None


def fact_views(sop: Sop, language: str) -> tuple[FactView, ...]:
    """Return the lines of the upper right block, those without content left out."""
    return tuple(FactView(*fact) for fact in _facts(sop, language) if fact[1])


def _facts(sop: Sop, language: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    approval = sop.approved_by
    nip = text("site.nip", language, nip=approval.nip) if approval.nip else None
    revised = format_date(sop.revised, language) if sop.revised else text("site.empty", language)
    yield "number", (sop.number,), True
    yield "created", (format_date(sop.created, language),), False
    yield "revised", (revised,), False
    yield "effective", (format_date(sop.effective, language),), False
    yield "approved-by", tuple(each for each in (approval.position, approval.name, nip) if each), True
    yield "title", (sop.title,), True
    yield "version", (sop.version,) if sop.version else (), True
    yield "total-time", (sop.total_time.text,) if sop.total_time else (), True


def block_views(sop: Sop, neighbours: Neighbours) -> tuple[BlockView, ...]:
    """Return the six lists; regulations and related SOPs lead to their pages."""
    pages = {entry.words: entry.links for entry in neighbours.related}
    return tuple(BlockView(name.replace("_", "-"), tuple(_items(sop, name, pages))) for name in _LISTS)


def _items(sop: Sop, name: str, pages: dict[str, tuple[Link, ...]]) -> Iterable[ItemView]:
    for words in getattr(sop, name):
        if not is_dash(words):
            page = law_page(words) if name == "legal_basis" else None
            yield ItemView(words, page, pages.get(words, ()) if name == "related" else ())


def history_views(sop: Sop, language: str) -> tuple[RevisionView, ...]:
    """Return the lines of the history of changes, in their order."""
    return tuple(_revision(revision, language) for revision in sop.history)


def _revision(revision: Revision, language: str) -> RevisionView:
    day = format_date(revision.date, language) if revision.date else None
    return RevisionView(revision.version, day, revision.change)
