"""What is found by looking at all SOPs of a folder together, from their summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules import run_folder
from sopkit.rules.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.findings import Finding
    from sopkit.rules.policy import Policy
    from sopkit.site.summary import Summary

__all__ = ["compared"]


def compared(summaries: Sequence[Summary], policies: Mapping[str, Policy]) -> dict[str, tuple[Finding, ...]]:
    """Return what is found in each SOP, by its file, as its own policy wants; without places.

    `summaries` are those of the SOPs without errors of their own, `policies` those of their files. What is
    not told is found only where a comment may be about it.
    """
    library = Library(tuple(summaries), tuple(one.file for one in summaries))
    found: dict[str, list[Finding]] = {}
    for policy in dict.fromkeys(policies[file] for file in library.files):
        for finding, spot in run_folder(library, policy.options):
            summary = summaries[spot.sop]
            if policies[summary.file] == policy and (summary.is_silencing or policy.applied((finding,))):
                found.setdefault(summary.file, []).append(finding)
    return {file: tuple(findings) for file, findings in found.items()}
