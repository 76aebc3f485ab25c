"""What stands in the cells of a row, compared as a reader compares it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.model import Sop

__all__ = ["fold", "folded", "is_dash", "unchanged_rows"]

_DASH = re.compile(r"[\s.\-‐-―_]*[\-‐-―_][\s.\-‐-―_]*")
_DITTO = frozenset({"idem", "id.", "sda", "s.d.a", "sama dengan di atas", "sama seperti di atas", "ditto"})
"""What a form has in a cell in place of the words of the cell above."""
_FEWEST = 3


def is_dash(text: str) -> bool:
    """Whether a cell holds nothing but dashes.

    >>> is_dash("-"), is_dash(" -- "), is_dash("A-1")
    (True, True, False)
    """
    return _DASH.fullmatch(text) is not None


def fold(text: str) -> str:
    """Return a text to compare: without letter case, double spaces and the mark at its end.

    >>> fold("Draf  Surat.") == fold("draf surat")
    True
    """
    return " ".join(text.casefold().split()).rstrip(" .;,")


def folded(cell: Iterable[str]) -> frozenset[str]:
    """Return what a cell holds, to compare; dashes are nothing."""
    return frozenset(fold(item) for item in cell if not is_dash(item))


def unchanged_rows(sop: Sop) -> list[list[int]]:
    """Return the rows of steps, one after the other, whose outputs are the same: three at least.

    A decision looks at what another step has made; it neither counts nor ends such a run.
    """
    runs: list[list[int]] = []
    before: frozenset[str] = frozenset()
    for row, step in enumerate(sop.steps):
        outputs = folded(step.outputs)
        if outputs & _DITTO:
            outputs = before
        if step.is_decision and outputs == before:
            continue
        if not runs or not outputs or outputs != before:
            runs.append([])
        if not step.is_decision:
            runs[-1].append(row)
        before = outputs
    return [run for run in runs if len(run) >= _FEWEST]
