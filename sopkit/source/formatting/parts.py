"""A document in its parts for the layout: each value with the comments that stand at it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.formatting.cursor import Cursor, Note

if TYPE_CHECKING:
    from sopkit.nodes import Node, Place

__all__ = ["Member", "Parts", "Value", "parts_of"]

_PROPERTY = re.compile(r"\s+|#[^\n]*|&(?P<anchor>[\w-]+)|!<[^>\n]*>|![^\s,\[\]{}]*")
_FAR = 1 << 30
"""A column that no comment stands at."""


@dataclass(slots=True)
class Member:
    """An entry of a mapping or an item of a list, with the comments around it."""

    value: Value
    key: Value | None = None
    above: list[Note] = field(default_factory=list)
    """On lines of their own above it, or to be put there."""
    apart: bool = False
    """Whether an empty line parts it from the comments above it."""
    beside: list[Note] = field(default_factory=list)
    """Between the key and the value."""
    behind: list[Note] = field(default_factory=list)
    """On the line where the value ends; one at the most."""


@dataclass(slots=True)
class Value:
    """A node and how it was written."""

    node: Node
    style: str = ""
    """The sign it begins with: a bracket, a quote, `|` or `>`; empty for what has none."""
    anchor: str = ""
    alias: str = ""
    column: int = _FAR
    """Where the members of a list or mapping in block style begin, from 1."""
    members: list[Member] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Of a text behind `|` or `>`: the sign with what belongs to it, then the lines below."""
    opening: list[Note] = field(default_factory=list)
    """Behind an opening bracket; one at the most."""
    closing: list[Note] = field(default_factory=list)
    """On lines of their own behind the last member."""

    @property
    def is_block(self) -> bool:
        """Whether it is a list or mapping that is written without brackets."""
        return bool(self.members) and not self.style


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole document."""

    root: Value
    header: list[Note]
    """The comments above the first key, up to where those of the key begin."""
    apart: bool
    """Whether an empty line stands below the header."""
    notes: list[Note]
    """Every comment, in the order of the text."""


def parts_of(text: str, root: Mapping) -> Parts:
    """Return the parts of a document that was read without faults; `root` are the nodes of the text."""
    return _Walk(text).document(root)


class _Walk:
    """Goes through a text once, from each node to the next, and picks up the comments between them."""

    def __init__(self, text: str) -> None:
        self._cursor = Cursor(text)
        self._tail: list[Note] | None = None
        """Where a comment belongs that stands on the line of what was passed last."""
        self._tail_line = 0
        self._closed: list[Value] = []
        """The block lists and mappings that ended since, innermost first."""
        self._carried: list[Note] = []
        """Comments for the first member of what comes next."""

    def document(self, root: Mapping) -> Parts:
        """Return the parts of the document whose root is given."""
        cursor = self._cursor
        header = cursor.outside(cursor.offset(root.place))
        value = Value(root)
        header.extend(self._properties(value, root))
        value.anchor = ""
        apart = cursor.is_below_empty(cursor.line)
        self._collection(value, root.place)
        value.closing.extend(self._left(cursor.outside(len(cursor.text)), 0))
        cut = len(header) if apart or not value.members else _cut(header)
        above = header[cut:]
        if above:
            value.members[0].above[:0] = above
            apart = above[0].blank
        return Parts(value, header[:cut], apart, cursor.notes)

    def _left(self, notes: list[Note], column: int) -> list[Note]:
        """Return the comments that belong to what comes next, at a column; give the others to what was."""
        start = 0
        if notes and not notes[0].own and notes[0].line == self._tail_line and self._tail is not None:
            self._tail.append(notes[0])
            start = 1
        closed, self._closed = self._closed, []
        level = 0
        for index in range(start, len(notes)):
            note = notes[index]
            while level < len(closed) and closed[level].column > note.column:
                level += 1
            if level == len(closed) or note.column <= column or note.is_mark:
                return notes[index:]
            while level + 1 < len(closed) and closed[level + 1].column == closed[level].column:
                level += 1
            closed[level].closing.append(note)
        return []

    def _ended(self, tail: list[Note] | None) -> None:
        """Note what a comment on this line would belong to."""
        self._tail, self._tail_line = tail, self._cursor.line

    def _collection(self, value: Value, place: Place, *, within: bool = False) -> None:
        """Take in a list or mapping that begins here, behind its anchor; `within` brackets or not."""
        cursor = self._cursor
        in_brackets = self._opens_brackets(value.node)
        if in_brackets:
            value.style = cursor.sign
            cursor.go(cursor.at + 1)
            self._ended(value.opening)
        elif within:
            value.style = "{"
        else:
            value.column = cursor.column
        self._members(value, value.node, within=within or in_brackets)
        if in_brackets:
            end = cursor.offset(place, end=True)
            value.closing.extend(self._left(cursor.gap(end - 1), _FAR))
            cursor.go(end)
        elif not within:
            self._closed.append(value)

    def _opens_brackets(self, node: Node) -> bool:
        return self._cursor.sign == ("[" if isinstance(node, Sequence) else "{")

    def _members(self, value: Value, node: Node, *, within: bool) -> None:
        if isinstance(node, Mapping):
            for entry in node.entries:
                value.members.append(self._entry(entry.key, entry.value, value.column, within=within))
        elif isinstance(node, Sequence):
            for item in node.items:
                value.members.append(self._item(item, value.column, within=within))

    def _entry(self, key: Scalar, node: Node, column: int, *, within: bool) -> Member:
        cursor = self._cursor
        above = self._taken_over()
        written = Value(key)
        start = cursor.offset(key.place)
        if start < cursor.at:
            written.alias, notes = cursor.past_alias()
            line = cursor.line
        else:
            notes, line = cursor.gap(start), cursor.line
            notes += self._properties(written, key)
            written.style = self._quote(key)
            cursor.go(cursor.offset(key.place, end=True))
        above += self._left(notes, column)
        member = Member(Value(node), written, above, apart=bool(above) and cursor.is_below_empty(line))
        self._ended(member.beside)
        member.value = self._value(node, member, within=within)
        return member

    def _item(self, node: Node, column: int, *, within: bool) -> Member:
        cursor = self._cursor
        member = Member(Value(node), None, self._taken_over())
        if not within:
            member.above += self._left(cursor.to_dash(), column)
            member.apart = bool(member.above) and cursor.is_below_empty(cursor.line)
            cursor.go(cursor.at + 1)
            self._ended(member.beside)
        elif (start := cursor.offset(node.place)) >= cursor.at:
            member.above += self._left(cursor.gap(start), column)
        member.value = self._value(node, member, within=within)
        return member

    def _taken_over(self) -> list[Note]:
        taken, self._carried = self._carried, []
        return taken

    def _value(self, node: Node, member: Member, *, within: bool) -> Value:
        cursor = self._cursor
        value = Value(node)
        start, end = cursor.offset(node.place), cursor.offset(node.place, end=True)
        if start < cursor.at:
            value.alias, notes = cursor.past_alias()
            member.beside += self._left(notes, _FAR)
        elif start == end and isinstance(node, Scalar) and "#" in cursor.text[cursor.at : start]:
            pass  # nothing, marked by the parser behind the comments that follow it
        elif isinstance(node, Scalar):
            member.beside += cursor.gap(start) + self._properties(value, node)
            if self._quote(node) in {"|", ">"}:
                self._block_text(value, end, member)
                return value
            value.style = self._quote(node)
            cursor.go(end)
        else:
            notes = cursor.gap(start) + self._properties(value, node)
            self._before_collection(notes, value, member, within=within)
            self._collection(value, node.place, within=within)
            if not value.style:
                return value
        self._ended(member.behind)
        return value

    def _before_collection(self, notes: list[Note], value: Value, member: Member, *, within: bool) -> None:
        """Give comments between a key or dash and what it holds to the entry, or to the first in it."""
        if within or self._opens_brackets(value.node):
            member.beside += notes
            return
        if notes and not notes[0].own and notes[0].line == self._tail_line:
            on_the_dash = member.key is None and not value.anchor
            (member.above if on_the_dash else member.beside).append(notes[0])
            notes = notes[1:]
        self._carried += notes

    def _block_text(self, value: Value, end: int, member: Member) -> None:
        """Take in a text behind `|` or `>`; the line of the sign may end with a comment."""
        cursor = self._cursor
        value.style = cursor.sign
        first_end = cursor.line_end(cursor.at)
        sign = cursor.text[cursor.at : first_end].partition("#")[0].rstrip()
        member.behind += cursor.gap(first_end)
        body = cursor.text[first_end:end].rstrip(" \t\n")
        value.lines = [sign, *body.split("\n")[1:]]
        cursor.go(first_end + len(body))
        self._ended(None)

    def _quote(self, node: Scalar) -> str:
        """Return the quote or sign that a text begins with here; empty for a plain one."""
        sign = self._cursor.sign
        return sign if not node.plain and sign in {"'", '"', "|", ">"} else ""

    def _properties(self, value: Value, node: Node) -> list[Note]:
        """Pass over the anchor and tag of a node that begins here, and return the comments behind them."""
        cursor = self._cursor
        notes: list[Note] = []
        if cursor.sign not in {"&", "!"} or _begins_with_key(node):
            return notes
        end = cursor.offset(node.place, end=True) if isinstance(node, Scalar) else len(cursor.text)
        while cursor.at < end and (match := _PROPERTY.match(cursor.text, cursor.at, end)):
            value.anchor = match["anchor"] or value.anchor
            if match[0].startswith("#"):
                notes.append(cursor.comment(match.end()))
            cursor.go(match.end())
            if match[0][0] in "&!":
                self._tail_line = cursor.line
        return notes


def _begins_with_key(node: Node) -> bool:
    """Whether what stands at the beginning of a mapping belongs to its first key."""
    return (
        isinstance(node, Mapping) and bool(node.entries) and node.entries[0].key.place[:2] == node.place[:2]
    )


def _cut(header: list[Note]) -> int:
    """Where in the comments above the first key those begin that belong to it: below the last empty line.

    Without an empty line all of it is the header's, save comments that silence findings of that key.
    """
    start = next((index for index in range(len(header), 0, -1) if header[index - 1].is_mark), 0)
    for index in range(len(header) - 1, start, -1):
        if header[index].blank:
            return index
    cut = len(header)
    while cut > start and _silences(header[cut - 1]):
        cut -= 1
    return cut


def _silences(note: Note) -> bool:
    """Whether a comment silences findings of what stands below it, not of the whole file."""
    return re.match(r"#\s*sopkit:\s*(?:ignore|abaikan)\b(?!-)", note.text, re.IGNORECASE) is not None
