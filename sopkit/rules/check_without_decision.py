"""Finds checks and approvals that can only end well."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings import alternatives
from sopkit.rules.wordings.conditions import decision_words, returns_in, starts_with_condition
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that checks whether papers are complete or right, or approves, and decides nothing.

    Other work with such verbs is often no decision: reading, measuring, proof-reading. Nothing is said where
    the step before or after decides, nor where the words already tell a condition.
    """
    for row, step in activities(sop):
        if step.is_decision or step.when or step.label or _is_told_otherwise(step.activity):
            continue
        beside = sop.steps[max(0, row - 1) : row + 2]
        found = _check().search(step.activity)
        if found and not any(other.is_decision for other in beside):
            details = (
                ("number", str(row + 1)),
                ("words", found.group()),
                ("key_returns", "returns"),
                ("key_branches", "branches"),
            )
            yield Spot(("steps", row, "activity"), details, words=found.group())


def _is_told_otherwise(text: str) -> bool:
    return bool(returns_in(text) or decision_words(text) or starts_with_condition(text))


@cache
def _check() -> re.Pattern[str]:
    verbs, qualities = alternatives("checks_of_papers"), alternatives("checked_qualities")
    return re.compile(
        rf"(?<!untuk )(?<!guna )(?<!agar )\b(?:(?:{verbs})\b"
        rf"(?: (?:dan|serta|/) \w+)?(?: \w+){{0,2}}? (?:{qualities})"
        r"|menyetujui|memberi(?:kan)? persetujuan)\b(?! atau\b)",
        re.IGNORECASE,
    )
