"""What is found when the SOPs of a folder are looked at together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.document import nodes_of, with_findings
from sopkit.findings import Part, RelatedPlace
from sopkit.rules import run_folder
from sopkit.rules.library import Library
from sopkit.rules.policy import default_policy
from sopkit.source.places import span_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.document import Document
    from sopkit.findings import Finding, Pointer
    from sopkit.rules.policy import Policy
    from sopkit.rules.spot import FolderSpot
    from sopkit.source.canonical import Canonical

__all__ = ["check_folder"]


def check_folder(documents: Sequence[Document], policy: Policy | None = None) -> tuple[Document, ...]:
    """Return the documents, in their order, with what is found by looking at all of them together.

    Documents without an SOP are returned as they are, and a file that is given twice is looked at once. The
    findings stand among the others in the order of their places; their related places in other files carry
    the file. `policy` says which are told and how grave they are, as for `read`; where one is an error to it,
    the document loses its SOP. Comments silence them as they do others. Never raises; texts are read again
    only where something was found in them.
    """
    compared = {documents[each].file: each for each in reversed(range(len(documents))) if documents[each].sop}
    positions = sorted(compared.values())
    looked_at = [documents[each] for each in positions]
    changed = list(documents)
    for each, findings in enumerate(_findings(looked_at, policy)):
        if findings or looked_at[each].silences:
            changed[positions[each]] = with_findings(looked_at[each], findings, policy)
    return tuple(changed)


def _findings(documents: list[Document], policy: Policy | None) -> list[list[Finding]]:
    """Return what is found in each document; what is not told only where a comment may be about it."""
    policy = policy or default_policy()
    library = Library(
        sops=tuple(each.sop for each in documents if each.sop is not None),
        files=tuple(each.file for each in documents),
    )
    places = _Places(documents)
    found: list[list[Finding]] = [[] for _ in documents]
    for finding, spot in run_folder(library, policy.options):
        if policy.applied((finding,)):
            found[spot.sop].append(replace(finding, places=places.of(spot)))
        elif documents[spot.sop].silences:
            found[spot.sop].append(finding)
    return found


class _Places:
    """Where pointers stand in the documents; each is read again once, when it is first asked for."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = documents
        self._nodes: dict[int, Canonical | None] = {}

    def of(self, spot: FolderSpot) -> tuple[RelatedPlace, ...]:
        """Return the related places of a spot in the other files."""
        found = (self._place(sop, pointer, spot.spot.part) for sop, pointer in spot.elsewhere)
        return tuple(place for place in found if place is not None)

    def _place(self, sop: int, pointer: Pointer, part: Part) -> RelatedPlace | None:
        if sop not in self._nodes:
            self._nodes[sop] = nodes_of(self._documents[sop])
        nodes = self._nodes[sop]
        return RelatedPlace(span_of(nodes.root, pointer, part), self._documents[sop].file) if nodes else None
