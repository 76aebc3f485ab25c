"""An SOP as nodes of docutils: identity, times, lists; every text of an author is a text node."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.addnodes import pending_xref

from sopkit.export.words import flat
from sopkit.flow.timing import timing_as_set
from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.report.times import totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sopkit.model import Approval, Revision, Sop
    from sopkit.settings import Settings

__all__ = ["identity", "in_language", "inlines", "lines", "link_to", "paragraph", "times"]

_LISTS: Final = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
_INDENT: Final = "  "


def in_language(sop: Sop, language: str | None) -> Sop:
    """Return the SOP with the words of its form in another language; None leaves its own."""
    return sop if language in (None, sop.language) else replace(sop, language=language)


def paragraph(words: str, *, classes: Iterable[str] = ()) -> nodes.paragraph:
    """Return a paragraph of plain words."""
    return nodes.paragraph("", flat(words), classes=list(classes))


def inlines(words: str) -> list[nodes.Node]:
    """Return words whose values stand in backquotes, with these values as literals."""
    pieces = flat(words).split("`")
    if len(pieces) % 2 == 0:
        return [nodes.Text(flat(words))]
    return [
        nodes.literal("", piece) if place % 2 else nodes.Text(piece)
        for place, piece in enumerate(pieces)
        if piece
    ]


def lines(texts: Sequence[str], *, numbered: bool = False) -> list[nodes.Node]:
    """Return texts below one another: one alone as a paragraph, several as a list."""
    if len(texts) < 2:
        return [paragraph(each) for each in texts]
    found: nodes.Element = nodes.bullet_list()
    if numbered:
        found = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    found += [nodes.list_item("", paragraph(each)) for each in texts]
    return [found]


def link_to(kind: str, target: str, words: str, docname: str) -> nodes.Element:
    """Return words that become a link if a page shows the SOP, and stay words if none does."""
    return pending_xref(
        "",
        nodes.inline("", flat(words)),
        refdoc=docname,
        refdomain="sop",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=False,
    )


def identity(sop: Sop, language: str, docname: str) -> nodes.field_list:
    """Return what the upper part of the form says, without what is empty."""
    facts: list[tuple[str, Sequence[str]]] = [
        (text("export.agency", language), sop.agency),
        (text("cover.number", language), (sop.number,)),
        (text("cover.title", language), (sop.title,)),
        (text("export.version", language), (sop.version or "",)),
        (text("export.status", language), (status(sop, language),)),
        (text("cover.created", language), (format_date(sop.created, language),)),
        (text("cover.revised", language), (format_date(sop.revised, language) if sop.revised else "",)),
        (text("cover.effective", language), (format_date(sop.effective, language),)),
        (text("cover.approved-by", language), _approval(sop.approved_by, language)),
        (text("export.total-time", language), (sop.total_time.text if sop.total_time else "",)),
    ]
    fields = nodes.field_list(classes=["sop-identity"])
    fields += [_field(name, [_line_block(told)]) for name, told in facts if any(told)]
    for name in _LISTS:
        if told := getattr(sop, name):
            body = _related(told, docname) if name == "related" else lines(told, numbered=True)
            fields += _field(text(f"cover.{name.replace('_', '-')}", language), body)
    if sop.history:
        told = [_revision(each, language) for each in sop.history]
        fields += _field(text("export.history", language), lines(told))
    return fields


def status(sop: Sop, language: str) -> str:
    """Return where an SOP stands in its life, in words; empty where it does not say."""
    return text(f"export.status-{sop.status}", language) if sop.status else ""


def times(sop: Sop, settings: Settings, language: str) -> list[nodes.Node]:
    """Return the totals, those of each actor and of each return, in the words of `sopkit time`."""
    return [_nested(block) for block in totals(timing_as_set(sop, settings), language)]


def _nested(block: Sequence[str]) -> nodes.bullet_list:
    """Return lines as a list; those set in by two spaces belong to the one above."""
    entries: list[tuple[str, list[str]]] = []
    for line in block:
        if line.startswith(_INDENT) and entries:
            entries[-1][1].append(line.removeprefix(_INDENT))
        else:
            entries.append((line, []))
    found = nodes.bullet_list()
    for line, below in entries:
        item = nodes.list_item("", nodes.paragraph("", "", *inlines(line)))
        if below:
            item += _nested(below)
        found += item
    return found


def _field(name: str, body: Sequence[nodes.Node]) -> nodes.field:
    return nodes.field("", nodes.field_name("", flat(name)), nodes.field_body("", *body))


def _line_block(texts: Sequence[str]) -> nodes.Node:
    told = [each for each in texts if each]
    if len(told) == 1:
        return paragraph(told[0])
    return nodes.line_block("", *(nodes.line("", flat(each)) for each in told))


def _related(texts: Sequence[str], docname: str) -> list[nodes.Node]:
    """Return the related SOPs, each as a link if a page shows it."""
    entries = [nodes.paragraph("", "", link_to("related", flat(each), each, docname)) for each in texts]
    if len(entries) == 1:
        return list(entries)
    return [nodes.bullet_list("", *(nodes.list_item("", each) for each in entries))]


def _approval(approval: Approval, language: str) -> tuple[str, ...]:
    nip = approval.nip or ""
    if nip and not nip.upper().startswith("NIP"):
        nip = text("cover.nip", language, nip=nip)
    return tuple(filter(None, (approval.position, approval.name, nip)))


def _revision(revision: Revision, language: str) -> str:
    day = format_date(revision.date, language) if revision.date else None
    return ", ".join(part for part in (revision.version, day, revision.change) if part)
