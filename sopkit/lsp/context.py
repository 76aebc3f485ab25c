"""Where in an SOP a writer is, told from the lines alone, so that it works while the text is half-written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.findings import Span
from sopkit.source.keys import TABLE
from sopkit.source.lines import LONGEST
from sopkit.source.outline import known_at, outline, place_in

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from sopkit.lsp.texts import At
    from sopkit.source.outline import Block, Row

__all__ = ["Context", "context_at"]

_TYPED = re.compile(r"[^\s\[\]{},\"']*$")
_IN_FLOW = re.compile(r"[\[{,]\s*([A-Za-z_]+)\s*:\s+[^\[\]{},:]*$|[\[{,]\s*([A-Za-z_]+)\s*:\s*\[[^\[\]{}]*$")
_REST = re.compile(r"[\w.-]*")
_PROBE = "x"


@dataclass(frozen=True, slots=True)
class Context:
    """What may be written at a place."""

    place: str
    """The place of the format whose keys stand here; empty if none do."""
    key: str | None
    """The canonical key whose value is written; None where a key is."""
    holds: str
    """What the value is, in the words of `keys.Key`; empty where a key is written."""
    is_item: bool
    """Whether a new item of a list may begin here, and none has."""
    present: frozenset[str]
    """The canonical keys that the same entry has already."""
    typed: str
    span: Span
    """Of what was typed, to be replaced."""
    body: int
    """How many columns behind the line's own indentation it begins: those of dashes."""
    glued: bool
    """Whether it begins right behind a colon, so that a space is missing."""
    colon: bool
    """Whether a colon follows already."""
    in_flow: bool = False
    """Whether it stands within brackets, where everything is on one line."""
    way: str = ""
    """`returns` or `branches`, in one of these."""
    step: int = 0
    """The number of the step, from 1; 0 outside the steps."""


@dataclass(slots=True)
class _Found:
    row: Row
    present: Set[str]
    step: int


def context_at(lines: Sequence[str], at: At) -> Context | None:
    """Return what may be written at a place; None within a comment or a text of several lines."""
    number, column = at
    if not 1 <= number <= len(lines):
        return None
    before, rest = lines[number - 1][: column - 1], lines[number - 1][column - 1 :]
    if len(before) > LONGEST or before.lstrip().startswith("#") or re.search(r"\s#", before):
        return None
    found = _row_at([*lines[: number - 1], _probed(before), *lines[number:]], number)
    if found is None:
        return None
    word = _REST.match(rest)
    typed = _TYPED.search(before)
    start = column - len(typed[0]) if typed else column
    end = column + (len(word[0]) if word else 0)
    after = rest[len(word[0]) if word else 0 :]
    glued = before.endswith(":")
    if glued:
        typed, start = None, column
    span = Span(number, start, number, end)
    return _context(found, before, typed[0] if typed else "", span, glued=glued, colon=after[:1] == ":")


def _probed(before: str) -> str:
    """Return a line up to the place with a word there, so that it says something."""
    body = before.strip()
    return before + (" " if body == "-" and before[-1] == "-" else "") + _PROBE * (body in {"", "-"})


def _row_at(lines: Sequence[str], number: int) -> _Found | None:
    """Return the row of a line with all the keys of its entry, those below it too."""
    found: _Found | None = None
    pending = False
    step = 0
    for row in outline(lines):
        if pending and found is not None:
            found.present, pending = found.row.block.seen, False
        if row.number <= number and row.is_item and row.block.holds == "list:step":
            step += 1
        if row.number == number:
            inside = any(block.holds == "list:step" for block in _above(row.block))
            found, pending = _Found(row, row.before, step if inside else 0), row.is_item
    if pending and found is not None:
        found.present = found.row.block.seen
    return found


def _above(block: Block | None) -> list[Block]:
    blocks: list[Block] = []
    while block is not None:
        blocks.append(block)
        block = block.row.block if block.row else None
    return blocks


def _context(
    found: _Found, before: str, typed: str, span: Span, *, glued: bool, colon: bool
) -> Context | None:
    row = found.row
    block = row.block
    value = before[row.body + len(row.line.key) + len(row.line.colon) :]
    place, key, holds, is_item = _meant(row, value)
    way = next((_key_of(each) for each in _above(block) if each.holds == "list:branch"), "")
    if key in {"returns", "branches"}:
        way = key
    if row.line.key and place == "branch" and known_at("step", row.line.key) in {"returns", "branches"}:
        way = known_at("step", row.line.key) or ""
    present = frozenset(found.present) if key is None and not is_item else frozenset()
    body = row.body - row.depth if row.is_item else 0
    in_flow = key is None and value.lstrip().startswith(("{", "["))
    return Context(
        place, key, holds, is_item, present, typed, span, body, glued, colon, in_flow, way, found.step
    )


def _key_of(block: Block) -> str:
    if block.row is None:
        return ""
    return known_at(place_in(block.row.block), block.row.line.key) or ""


def _meant(row: Row, value: str) -> tuple[str, str | None, str, bool]:
    """Return place, key, what its value holds, and whether an item may begin."""
    block, line = row.block, row.line
    place = place_in(block)
    if line.key:
        name = known_at(place, line.key)
        holds = TABLE[place][name].holds if name else ""
        return _in_flow(place, name or "", holds, value)
    if value.startswith(("{", "[")):
        return _in_flow(place, "", block.holds, value)
    sort = block.holds.partition(":")[0]
    if sort == "keys":
        return ("", "", "", False) if row.is_item else (place, None, "", False)
    if sort == "list":
        begins = not row.is_item and (row.dash is None or row.depth <= row.dash)
        return place, None, "", begins
    if sort == "performers":
        return (place, "actor", "actors", False) if row.is_item else (place, None, "", True)
    if sort == "texts" and _is_of_performers(block):
        return place, "actor", "actors", not row.is_item
    if sort in {"ids", "columns"}:
        return "", sort, sort, not row.is_item
    return "", "", sort, False


def _is_of_performers(block: Block) -> bool:
    return block.row is not None and place_in(block.row.block) == "performers"


def _in_flow(place: str, name: str, holds: str, value: str) -> tuple[str, str | None, str, bool]:
    """Return what is meant behind a key, also within brackets there."""
    sort, _, inner = holds.partition(":")
    below = inner if sort in {"list", "keys"} else sort if sort == "performers" else place if not name else ""
    match = _IN_FLOW.search(value)
    if match is not None and below in TABLE:
        word = match[1] or match[2]
        known = known_at(below, word)
        if known is not None:
            holds = TABLE[below][known].holds
            return below, known, "actors" if below == "performers" else holds, False
    if sort == "performers":
        return place, name, "actors", False
    if value.rstrip().endswith(("{", ",")) and below in TABLE and "{" in value:
        return below, None, "", False
    return place, name, holds, False
