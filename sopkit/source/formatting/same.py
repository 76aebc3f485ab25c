"""Whether two documents say the same, whatever the order of their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.nodes import Scalar, Sequence
from sopkit.source.formatting.texts import fold
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from sopkit.nodes import Node

__all__ = ["same_values"]


def same_values(one: Node, other: Node) -> bool:
    """Return whether two nodes hold the same values; blanks within a text do not count."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return fold(one.text) == fold(other.text) and type(resolved(one)) is type(resolved(other))
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        pairs = zip(one.items, other.items, strict=False)
        return len(one.items) == len(other.items) and all(same_values(*pair) for pair in pairs)
    if isinstance(one, Scalar | Sequence) or isinstance(other, Scalar | Sequence):
        return False
    values = {entry.key.text: entry.value for entry in other.entries}
    return len(one.entries) == len(values) and all(
        entry.key.text in values and same_values(entry.value, values[entry.key.text]) for entry in one.entries
    )
