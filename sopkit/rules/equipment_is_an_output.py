"""Finds equipment that the steps themselves produce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of, plain_item, shortened
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_KEPT = ("formulir", "form", "blangko", "buku", "kartu", "register", "agenda", "lembar", "aplikasi", "data")
"""What is needed empty and comes out filled in, or is needed and kept up."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each item of equipment that is an output of a step, and no input of a step before it."""
    made: dict[str, tuple[int, int]] = {}
    given: set[str] = set()
    for row, step in enumerate(sop.steps):
        given |= {plain_item(text) for text in step.inputs} - made.keys()
        for place, text in enumerate(step.outputs):
            if plain_item(text) not in given:
                made.setdefault(plain_item(text), (row, place))
    for index, item in items_of(sop, "equipment"):
        plain = plain_item(item)
        if plain in made and not plain.startswith(_KEPT):
            row, place = made[plain]
            details = (("item", shortened(item)), ("step", str(row + 1)), ("key_equipment", "equipment"))
            yield Spot(("equipment", index), details, related=(("steps", row, "outputs", place),))
