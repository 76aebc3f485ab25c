"""Finds texts that are too long for their cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop, Step
    from sopkit.rules.options import Options

__all__ = ["check_by"]


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield each activity, input, output and note with more characters than the office allows."""
    for row, step in enumerate(sop.steps):
        for pointer, key, text, limit in _cells(row, step, options):
            if len(text) > limit:
                details = (
                    ("number", str(row + 1)),
                    ("key_text", key),
                    ("count", str(len(text))),
                    ("limit", str(limit)),
                )
                yield Spot(pointer, details)


def _cells(row: int, step: Step, options: Options) -> Iterator[tuple[Pointer, str, str, int]]:
    yield ("steps", row, "activity"), "activity", step.activity, options.longest_activity
    for key, items in (("inputs", step.inputs), ("outputs", step.outputs)):
        for index, item in enumerate(items):
            yield ("steps", row, key, index), key, item, options.longest_activity
    yield ("steps", row, "note"), "note", step.note or "", options.longest_note
