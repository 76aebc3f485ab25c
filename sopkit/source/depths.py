"""Entries deeper than their own keys or than their neighbours, and keys that lack a line of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.keys import TABLE, spelling, words
from sopkit.source.lines import Line, Repair, indentation, quoted, split_line
from sopkit.source.outline import FAR, following_line, is_open, known_at, place_in, repair_of, sort_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.source.outline import Row

__all__ = [
    "dash_among_keys",
    "first_too_deep",
    "glued_actor",
    "inner_key_behind_key",
    "uneven_entry",
    "way_beside_its_key",
    "way_without_key",
]

_ACTOR = re.compile(r"([A-Za-z][\w-]*):(?=[^\s:/])(.*)")
_INNER = re.compile(r"([A-Za-z_]+):\s+(\S.*)")
_PLAIN = re.compile(r"[\w%][\w% .-]*$|'[^']*'$|\"[^\"\\]*\"$")


def uneven_entry(row: Row, lines: list[str]) -> Repair | None:
    """An entry whose first key stands in another column than its own next keys do."""
    place = place_in(row.block)
    if sort_of(row) != "list" or not row.is_item or "- -" in row.line.lead or not row.line.value:
        return None
    if known_at(place, row.line.key) is None:
        return None
    columns = _columns_below(row, lines, place)
    if not columns or row.body in columns or len(set(columns)) > 1:
        return None
    expected = columns[0]
    depth = row.depth if row.dash is None else row.dash
    if depth != row.depth and abs(row.depth - depth) > 1 and known_at(place, row.line.key) != "id":
        return None  # Such a dash has one of the entry's own keys behind it.
    if not depth < expected - 1 or (expected != depth + 2 and depth == row.depth and len(columns) < 2):
        return None
    body = row.text[row.body :]
    text = f"{' ' * depth}-{' ' * (expected - depth - 1)}{body}"
    if depth != row.depth:
        return repair_of("wrong-indentation", row, text, str(row.depth), str(depth))
    repair = repair_of("wrong-indentation", row, text, str(row.body), str(expected))
    return replace(repair, suggestion=text[depth:].rstrip())


def _columns_below(row: Row, lines: Sequence[str], place: str) -> list[int]:
    """The columns of the keys that follow an entry's first one, up to the next entry."""
    columns: list[int] = []
    for text in lines[row.number : row.number + FAR]:
        line, depth = split_line(text), indentation(text)
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if "-" in line.lead or depth <= row.block.column:
            if not columns or depth < columns[0]:
                return columns
            continue
        if known_at(place, line.key) is not None and (not columns or depth <= columns[0]):
            columns.append(depth)
    return columns


def first_too_deep(row: Row, lines: list[str]) -> Repair | None:
    """The first of several keys, deeper than those that follow it in the same block."""
    sort, place = sort_of(row), place_in(row.block)
    if sort not in {"ids", "keys"} or row.is_item or not row.line.key or not is_open(row):
        return None
    above = row.block.row
    first = following_line(lines, above.number) if above is not None else None
    if first is None or first[0] != row.number:
        return None
    second, inner = _next_at_most(row.depth - 1, lines, row.number)
    if second is None or second[2] <= row.block.column or "-" in second[1].lead or not second[1].key:
        return None
    third = following_line(lines, second[0])
    if third is not None and "-" in third[1].lead and not second[1].value:
        return None  # The key of a list is no neighbour of these.
    if third is not None and third[2] == row.depth and second[1].value:
        return None
    if sort == "keys" and (known_at(place, row.line.key) is None or known_at(place, second[1].key) is None):
        return None
    text = " " * second[2] + row.text[row.depth :]
    repair = repair_of("wrong-indentation", row, text, str(row.depth), str(second[2]))
    moved = tuple((number, lines[number - 1][row.depth - second[2] :]) for number in inner)
    return replace(repair, changes=(*repair.changes, *moved))


def _next_at_most(
    depth: int, lines: Sequence[str], number: int
) -> tuple[tuple[int, Line, int] | None, list[int]]:
    """The next line that is not deeper, and the numbers of the deeper ones before it."""
    inner: list[int] = []
    while (following := following_line(lines, number)) is not None and following[2] > depth:
        number = following[0]
        inner.append(number)
    return following, inner


def glued_actor(row: Row, lines: list[str]) -> Repair | None:
    """An actor whose title follows the colon of its id without a space."""
    match = _ACTOR.match(row.line.value)
    if sort_of(row) != "ids" or row.is_item or row.line.key or not is_open(row) or match is None:
        return None
    meant = f"{match[1]}: {match[2]}"
    text = row.line.with_value(meant)
    start = row.line.value_column
    details = (("found", f"{match[1]}:"), ("expected", meant))
    return Repair(
        "missing-space", row.number, start, start + len(match[1]) + 1, ((row.number, text),), details
    )


def dash_among_keys(row: Row, lines: list[str]) -> Repair | None:
    """A dash before one of several keys, which are no list."""
    sort, place = sort_of(row), place_in(row.block)
    if sort not in {"ids", "keys"} or row.block.row is None or not row.is_item or not row.line.key:
        return None
    if not is_open(row) or (sort == "keys" and known_at(place, row.line.key) is None):
        return None
    level = _level_beside(row, lines, place)
    if level is None:
        return None
    return repair_of("surplus-dash", row, " " * level + row.text[row.body :], row.line.key)


def _level_beside(row: Row, lines: list[str], place: str) -> int | None:
    """The depth of a neighbour in the same block that has a key, but no dash."""
    above = row.block.row
    following = following_line(lines, row.number)
    near = [following[0]] if following is not None else []
    near += [at for at in range(row.number - 1, above.number if above else 0, -1) if lines[at - 1].strip()]
    for number in near[:3]:
        line, depth = split_line(lines[number - 1]), indentation(lines[number - 1])
        fits = sort_of(row) == "ids" or known_at(place, line.key) is not None
        if line.key and fits and "-" not in line.lead and depth in {row.depth, row.body}:
            return depth if depth > row.block.column else None
    return None


def way_without_key(row: Row, lines: list[str]) -> Repair | None:
    """A way that begins with the step that it leads to, without the key for it."""
    following = following_line(lines, row.number)
    value = row.line.value
    if place_in(row.block) != "branch" or not row.is_item or row.line.key or following is None:
        return None
    name = known_at("branch", following[1].key)
    if following[2] != row.body or name in {None, "to"} or not re.match(r"[\w-]+$", value):
        return None
    meant = f"{_to(row.block.row.line.key if row.block.row else '')}: {value}"
    repair = repair_of("missing-colon", row, row.line.with_value(meant), value, meant)
    start = row.body + 1
    return replace(repair, column=start, end_column=start + len(value), suggestion=meant)


def way_beside_its_key(row: Row, lines: list[str]) -> Repair | None:
    """A step behind the key of the ways, and the keys of that one way below."""
    place, value = place_in(row.block), row.line.value
    name = known_at(place, row.line.key) if row.line.key else None
    if name is None or TABLE[place][name].holds != "list:branch" or not re.match(r"[\w-]+$", value):
        return None
    meant = f"{_to(row.line.key)}: {value}"
    changes = _on_one_line(row, lines, "branch", meant, "[{", "}]")
    if changes is None:
        return None
    start = row.line.value_column
    details = (("found", value), ("name", row.line.key))
    repair = Repair("list-expected", row.number, start, start + len(value), changes, details, f"- {meant}")
    return replace(repair, written=_below_its_key(row, lines, f"- {meant}", changes[1:], "  "))


def _to(word: str) -> str:
    """The key of a way's step, in the vocabulary that the key of the ways has."""
    return spelling("branch", "to", "id" if word.lower() in words("step", "id") else "en")


def inner_key_behind_key(row: Row, lines: list[str]) -> Repair | None:
    """The first of several keys, on the line of the key that they belong to."""
    place, match = place_in(row.block), _INNER.match(row.line.value)
    name = known_at(place, row.line.key) if row.line.key else None
    if name is None or match is None:
        return None
    sort, _, inner = TABLE[place][name].holds.partition(":")
    if sort != "keys" or known_at(inner, match[1]) is None:
        return None
    meant = f"{match[1]}: {_in_flow(match[2])}"
    changes = _on_one_line(row, lines, inner, meant, "{", "}")
    if changes is None:
        return None
    start = row.line.value_column
    end = start + len(row.line.value)
    repair = Repair("missing-line-break", row.number, start, end, changes, (("found", row.line.value),))
    first = f"{match[1]}: {match[2]}"
    return replace(repair, written=_below_its_key(row, lines, first, changes[1:], ""))


def _below_its_key(
    row: Row, lines: list[str], first: str, below: tuple[tuple[int, str], ...], shift: str
) -> tuple[tuple[int, str], ...]:
    """What stands behind a key on a line of its own, and the lines that go on with it moved by a shift."""
    depth = indentation(lines[below[0][0] - 1]) if below else row.body + 2
    line = row.line
    head = f"{line.lead}{line.key}:\n{' ' * depth}{first}{line.rest}"
    return ((row.number, head), *((number, f"{shift}{lines[number - 1]}") for number, _ in below))


def _on_one_line(
    row: Row, lines: list[str], place: str, meant: str, opened: str, closed: str
) -> tuple[tuple[int, str], ...] | None:
    """The changes that put a key and those below it into brackets; None if others are among them."""
    parts = [(row.number, row.line.with_value(f"{opened}{meant}"))]
    number = row.number
    while (following := following_line(lines, number)) is not None and following[2] > row.depth:
        number, line, _ = following
        if "-" in line.lead or not line.value or known_at(place, line.key) is None:
            return None
        parts[-1] = (parts[-1][0], f"{parts[-1][1]},")
        parts.append((number, f"{line.lead}{line.key}{line.colon}{_in_flow(line.value)}"))
    parts[-1] = (parts[-1][0], f"{parts[-1][1]}{closed}")
    return tuple(parts) if len(parts) > 1 or opened == "{" else None


def _in_flow(value: str) -> str:
    return value if _PLAIN.match(value) else quoted(value)
