"""Finds versions that differ from the latest one of the history."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the version if the history knows versions and the latest of them is another.

    The latest is the one of the latest day; without days nothing is said, nor where two share the latest day.
    """
    lines = [(line.date, index) for index, line in enumerate(sop.history) if line.date and line.version]
    if not sop.version or not lines or len(lines) != len(sop.history):
        return
    latest, index = max(lines)
    known = sop.history[index].version or ""
    if [day for day, _ in lines].count(latest) == 1 and _plain(known) != _plain(sop.version):
        details = (
            ("version", sop.version),
            ("latest", known),
            ("key_version", "version"),
            ("key_history", "history"),
        )
        yield Spot(("version",), details, related=(("history", index, "version"),))


def _plain(version: str) -> str:
    """A version to compare: `Versi 01` and `1.0` are the same."""
    numbers = re.findall(r"\d+", version)
    while len(numbers) > 1 and not int(numbers[-1][:9]):
        numbers.pop()
    return ".".join(str(int(number[:9])) for number in numbers) or version.casefold().strip()
