"""A text that was read and is to be changed: its lines, its nodes, and where each entry begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sopkit.findings import Span
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.keys import TABLE, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.nodes import Node, Place

__all__ = ["Child", "Impossible", "Sheet", "TextEdit", "child_of", "children", "folded", "holds_of"]

_BLANKS = re.compile(r"[ \t\n\r]+")


class Impossible(Exception):
    """A change that cannot be made where the text is as it is; never leaves this package."""


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Other words in place of those of a span; an empty span is a place where words are added."""

    span: Span
    new: str
    """With line feeds as its line breaks."""


@dataclass(frozen=True, slots=True)
class Child:
    """An entry of a mapping or an item of a list, and whether it is one that is left out."""

    token: str | int
    key: Scalar | None
    value: Node
    left_out: bool = False

    @property
    def start(self) -> tuple[int, int]:
        """The line and column of its key, or of its value behind the dash."""
        return (self.key or self.value).place[:2]

    @property
    def end(self) -> tuple[int, int]:
        """The line and column behind its last character."""
        return max(self.value.place[2:], self.start)


@dataclass(frozen=True)
class Sheet:
    """A text with line feeds as its line breaks, and its nodes under canonical keys at their places there."""

    lines: tuple[str, ...]
    root: Mapping
    vocabulary: str
    """`en` or `id`, of the keys that are written anew."""

    def find(self, pointer: Pointer, *, left_out: bool = False) -> tuple[Child, bool]:
        """Return what a pointer leads to, and whether it stands inside brackets.

        A lone text is the first item and the title of what may stand in its place. Raises Impossible: it is
        not there, or what changes would change elsewhere too, because an alias repeats it.
        """
        child = Child("", None, self.root)
        in_flow = False
        for index, token in enumerate(pointer):
            if isinstance(child.value, Scalar) and token in (0, "title") and child.value.text.strip():
                continue
            in_flow = in_flow or self.is_flow(child.value)
            wanted = left_out and index == len(pointer) - 1
            below = child_of(child.value, token, left_out=wanted)
            if below is None or below.value.place in self._repeated_places:
                raise Impossible
            child = below
        return child, in_flow

    def is_flow(self, node: Node) -> bool:
        """Return whether a list or mapping stands in brackets. Raises Impossible behind an anchor."""
        if isinstance(node, Scalar):
            return False
        line, column = node.place[:2]
        first = self.lines[line - 1][column - 1 : column]
        if first in {"&", "!", "*"}:
            raise Impossible
        return first in {"[", "{"}

    def words(self, place: Place | Span) -> str:
        """Return the text at a place, with its line feeds."""
        span = place if isinstance(place, Span) else Span(*place)
        stretch = list(self.lines[span.line - 1 : span.end_line])
        if not stretch:
            return ""
        if len(stretch) == span.end_line - span.line + 1:
            stretch[-1] = stretch[-1][: span.end_column - 1]
        stretch[0] = stretch[0][span.column - 1 :]
        return "\n".join(stretch)

    def last_line(self, child: Child) -> int:
        """Return the number of the line that an entry ends in, without blank lines behind it."""
        line, column = child.end
        line = min(line - 1 if column == 1 and line > child.start[0] else line, len(self.lines))
        while line > child.start[0] and not self.lines[line - 1].strip():
            line -= 1
        return line

    def dash(self, holder: Sequence, item: Child) -> tuple[int, int]:
        """Return the line and column of the dash of an item of a block list."""
        column = holder.place[1]
        for line in range(item.start[0], holder.place[0] - 1, -1):
            text = self.lines[line - 1]
            if text[column - 1 : column] == "-" and not text[: column - 1].strip(" -"):
                return line, column
        raise Impossible

    @cached_property
    def dash_depth(self) -> int:
        """How much deeper than its key the dash of a list stands in this text, 2 if it has no list."""
        for key, node in _lists(self.root):
            if not self.is_flow(node):
                return max(0, node.place[1] - key.place[1])
        return 2

    @cached_property
    def _repeated_places(self) -> frozenset[Place]:
        """The places of values that an alias repeats."""
        if not any("&" in line for line in self.lines):
            return frozenset()
        counts = Counter(place for place in _places(self.root) if place[:2] != place[2:])
        return frozenset(place for place, count in counts.items() if count > 1)


def child_of(node: Node, token: str | int, *, left_out: bool = False) -> Child | None:
    """Return the entry or item of a node that a token leads to, None if it is not there."""
    if isinstance(node, Sequence):
        known = isinstance(token, int) and 0 <= token < len(node.items)
        return Child(token, None, node.items[int(token)]) if known else None
    if isinstance(node, Scalar):
        return None
    entries = node.repeated if left_out else node.entries
    same = (Child(token, each.key, each.value, left_out) for each in entries if each.key.text == token)
    return next(same, None)


def children(node: Node) -> list[Child]:
    """Return the entries or items of a node in the order of the text, those that are left out among them."""
    if isinstance(node, Scalar):
        return []
    if isinstance(node, Sequence):
        return [Child(index, None, item) for index, item in enumerate(node.items)]
    found = [Child(each.key.text, each.key, each.value) for each in node.entries]
    found += [Child(each.key.text, each.key, each.value, True) for each in node.repeated]
    return sorted(found, key=lambda child: child.start)


def folded(text: str) -> str:
    """Return a text as the model has it, with single spaces for tabs, line breaks and double spaces."""
    return _BLANKS.sub(" ", text).strip(" ")


def holds_of(pointer: Pointer) -> str:
    """Return what a value holds, as `keys.Key` says it; that of an item is that of its list."""
    key = next((index for index in range(len(pointer) - 1, -1, -1) if isinstance(pointer[index], str)), -1)
    if key < 0:
        return ""
    known = TABLE.get(place_of(pointer[:key]), {}).get(str(pointer[key]))
    return known.holds if known else ""


def _lists(node: Node) -> Iterator[tuple[Scalar, Sequence]]:
    for child in children(node):
        if child.key is not None and isinstance(child.value, Sequence):
            yield child.key, child.value
        yield from _lists(child.value)


def _places(node: Node) -> Iterator[Place]:
    yield node.place
    for child in children(node):
        yield from _places(child.value)
