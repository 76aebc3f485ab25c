"""The identity of an SOP in the blocks of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.site.html import Content, Markup, element, joined
from sopkit.site.steps import items

if TYPE_CHECKING:
    from sopkit.model import Approval, Revision, Sop

__all__ = ["identity", "status_word"]

_BLOCKS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")


def identity(sop: Sop, language: str) -> Markup:
    """Return letterhead, dates, approval and lists, in the order that the printed form has them."""
    letterhead = (element("p", line, class_="letterhead") for line in sop.agency)
    blocks = [
        element("div", *letterhead, class_="centre"),
        element("div", _facts(sop, language)),
        *(
            element("div", _heading(name, language), items(getattr(sop, name), language, ordered=True))
            for name in _BLOCKS
        ),
    ]
    if sop.history:
        lines = tuple(_revision(revision, language) for revision in sop.history)
        blocks.append(element("div", _heading("history", language), items(lines, language)))
    return element("div", *(joined([block, "\n"]) for block in blocks), class_="form")


def status_word(sop: Sop, language: str) -> str:
    """Return where the SOP stands in its life, in words."""
    return text(f"site.status-{sop.status or 'none'}", language)


def _heading(name: str, language: str) -> Markup:
    return element("h3", text(f"site.{name.replace('_', '-')}", language))


def _facts(sop: Sop, language: str) -> Markup:
    facts: list[tuple[str, Content | None]] = [
        ("number", sop.number),
        ("created", format_date(sop.created, language)),
        ("revised", format_date(sop.revised, language) if sop.revised else text("site.empty", language)),
        ("effective", format_date(sop.effective, language)),
        ("approved-by", _approval(sop.approved_by, language)),
        ("title", sop.title),
        ("version", sop.version),
        ("status", status_word(sop, language) if sop.status else None),
        ("total-time", sop.total_time.text if sop.total_time else None),
    ]
    pairs = (
        joined([element("dt", text(f"site.{name}", language)), element("dd", value)])
        for name, value in facts
        if value is not None
    )
    return element("dl", *pairs, class_="facts")


def _approval(approval: Approval, language: str) -> Markup:
    nip = text("site.nip", language, nip=approval.nip) if approval.nip else None
    lines = [line for line in (approval.position, approval.name, nip) if line]
    return joined(element("div", line) for line in lines)


def _revision(revision: Revision, language: str) -> str:
    day = format_date(revision.date, language) if revision.date else None
    return ", ".join(part for part in (revision.version, day, revision.change) if part)
