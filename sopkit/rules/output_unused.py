"""Finds outputs that no other step mentions."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sopkit.model import END
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
"""Characters; the beginning of a word stands for it, so that `laporan` and `laporannya` are the same."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each output none of whose words stands in another step, where the SOP goes on.

    A word counts from four letters on.
    """
    words = [_stems((*step.inputs, step.activity, *step.outputs, step.note or "")) for step in sop.steps]
    known = Counter(stem for stems in words for stem in stems)
    for row, step in enumerate(sop.steps):
        if all(way.target == END for way in flow.leaving[step.key]):
            continue
        for index, output in enumerate(step.outputs):
            stems = _stems((output,))
            if stems and all(known[stem] == 1 for stem in stems):
                details = (("number", str(row + 1)), ("output", output), ("key_inputs", "inputs"))
                yield Spot(("steps", row, "outputs", index), details)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for text in texts for word in _WORD.findall(text))
