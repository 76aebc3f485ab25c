"""A text as an editor keeps it: its lines, its changes, and what the editor counts as one character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from sopkit.findings import Span

__all__ = ["At", "Change", "Encoding", "Mark", "OpenText", "characters_before", "column_after"]

At = tuple[int, int]
"""A line and a column, both from 1; columns count characters, as those of a `Span` do."""

Mark = tuple[int, int]
"""A line and a position in it as the protocol has them: both from 0, in units of the encoding agreed."""

_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line in an editor. Source: Language Server Protocol 3.17, Text Documents."""
_LONE = re.compile("[\ud800-\udfff]")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Encoding(StrEnum):
    """What the positions in a line count: bytes, pairs of bytes, or characters."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"

    def size(self, text: str) -> int:
        """Return how many units a text has.

        >>> [encoding.size("\U0001f600a") for encoding in Encoding]
        [5, 3, 2]
        """
        if self is Encoding.UTF_32 or text.isascii():
            return len(text)
        if self is Encoding.UTF_8:
            return len(text.encode("utf-8", "replace"))
        return len(text) + sum(letter > "\uffff" for letter in text)


@dataclass(frozen=True, slots=True)
class Change:
    """New words for a stretch of a text; without a stretch, for all of it."""

    words: str
    start: Mark | None = None
    end: Mark | None = None


@dataclass(frozen=True)
class OpenText:
    """One version of a text that is open in an editor. Not slotted: what is derived is kept."""

    uri: str
    version: int
    content: str
    encoding: Encoding = Encoding.UTF_16

    @classmethod
    def opened(cls, uri: str, version: int, content: str, encoding: Encoding) -> OpenText:
        """Return a text as it was handed over; halves of characters become a sign that says so."""
        return cls(uri, version, _LONE.sub("\N{REPLACEMENT CHARACTER}", content), encoding)

    def changed(self, changes: tuple[Change, ...], version: int) -> OpenText:
        """Return the text after changes, each of which counts on those before it."""
        text = self
        for change in changes:
            if change.start is None or change.end is None:
                content = change.words
            else:
                start, end = sorted((text._offset(change.start), text._offset(change.end)))
                content = text.content[:start] + change.words + text.content[end:]
            text = OpenText.opened(self.uri, version, content, self.encoding)
        return text

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their breaks, at least one."""
        return tuple(_BREAK.split(self.content))

    @cached_property
    def body(self) -> str:
        """The text without a mark of its byte order, which is none of its characters."""
        return self.content.removeprefix(_MARK)

    @cached_property
    def body_lines(self) -> tuple[str, ...]:
        """The lines without a mark of the byte order; columns of spans count in them."""
        return (self.lines[0].removeprefix(_MARK), *self.lines[1:])

    @cached_property
    def ending(self) -> str:
        """The line break that the text uses: that of its first line."""
        first = _BREAK.search(self.content)
        return first[0] if first else "\n"

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _BREAK.finditer(self.content)))

    def _offset(self, mark: Mark) -> int:
        """Return where a mark is in the text; one behind the end of a line or of the text is at that end."""
        number, units = mark
        if number < 0:
            return 0
        if number >= len(self.lines):
            return len(self.content)
        return self._starts[number] + column_after(self.lines[number], units, self.encoding) - 1

    def at(self, mark: Mark) -> At:
        """Return the place that a mark means; one outside the text is moved to its nearest place."""
        number = min(max(mark[0], 0), len(self.lines) - 1)
        units = mark[1] if number == mark[0] else (0 if mark[0] < 0 else len(self.lines[number]) * 4)
        column = column_after(self.lines[number], units, self.encoding)
        return number + 1, max(1, column - self._hidden(number))

    def mark(self, at: At) -> Mark:
        """Return the mark of a place; one outside the text is moved to its nearest place."""
        number = min(max(at[0], 1), len(self.lines)) - 1
        if number != at[0] - 1:
            return number, 0 if at[0] < 1 else self.encoding.size(self.lines[number])
        return number, characters_before(self.lines[number], at[1] + self._hidden(number), self.encoding)

    def marks(self, span: Span) -> tuple[Mark, Mark]:
        """Return the marks of both ends of a span."""
        return self.mark((span.line, span.column)), self.mark((span.end_line, span.end_column))

    def span(self, start: Mark, end: Mark) -> Span:
        """Return the span between two marks."""
        return Span(*self.at(start), *self.at(end))

    def whole(self) -> Span:
        """Return the span of all the text."""
        last = len(self.lines) - 1
        return Span(1, 1, last + 1, len(self.lines[last]) + 1 - self._hidden(last))

    def _hidden(self, number: int) -> int:
        """Return how many characters at the beginning of a line are no part of it."""
        return int(number == 0 and self.content.startswith(_MARK))


def column_after(line: str, units: int, encoding: Encoding) -> int:
    """Return the column, from 1, behind so many units of a line; within a character, that of its beginning.

    >>> column_after("\U0001f600a", 2, Encoding.UTF_16)
    2
    """
    if units <= 0:
        return 1
    if encoding is Encoding.UTF_32 or line.isascii():
        return min(units, len(line)) + 1
    used = 0
    for index, letter in enumerate(line):
        used += encoding.size(letter)
        if used > units:
            return index + 1
    return len(line) + 1


def characters_before(line: str, column: int, encoding: Encoding) -> int:
    """Return how many units of a line stand before a column from 1.

    >>> characters_before("\U0001f600a", 2, Encoding.UTF_16)
    2
    """
    return encoding.size(line[: max(column - 1, 0)])
