"""The lines of a file as an SOP is meant to be built, found without YAML: what stands below which key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sopkit.source.keys import TABLE, words
from sopkit.source.lines import HARD_SPACES, LONGEST, Line, Repair, indentation, looks_like_entry, split_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

__all__ = [
    "FAR",
    "Block",
    "Row",
    "following_line",
    "is_open",
    "known_at",
    "outline",
    "place_in",
    "repair_of",
    "sort_of",
]

FAR = 200
"""How many lines below an entry is looked for what else is in it."""
_BLOCK_TEXT = re.compile(r"(?:[!&]\S+ +)*[|>][-+0-9]{0,2}$")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
"""What stands before the items of a list instead of a dash, and before no key."""
_ODD_LEAD = re.compile(rf" *[\t{HARD_SPACES}]|[ -]+[{HARD_SPACES}]")
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
_ENDS = {'"': '"', "'": "'", "[": "]", "{": "}"}


@dataclass(slots=True)
class Block:
    """What stands below one key: a list, keys, or a text that goes on."""

    column: int
    """Of the key, from 0; -1 for the file as a whole."""
    holds: str
    """What the key holds, in the words of `keys.Key`; empty if the key is unknown."""
    row: Row | None = None
    dash: int | None = None
    """The column of the first dash in it."""
    seen: set[str] = field(default_factory=set)
    """The canonical keys of the entry that the last row belongs to."""


@dataclass(slots=True)
class Row:
    """A line with content, and the block that it belongs to by its depth."""

    number: int
    text: str
    line: Line
    depth: int
    block: Block
    before: Set[str] = frozenset()
    """The canonical keys that stand above it in the same entry."""
    dash: int | None = None
    """The column of the dashes above it in the same list."""
    top: Set[str] = frozenset()
    """The canonical keys of the file itself that stand above it."""

    @property
    def is_item(self) -> bool:
        """Whether the line begins with a dash."""
        return "-" in self.line.lead

    @property
    def body(self) -> int:
        """The column, from 0, behind indentation and dashes."""
        return len(self.line.lead)


def place_in(block: Block) -> str:
    """Return the place whose keys stand below a block's key, empty if it has none."""
    return _place_below(block.holds)


@cache
def _place_below(holds: str) -> str:
    sort, _, inner = holds.partition(":")
    if sort in {"keys", "list"}:
        return inner
    return sort if sort == "performers" else ""


@lru_cache(maxsize=1024)
def known_at(place: str, word: str) -> str | None:
    """Return the canonical key that a word is at a place, in either vocabulary."""
    if place not in TABLE:
        return None
    plain = word.strip().lower()
    return words(place, "id").get(plain) or words(place, "en").get(plain)


def outline(lines: Sequence[str]) -> Iterator[Row]:
    """Yield the lines that say something, each with its block; those inside a text of several lines are not.

    Nor are lines that are longer than any of an SOP, though they are seen for what follows.

    A line may be changed while its row is looked at; what follows then goes by the changed line.
    """
    blocks = [Block(-1, "keys:sop")]
    number = 0
    while number < len(lines):
        number += 1
        text = lines[number - 1]
        if _says_nothing(text):
            continue
        before = list(blocks)
        row = _row(blocks, number, text)
        if len(text) <= LONGEST:
            yield row
        if lines[number - 1] != text:
            blocks, text = before, lines[number - 1]
            if _says_nothing(text):
                continue
            row = _row(blocks, number, text)
        if row.is_item:
            row.block.seen = set()
            row.block.dash = row.depth if row.block.dash is None else row.block.dash
        if row.line.key:
            _enter(blocks, row)
        number = _skipped(lines, row)


def _says_nothing(text: str) -> bool:
    """Whether a line is empty or a comment, or if its depth or its parts cannot be told for certain."""
    body = text.lstrip()
    return not body or body.startswith("#") or _ODD_LEAD.match(text) is not None


def _row(blocks: list[Block], number: int, text: str) -> Row:
    line, depth = split_line(text), indentation(text)
    _leave(blocks, line, depth)
    block = blocks[-1]
    return Row(number, text, line, depth, block, block.seen, block.dash, blocks[0].seen)


def _leave(blocks: list[Block], line: Line, depth: int) -> None:
    """Leave the blocks that a line is not below: a list may stand in the column of its key."""
    while len(blocks) > 1:
        block = blocks[-1]
        level = block.holds.partition(":")[0] in {"texts", "items", "list", "columns"}
        level = level and ("-" in line.lead or _NUMBERED.match(line.key or line.value) is not None)
        level = level and (block.row is None or not block.row.line.value)
        if depth > block.column or (level and depth == block.column):
            return
        blocks.pop()


def _enter(blocks: list[Block], row: Row) -> None:
    block = row.block
    name = known_at(place_in(block), row.line.key)
    if name is not None:
        block.seen.add(name)
        holds = TABLE[place_in(block)][name].holds
    else:
        holds = "keys:actor" if block.holds == "ids:actor" else ""
    blocks.append(Block(row.body, holds, row))


def _skipped(lines: Sequence[str], row: Row) -> int:
    """Return how many lines are behind, when a text that goes on over several lines has been left out."""
    value, number = row.line.value, row.number
    if _BLOCK_TEXT.match(value):
        return _deeper(lines, number, row.body if row.line.key else row.depth)
    mark = value[:1]
    if mark not in _ENDS or (mark in _CLOSED and _CLOSED[mark].match(value)):
        return number
    if mark not in _CLOSED and value.count(mark) <= value.count(_ENDS[mark]):
        return number
    for at in range(number, len(lines)):
        deeper = indentation(lines[at]) > row.depth and not split_line(lines[at]).key
        if looks_like_entry(lines[at]) and not deeper:
            break
        if _ENDS[mark] in lines[at]:
            return at + 1
    return number


def _deeper(lines: Sequence[str], number: int, depth: int) -> int:
    while number < len(lines) and (not lines[number].strip() or indentation(lines[number]) > depth):
        number += 1
    return number


def following_line(lines: Sequence[str], number: int) -> tuple[int, Line, int] | None:
    """Return the next line with content: its number, parts and depth."""
    for at in range(number, len(lines)):
        body = lines[at].lstrip()
        if body and not body.startswith("#"):
            return at + 1, split_line(lines[at]), indentation(lines[at])
    return None


def sort_of(row: Row) -> str:
    """Return what the key above a line holds, in one word."""
    return row.block.holds.partition(":")[0]


def is_open(row: Row) -> bool:
    """Return whether nothing stands behind the colon of the key that the line is below."""
    above = row.block.row
    return above is not None and not above.line.value


def repair_of(name: str, row: Row, text: str, found: str, expected: str = "") -> Repair:
    """Return a repair of one line, at its first character."""
    start = row.depth + 1
    details = (("found", found), ("expected", expected)) if expected else (("found", found),)
    end = len(row.text.rstrip()) + 1
    return Repair(name, row.number, start, end, ((row.number, text),), details)
