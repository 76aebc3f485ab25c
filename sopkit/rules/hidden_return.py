"""Finds returns that stand only in the words of an activity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_SENT_BACK = re.compile(
    r"\b(jika|apabila|bila|kalau)\b.*\b(dikembalikan|mengembalikan|kembali ke(pada)?)\b"
    r"|\bif\b.*\b(returned|sent back|send back)\b",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that sends work back under a condition, while its step decides nothing.

    A step with a condition or a label is told as `words-without-decision`.
    """
    for row, step in enumerate(sop.steps):
        found = _SENT_BACK.search(step.activity)
        if found and not (step.is_decision or step.when or step.label):
            details = (("number", str(row + 1)), ("words", found.group()), ("key_returns", "returns"))
            yield Spot(("steps", row, "activity"), details)
