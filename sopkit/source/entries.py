"""Entries of steps and ways whose dash is missing, or that have one too many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.lines import Repair, indentation, split_line
from sopkit.source.outline import FAR, following_line, is_open, known_at, place_in, repair_of, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.source.outline import Row

__all__ = ["dash_before_key", "entry_without_dash", "surplus_dash"]

_NEEDED = {"step": {"activity", "actor"}, "branch": {"to"}}
"""The keys without which an entry is none."""


def entry_without_dash(row: Row, lines: list[str]) -> Repair | None:
    """An entry of steps or ways that begins with a key, but without a dash."""
    place = place_in(row.block)
    name = known_at(place, row.line.key) if row.line.key else None
    if sort_of(row) != "list" or row.is_item or not is_open(row) or name is None:
        return None
    if row.dash is not None and (row.depth != row.dash or not (name == "id" or name in row.before)):
        return None
    following = following_line(lines, row.number)
    level = row.depth
    shift: tuple[tuple[int, str], ...] = ()
    if following is not None and following[2] == row.depth and "-" not in following[1].lead:
        if row.depth - 2 > row.block.column:
            level = row.depth - 2
        else:
            shift = tuple(_shifted(lines, row))
    text = " " * level + "- " + row.text[row.depth :]
    repair = repair_of("missing-dash", row, text, row.line.key)
    return replace(repair, changes=(*repair.changes, *shift))


def _shifted(lines: list[str], row: Row) -> Iterator[tuple[int, str]]:
    """The keys of the same entry, in the column of its first one, moved behind the dash."""
    for at in range(row.number, len(lines)):
        text = lines[at]
        if not text.strip():
            continue
        line = split_line(text)
        depth = indentation(text)
        if depth < row.depth or (depth == row.depth and ("-" in line.lead or line.key == row.line.key)):
            return
        yield at + 1, f"  {text}"


def surplus_dash(row: Row, lines: list[str]) -> Repair | None:
    """A dash before a key of the entry that is not complete yet, while what follows has no dash."""
    place = place_in(row.block)
    name = known_at(place, row.line.key) if row.line.key else None
    if sort_of(row) != "list" or not row.is_item or row.depth != row.dash or name in {None, "id", "to"}:
        return None
    needed = _NEEDED.get(place)
    if needed is None or not row.before or "- -" in row.line.lead:
        return None
    mine = _keys_of_entry(row, lines, place)
    if mine & row.before or (needed <= row.before and needed <= mine) or not needed <= mine | row.before:
        return None
    text = f"{row.text[: row.depth]} {row.text[row.depth + 1 :]}"
    return repair_of("surplus-dash", row, text, row.line.key)


def dash_before_key(row: Row, lines: list[str]) -> Repair | None:
    """A dash in the column of an entry's keys, or before a key of the file itself."""
    if not row.is_item or not row.line.key or "- -" in row.line.lead:
        return None
    body = row.text[row.body :]
    if sort_of(row) == "list" and row.dash is not None and row.depth == row.dash + 2:
        name = known_at(place_in(row.block), row.line.key)
        following = following_line(lines, row.number)
        level = len(row.before) > 1 or (following is not None and following[2] == row.depth)
        if name is None or name in row.before or name == "id" or not level:
            return None
        return repair_of("surplus-dash", row, row.text[: row.depth] + body, row.line.key)
    of_file = known_at("sop", row.line.key)
    of_list = row.block.row is not None and row.block.dash in {None, 0}
    following = following_line(lines, row.number)
    if row.depth or of_file is None or of_file in row.top or of_list or following is None:
        return None
    if following[2] and (row.line.value or not row.top):
        return None
    return repair_of("surplus-dash", row, body, row.line.key)


def _keys_of_entry(row: Row, lines: list[str], place: str) -> set[str]:
    """The canonical keys of the entry that a dash begins."""
    keys = {known_at(place, row.line.key) or ""}
    for text in lines[row.number : row.number + FAR]:
        line, depth = split_line(text), indentation(text)
        if text.strip() and (depth < row.depth or (depth == row.depth and "-" in line.lead)):
            break
        if line.key and len(line.lead) == row.body:
            keys.add(known_at(place, line.key) or "")
    return keys - {""}
