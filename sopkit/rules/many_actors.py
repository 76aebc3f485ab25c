"""Finds SOPs with more actors than a form holds well."""

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
    """Yield the first actor beyond what the office wants."""
    most = options.most_actors
    if len(sop.actors) > most:
        details = (("count", str(len(sop.actors))), ("most", str(most)), ("key_actors", "actors"))
        yield Spot(("actors", sop.actors[most].id), details, Part.KEY)
