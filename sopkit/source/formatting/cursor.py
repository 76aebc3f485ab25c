"""A place in a text that only moves on, and the comments that it passes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.nodes import Place

__all__ = ["Cursor", "Note"]

_ALIAS = re.compile(r"#[^\n]*|\*([\w-]+)")
_OUTSIDE = re.compile(r"(?m)^(?:---|\.\.\.)(?=\s|$)|^%.*$|#[^\n]*")
"""What may stand above and below a document: its markers, directives and comments."""


@dataclass(slots=True)
class Note:
    """A comment, or a line outside the document such as `---`."""

    text: str
    line: int
    column: int
    own: bool
    """Whether it has its line to itself."""
    blank: bool
    """Whether the line above it is empty."""
    adjoins: bool = False
    """Whether nothing but blanks lies between it and the text before it."""

    @property
    def is_mark(self) -> bool:
        """Whether it is no comment."""
        return not self.text.startswith("#")


class Cursor:
    """Goes through a text once; lines and columns count from 1, offsets from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.notes: list[Note] = []
        """Every comment that was passed."""
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    @property
    def sign(self) -> str:
        """The letter that stands here, empty at the end."""
        return self.text[self.at : self.at + 1]

    @property
    def column(self) -> int:
        """Where in its line it is."""
        return self.at - self._starts[self.line - 1] + 1

    def offset(self, place: Place, *, end: bool = False) -> int:
        """Return where in the text a place begins or ends."""
        line, column = place[2:] if end else place[:2]
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def is_below_empty(self, line: int) -> bool:
        """Return whether the line above a line is empty."""
        return line >= 2 and not self._lines[line - 2].strip(" \t")

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def go(self, to: int) -> None:
        """Pass on to an offset; one that lies behind changes nothing."""
        self.line += self.text.count("\n", self.at, to)
        self.at = max(self.at, to)

    def gap(self, to: int) -> list[Note]:
        """Pass on to an offset with no text before it, and return the comments on the way."""
        return list(self._comments(to))

    def outside(self, to: int) -> list[Note]:
        """Pass on to where a document begins or behind it, and return all lines there."""
        begin = self.at
        notes = []
        for match in _OUTSIDE.finditer(self.text, begin, to):
            notes.append(self._note(match.start(), match.end(), begin))
            begin = -1
        self.go(to)
        return notes

    def comment(self, end: int) -> Note:
        """Return the comment that stands here, up to its end, and pass it."""
        note = self._note(self.at, end, -1)
        self.go(end)
        return note

    def _comments(self, to: int) -> Iterator[Note]:
        begin = self.at
        while (start := self.text.find("#", self.at, to)) >= 0:
            end = self.line_end(start)
            yield self._note(start, end, begin)
            self.go(end)
            begin = -1
        self.go(to)

    def _note(self, start: int, end: int, begin: int) -> Note:
        """Note a comment; `begin` is where the text before it ended, negative if something else did."""
        self.go(start)
        before = self.text[self._starts[self.line - 1] : start]
        own = not before.strip()
        note = Note(
            self.text[start:end].rstrip(),
            self.line,
            len(before) + 1,
            own,
            blank=own and self.is_below_empty(self.line),
            adjoins=begin >= 0 and not self.text[begin:start].strip(" \t"),
        )
        self.notes.append(note)
        return note

    def to_dash(self) -> list[Note]:
        """Pass on to the next dash that is in no comment, and return the comments on the way."""
        at = self.at
        while self.text[at] != "-":
            at = self.line_end(at) if self.text[at] == "#" else at + 1
        return self.gap(at)

    def past_alias(self) -> tuple[str, list[Note]]:
        """Pass the next `*name`; return the name and the comments on the way."""
        at = self.at
        while (match := _ALIAS.search(self.text, at)) is not None and match[1] is None:
            at = match.end()
        if match is None:
            return "", []
        notes = self.gap(match.start())
        self.go(match.end())
        return match[1], notes
