"""What is found when the SOPs of a folder are looked at together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.document import nodes_of, placed, with_findings
from sopkit.findings import RelatedPlace
from sopkit.rules import run_folder
from sopkit.rules.library import Library
from sopkit.rules.policy import default_policy
from sopkit.source.places import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.document import Document
    from sopkit.findings import Finding, Part, Pointer, Span
    from sopkit.rules.policy import Policy

__all__ = ["check_folder"]

_Place = tuple[int, "Pointer", "Part"]
"""The position of a document, and what in it stands there."""
_Found = tuple["Finding", tuple[_Place, ...]]
"""What was found in a document, and the places in others that belong to it."""


def check_folder(documents: Sequence[Document], policy: Policy | None = None) -> tuple[Document, ...]:
    """Return the documents, in their order, with what is found by looking at all of them together.

    Documents without an SOP are returned as they are, and a file that is given twice is looked at once. The
    findings stand among the others in the order of their places; their related places in other files carry
    the file. `policy` says which are told and how grave they are, as for `read`; where one is an error to it,
    the document loses its SOP. Comments silence them as they do others. Never raises; a text is read again,
    once, only where something was found that stands in it.
    """
    compared = {documents[each].file: each for each in reversed(range(len(documents))) if documents[each].sop}
    positions = sorted(compared.values())
    looked_at = [documents[each] for each in positions]
    changed = list(documents)
    for each, findings in enumerate(_in_places(looked_at, _findings(looked_at, policy))):
        if findings or looked_at[each].silences:
            changed[positions[each]] = with_findings(looked_at[each], findings, policy)
    return tuple(changed)


def _findings(documents: list[Document], policy: Policy | None) -> list[list[_Found]]:
    """Return what is found in each document; what is not told only where a comment may be about it."""
    policy = policy or default_policy()
    library = Library(
        sops=tuple(each.sop for each in documents if each.sop is not None),
        files=tuple(each.file for each in documents),
    )
    found: list[list[_Found]] = [[] for _ in documents]
    for finding, spot in run_folder(library, policy.options):
        if policy.applied((finding,)):
            elsewhere = tuple((sop, pointer, spot.spot.part) for sop, pointer in spot.elsewhere)
            found[spot.sop].append((finding, elsewhere))
        elif documents[spot.sop].silences:
            found[spot.sop].append((finding, ()))
    return found


def _in_places(documents: list[Document], found: list[list[_Found]]) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings of each document with their own places and those in other files."""
    asked: list[set[_Place]] = [set() for _ in documents]
    for _, elsewhere in (each for several in found for each in several):
        for place in elsewhere:
            asked[place[0]].add(place)
    spans: dict[_Place, Span] = {}
    own: list[tuple[Finding, ...]] = []
    for document, several, places in zip(documents, found, asked, strict=True):
        nodes = nodes_of(document) if several or places else None
        own.append(placed(nodes, document.text, (finding for finding, _ in several)) if nodes else ())
        if nodes:
            spans.update((place, span_of(nodes.root, *place[1:])) for place in places)
    for findings, several in zip(own, found, strict=True):
        yield tuple(
            replace(finding, places=(*finding.places, *_related(elsewhere, spans, documents)))
            for finding, (_, elsewhere) in zip(findings, several, strict=True)
        )


def _related(
    elsewhere: tuple[_Place, ...], spans: dict[_Place, Span], documents: list[Document]
) -> Iterator[RelatedPlace]:
    for place in elsewhere:
        if place in spans:
            yield RelatedPlace(spans[place], documents[place[0]].file)
