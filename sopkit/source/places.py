"""Pointers to places in the file, and places to pointers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Part, Span
from sopkit.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from sopkit.findings import Pointer
    from sopkit.nodes import Node, Place

__all__ = ["pointer_at", "span_of", "span_of_words"]


def span_of(root: Node, pointer: Pointer, part: Part) -> Span:
    """Return where a key or value stands; what is missing stands at the key of the nearest that holds it.

    A lone text where a list or an actor's keys may stand is its first item and its title.
    """
    node, key = root, None
    for token in pointer:
        if isinstance(node, Scalar) and token in (0, "title") and not _is_empty(node):
            continue
        below = _step(node, token)
        if below is None:
            return Span(*_head(node, key))
        key, node = below
    if part is Part.KEY or _is_empty(node):
        return Span(*_head(node, key))
    return Span(*node.place)


def span_of_words(lines: list[str], span: Span, words: str) -> Span:
    """Return where words of a value stand within its place; all of the place where they are not as written.

    The spaces of the words stand for any spaces and line breaks.
    """
    stretch = lines[span.line - 1 : span.end_line]
    if not stretch or not words.strip():
        return span
    stretch[-1] = stretch[-1][: span.end_column - 1]
    text = "\n".join(stretch)
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = pattern.search(text, span.column - 1)
    if found is None:
        return span
    line, column = _line_and_column(text, found.start())
    end_line, end_column = _line_and_column(text, found.end())
    return Span(span.line + line, column, span.line + end_line, end_column)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return how many lines below the first an offset lies, and its column from 1."""
    before = text[:offset]
    return before.count("\n"), offset - before.rfind("\n")


def pointer_at(root: Node, line: int, column: int) -> Pointer:
    """Return the pointer of the innermost value at a line and column, or of the one whose key is there."""
    pointer: Pointer = ()
    node = root
    while True:
        for token, key, below in _parts(node):
            start = key.place if key is not None else below.place
            if start[:2] <= (line, column) < max(start[2:], below.place[2:]):
                pointer, node = (*pointer, token), below
                break
        else:
            return pointer


def _step(node: Node, token: str | int) -> tuple[Scalar | None, Node] | None:
    if isinstance(node, Mapping):
        return next(((entry.key, entry.value) for entry in node.entries if entry.key.text == token), None)
    if isinstance(node, Sequence) and isinstance(token, int) and token < len(node.items):
        return None, node.items[token]
    return None


def _parts(node: Node) -> list[tuple[str | int, Scalar | None, Node]]:
    if isinstance(node, Mapping):
        return [(entry.key.text, entry.key, entry.value) for entry in node.entries]
    if isinstance(node, Sequence):
        return [(index, None, item) for index, item in enumerate(node.items)]
    return []


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.place[:2] == node.place[2:]


def _head(node: Node, key: Scalar | None) -> Place:
    """The key of a value; without one, the first key in it, or the value itself."""
    if key is not None:
        return key.place
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.place
    return node.place
