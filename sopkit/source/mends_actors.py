"""Actors that were written as a list of titles, as a form has them, and what they would be with their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.sheet import folded
from sopkit.source.sheet_words import as_value
from sopkit.source.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.nodes import Node
    from sopkit.source.sheet import Sheet

__all__ = ["actors_with_ids"]

_RESERVED = frozenset({"end", "selesai"})


def actors_with_ids(sheet: Sheet, node: Node) -> tuple[tuple[int, str], ...]:
    """Return the lines of a list of titles with an id before each, and those of steps that name a title.

    Nothing is returned where an item has no line of its own, or two titles would have one id.
    """
    if not isinstance(node, Sequence) or sheet.is_flow(node):
        return ()
    items = [item for item in node.items if isinstance(item, Scalar) and item.place[0] == item.place[2]]
    ids = {folded(item.text): slug(item.text) for item in items}
    named = set(ids.values())
    if len(items) != len(node.items) or len(named) != len(items) or not all(map(_is_id, named)):
        return ()
    changes = {}
    for item in items:
        line = sheet.lines[item.place[0] - 1]
        lead, dash, _ = line[: item.place[1] - 1].rpartition("-")
        if not dash or lead.strip():
            return ()
        key = as_value(ids[folded(item.text)], "", in_flow=False)
        changes[item.place[0]] = f"{lead or '  '}{key}: {line[item.place[1] - 1 :]}"
    for number, text in _references(sheet, ids):
        changes.setdefault(number, text)
    return tuple(sorted(changes.items()))


def _is_id(word: str) -> bool:
    return bool(word) and word[0].isalpha() and word not in _RESERVED


def _references(sheet: Sheet, ids: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of steps whose actor is one of the titles, with its id."""
    steps = sheet.root.get("steps")
    for step in steps.items if isinstance(steps, Sequence) else ():
        actor = step.get("actor") if isinstance(step, Mapping) else None
        if isinstance(actor, Scalar) and actor.place[0] == actor.place[2] and folded(actor.text) in ids:
            line, start, _, end = actor.place
            text = sheet.lines[line - 1]
            new = as_value(ids[folded(actor.text)], "", in_flow=False)
            yield line, f"{text[: start - 1]}{new}{text[end - 1 :]}"
