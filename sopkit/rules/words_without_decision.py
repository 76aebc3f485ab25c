"""Finds conditions on steps that decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each step that has a condition or a label for going on, but no other way."""
    for row, step in enumerate(sop.steps):
        key, words = ("when", step.when) if step.when else ("label", step.label)
        if words and not step.is_decision:
            details = (
                ("number", str(row + 1)),
                ("key_words", key),
                ("words", words),
                ("key_returns", "returns"),
                ("key_branches", "branches"),
            )
            yield Spot(("steps", row, key), details)
