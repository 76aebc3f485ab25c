"""The table of contents of an SOP: identity, actors, steps with their ways; and what can be folded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sopkit.findings import Part, Span
from sopkit.lang import text
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.keys import is_extra
from sopkit.source.places import span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.lsp.view import View
    from sopkit.nodes import Node

__all__ = ["Symbol", "SymbolKind", "folds", "symbols"]

_MOST = 80
"""Characters of an activity that are shown."""
_TOP = ("actors", "steps")
_WAYS = ("returns", "branches")


class SymbolKind(StrEnum):
    """What an editor shows beside a symbol."""

    PART = "part"
    TEXT = "text"
    ACTOR = "actor"
    STEP = "step"
    DECISION = "decision"
    WAY = "way"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of an SOP."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    head: Span
    """What is selected when one goes there; it lies within the span."""
    children: tuple[Symbol, ...] = ()


def symbols(view: View, language: str) -> tuple[Symbol, ...]:
    """Return the parts of an SOP in the order of the text."""
    found = []
    for entry in view.root.entries:
        name = entry.key.text
        if is_extra(name):
            continue
        title = text(f"schema.sop.{name}.title", language)
        head = Span(*entry.key.place)
        span = _around(head, entry.value)
        children: tuple[Symbol, ...] = ()
        if name == "actors" and isinstance(entry.value, Mapping):
            children = tuple(_actors(view, entry.value))
        elif name == "steps" and isinstance(entry.value, Sequence):
            children = tuple(_steps(view, entry.value, language))
        kind = SymbolKind.PART if name in _TOP else SymbolKind.TEXT
        found.append(Symbol(title, _short(entry.value), kind, span, head, children))
    return tuple(found)


def _around(head: Span, node: Node) -> Span:
    end = max((head.end_line, head.end_column), node.place[2:])
    return Span(head.line, head.column, *end)


def _short(node: Node) -> str:
    """Return the words of a value on one line; nothing for lists and keys."""
    if not isinstance(node, Scalar):
        return ""
    words = " ".join(node.text.split())
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"


def _actors(view: View, node: Mapping) -> Iterator[Symbol]:
    titles = {actor.id: actor.title for actor in view.sop.actors}
    for entry in node.entries:
        if entry.key.text.strip() and not is_extra(entry.key.text):
            head = Span(*entry.key.place)
            title = next((one for name, one in titles.items() if name == entry.key.text), "")
            yield Symbol(entry.key.text, title, SymbolKind.ACTOR, _around(head, entry.value), head)


def _steps(view: View, node: Sequence, language: str) -> Iterator[Symbol]:
    for place, row in zip(view.names.steps, node.items, strict=True):
        activity = row.get("activity") if isinstance(row, Mapping) else None
        told = _short(activity) if activity is not None else ""
        ways = tuple(_ways(view, row, place.number, language)) if isinstance(row, Mapping) else ()
        kind = SymbolKind.DECISION if ways else SymbolKind.STEP
        name = f"{place.number}. {told}".strip()
        yield Symbol(name, place.id or "", kind, place.whole, _inside(place.head, place.whole), ways)


def _ways(view: View, row: Mapping, number: int, language: str) -> Iterator[Symbol]:
    for name in _WAYS:
        node = row.get(name)
        if not isinstance(node, Sequence):
            continue
        title = text(f"schema.step.{name}.title", language)
        for index, way in enumerate(node.items):
            to = way.get("to") if isinstance(way, Mapping) else None
            when = way.get("when") if isinstance(way, Mapping) else None
            pointer: Pointer = ("steps", number - 1, name, index)
            head = span_of(view.root, (*pointer, "to"), Part.VALUE)
            whole = Span(*way.place)
            said = f"{title}: {_short(to)}" if to is not None else title
            yield Symbol(said, _short(when) if when else "", SymbolKind.WAY, whole, _inside(head, whole))


def _inside(head: Span, whole: Span) -> Span:
    """Return a place if it lies in another one, else the beginning of that."""
    start, end = (whole.line, whole.column), (whole.end_line, whole.end_column)
    fits = start <= (head.line, head.column) and (head.end_line, head.end_column) <= end
    return head if fits else Span(*start, *start)


def folds(view: View) -> tuple[tuple[int, int], ...]:
    """Return the first and last lines, from 1, of what can be folded: top keys, steps, lists of ways."""
    found: set[tuple[int, int]] = set()
    for entry in view.root.entries:
        found.add((entry.key.place[0], entry.value.place[2]))
    for step in view.names.steps:
        found.add((step.whole.line, step.whole.end_line))
    return tuple(sorted((first, last) for first, last in found if last > first))
