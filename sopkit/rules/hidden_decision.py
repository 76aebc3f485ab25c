"""Finds decisions that stand only in the words of an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.conditions import decision_words, returns_in, starts_with_condition
from sopkit.rules.wordings.tokens import activities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, Step

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity that goes on differently under a condition, while its step decides nothing.

    A return is told as `hidden-return`, a step with a condition or a label as `words-without-decision`.
    Nothing is said of a step that repeats the condition by which a decision leads to it.
    """
    deciding = {step.key for step in sop.steps if step.is_decision}
    for row, step in activities(sop):
        if step.is_decision or step.when or step.label or returns_in(step.activity):
            continue
        before = {way.source for way in flow.entering.get(step.key, ())}
        found = _words(step, is_repeated=bool(before & deciding), is_first=not before)
        if found:
            details = (("number", str(row + 1)), ("words", found), ("key_branches", "branches"))
            yield Spot(("steps", row, "activity"), details, words=found)


def _words(step: Step, *, is_repeated: bool, is_first: bool) -> str | None:
    begins = starts_with_condition(step.activity)
    if begins and is_repeated:
        return None
    return decision_words(step.activity) or (None if is_first else begins)
