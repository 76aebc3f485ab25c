"""Finds SOPs that are longer than a reader can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Part
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield the steps where there are more than an office wants in one SOP."""
    count = len(sop.steps)
    if count > options.most_steps:
        details = (("count", str(count)), ("most", str(options.most_steps)), ("key_steps", "steps"))
        yield Spot(("steps",), details, Part.KEY)
