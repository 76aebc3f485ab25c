"""One line of a file that is not YAML: its parts, and how a text in it is put in quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sopkit.source.keys import TABLE

__all__ = [
    "Line",
    "Repair",
    "indentation",
    "is_known_word",
    "looks_like_entry",
    "quoted",
    "split_line",
    "takes_list",
    "with_colon",
    "without_comment",
]

LONGEST = 4000
"""Of the lines that are looked at closely, in characters."""
HARD_SPACES = "\u00a0\u2007\u202f\u3000\u2000-\u200a"
_LEAD = re.compile(rf"[ \t{HARD_SPACES}]*(?:-(?:[ \t{HARD_SPACES}]+|$))*")
_KEY = re.compile(
    rf"""("[^"]*"|'[^']*'|x-\S*?|[^\s:#"'\[\]{{}},&*!|>@`%][^:#]*?)"""
    rf"([ \t{HARD_SPACES}]*:)(?=\s|$)"
)
_FOR_COLON = re.compile(r"(\w+)[ \t]*[=;\uff1a][ \t]*(.*)")
"""A key with another sign where its colon should be, and what follows."""
_COMMENT = re.compile(r"(?<![ \t])[ \t]+#(?=\s|$).*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line in its parts: indentation and dashes, a key with its colon and space, the value, the rest."""

    lead: str
    key: str
    """The key as typed, empty if there is none."""
    colon: str
    """From behind the key to the value."""
    value: str
    rest: str
    """Blanks and a comment behind the value."""

    @property
    def value_column(self) -> int:
        """The column of the value's first character, from 1."""
        return len(self.lead) + len(self.key) + len(self.colon) + 1

    @property
    def key_column(self) -> int:
        """The column of the first character behind indentation and dashes, from 1."""
        return len(self.lead) + 1

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.lead}{self.key}{self.colon}{value}{self.rest}"


@dataclass(frozen=True, slots=True)
class Repair:
    """A fault in the text, and the lines that would stand there without it.

    Line numbers and columns count from 1; `changes` keeps the number of lines.
    """

    name: str
    line: int
    column: int
    end_column: int
    changes: tuple[tuple[int, str], ...]
    details: tuple[tuple[str, str], ...] = ()
    suggestion: str | None = None
    lost: bool = False
    """Whether the content of the changed lines is not read."""
    written: tuple[tuple[int, str], ...] | None = None
    """What a person would write in the file, where that differs from `changes`; empty for nothing.

    Line feeds in it make several lines of one.
    """
    in_doubt: bool = False
    """Whether a person should look before it is written."""


def split_line(text: str) -> Line:
    """Take a line apart; one that is longer than any line of an SOP ends with its value."""
    if len(text) > LONGEST:
        head = split_line(text[:LONGEST])
        before = len(head.lead) + len(head.key) + len(head.colon)
        return Line(head.lead, head.key, head.colon, text[before:], "")
    lead_match = _LEAD.match(text)
    lead = lead_match[0] if lead_match else ""
    body = text[len(lead) :]
    match = _KEY.match(body)
    key, colon = (match[1], match[2]) if match else ("", "")
    after = body[len(key) + len(colon) :]
    blanks = after[: len(after) - len(after.lstrip())]
    begins_comment = bool(blanks) and after[len(blanks) :].startswith("#")
    value = "" if begins_comment else without_comment(after[len(blanks) :])
    return Line(lead, key, colon + blanks, value, after[len(blanks) + len(value) :])


def without_comment(text: str) -> str:
    """Return a value without the comment and the blanks behind it."""
    for match in _COMMENT.finditer(text):
        before = text[: match.start()]
        if before.count('"') % 2 == 0:
            return before.rstrip(" \t")
    return text.rstrip(" \t")


def with_colon(text: str) -> tuple[str, str]:
    """Return the key and the value of a text whose colon is missing, or is another sign.

    >>> with_colon("waktu = 2 jam")
    ('waktu', '2 jam')
    """
    word, _, rest = text.partition(" ")
    match = _FOR_COLON.match(text)
    if match is not None and (match[1] == word or is_known_word(match[1])):
        word, rest = match.groups()
    return word, rest.strip()


def quoted(text: str) -> str:
    """Return a text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def indentation(text: str) -> int:
    """Return the number of spaces that a line begins with."""
    return len(text) - len(text.lstrip(" "))


@cache
def _known_words() -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for keys in TABLE.values():
        for name, key in keys.items():
            known.setdefault(name, set()).add(key.holds)
            known.setdefault(key.indonesian, set()).add(key.holds)
    return known


def is_known_word(word: str) -> bool:
    """Return whether a word is a key of the format, at any place and in either vocabulary."""
    return word in _known_words()


def takes_list(word: str) -> bool:
    """Return whether a list may stand behind this key."""
    sorts = {holds.partition(":")[0] for holds in _known_words().get(word, ())}
    return bool(sorts & {"texts", "items", "list", "performers", "columns"})


def looks_like_entry(text: str) -> bool:
    """Return whether a line begins an entry: a dash, or a key of the format with its colon."""
    line = split_line(text)
    return "-" in line.lead or is_known_word(line.key)
