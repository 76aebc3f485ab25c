"""Faults that the build of an SOP shows before YAML is asked: dashes, stray lines, keys out of place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.depths import (
    dash_among_keys,
    first_too_deep,
    glued_actor,
    inner_key_behind_key,
    uneven_entry,
    way_beside_its_key,
    way_without_key,
)
from sopkit.source.entries import dash_before_key, entry_without_dash, surplus_dash
from sopkit.source.inline import bracketed_value, dash_behind_key, key_behind_key, tag, unused_anchor
from sopkit.source.keys import suggested
from sopkit.source.lines import Repair, indentation, is_known_word, split_line, with_colon
from sopkit.source.outline import (
    following_line,
    is_open,
    known_at,
    outline,
    place_in,
    repair_of,
    sort_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.source.outline import Row

__all__ = ["surveyed"]

_BULLET = re.compile(r"(?:[–—•●○◦▪‣·*+>]+|-{2,}|\d{1,2}[.)](?=\s)|-\t)[ \t]*(?=\S)")
_TWO_DASHES = re.compile(r"-[ \t]+-[ \t]+(?=\S)|-[ ]*\t[ \t]*(?=\S)")
_GLUED = re.compile(r"-(?=[^\s\d-])")
_LISTS = frozenset({"texts", "items"})
_RULE = re.compile(r"\W+$")
_MOST = 50
"""How many faults of one file are mended here."""


def surveyed(lines: list[str]) -> Iterator[Repair]:
    """Yield what the build of the file shows to be wrong; the one who takes a repair changes the lines."""
    count = 0
    for row in outline(lines):
        for look in _LOOKS:
            repair = look(row, lines)
            if repair is not None:
                yield repair
                count += 1
                break
        if count >= _MOST:
            return


def _in_texts(row: Row) -> bool:
    return (
        sort_of(row) in _LISTS or (sort_of(row) == "performers" and place_in(row.block) == "performers")
    ) and (is_open(row))


def _bullet(row: Row, lines: list[str]) -> Repair | None:
    """Another sign, or two dashes, where one dash and a space should stand."""
    body = row.text[row.depth :]
    match = _TWO_DASHES.match(body) or _BULLET.match(body)
    if match is None:
        return None
    rest = body[match.end() :]
    line = split_line(rest)
    place = place_in(row.block)
    keyed = sort_of(row) == "list" and known_at(place, line.key) is not None
    if not keyed and not (_in_texts(row) and not (line.key and is_known_word(line.key))):
        return None
    return repair_of("missing-dash", row, f"{row.text[: row.depth]}- {rest}", line.key or line.value)


def _glued_dash(row: Row, lines: list[str]) -> Repair | None:
    """A dash in a list without the space behind it."""
    body = row.text[row.depth :]
    if row.is_item or not _GLUED.match(body) or row.dash not in {None, row.depth}:
        return None
    keyed = sort_of(row) == "list" and known_at(place_in(row.block), split_line(body[1:]).key) is not None
    if not keyed and not _in_texts(row):
        return None
    text = f"{row.text[: row.depth]}- {body[1:]}"
    start = row.depth + 1
    details = (("found", "-"), ("expected", f"- {body[1:].rstrip()}"))
    return Repair("missing-space", row.number, start, start + 1, ((row.number, text),), details)


def _text_without_dash(row: Row, lines: list[str]) -> Repair | None:
    """A text among the entries of a list, in the column of their dashes, but without one."""
    if not _in_texts(row) or row.is_item or (row.line.key and is_known_word(row.line.key)):
        return None
    column = row.depth
    if row.dash is None:
        following = following_line(lines, row.number)
        below = following is not None and "-" in following[1].lead and following[2] <= row.depth
        if following is None or not below or row.line.value[:1] in {"[", '"', "'"}:
            return None
        column = following[2]
        if column < row.block.column or known_at("step", following[1].key):
            return None
    elif row.dash != row.depth:
        return None
    body = row.text[row.depth :]
    repair = repair_of("missing-dash", row, f"{row.text[:column]}- {body}", body.rstrip())
    return replace(repair, in_doubt=True)  # It may go on with the entry above.


def _dash_too_deep(row: Row, lines: list[str]) -> Repair | None:
    """A dash deeper than those of its list, which makes one text of two; or deeper than its own keys."""
    expected = None
    if _in_texts(row) and row.is_item and row.dash is not None and row.depth > row.dash:
        expected = row.dash
    elif row.is_item and row.line.key and sort_of(row) == "list" and row.dash is None:
        following = following_line(lines, row.number)
        place = place_in(row.block)
        if (
            following is not None
            and "-" not in following[1].lead
            and following[2] == row.depth >= row.block.column + 4
            and known_at(place, row.line.key)
            and known_at(place, following[1].key)
        ):
            expected = row.depth - 2
    if expected is None:
        return None
    text = " " * expected + row.text[row.depth :]
    return repair_of("wrong-indentation", row, text, str(row.depth), str(expected))


def _value_above(row: Row, lines: list[str]) -> Repair | None:
    """A text behind the colon of a key whose list or keys begin below."""
    above, sort = row.block.row, sort_of(row)
    if above is None or not above.line.value or above.line.value[0] in "[{\"'|>&#":
        return None
    if lines[above.number - 1] != above.text:
        return None
    is_list = row.is_item and (sort == "list" or (sort in _LISTS and not is_known_word(row.line.key)))
    is_keys = sort == "ids" or (sort == "keys" and known_at(place_in(row.block), row.line.key))
    if not is_list and not (is_keys and row.line.key and not row.is_item):
        return None
    line = above.line
    text = lines[above.number - 1][: len(line.lead) + len(line.key)] + ":"
    start = line.value_column
    details = (("found", line.value), ("name", line.key))
    name = "list-expected" if is_list else "keys-expected"
    repair = Repair(name, above.number, start, start + len(line.value), ((above.number, text),), details)
    kept = ((above.number, f"{text}  # {line.value}{line.rest}"),)
    return replace(repair, written=kept, in_doubt=True)


def _key_out_of_place(row: Row, lines: list[str]) -> Repair | None:
    """A key at the very left that belongs to the lines around it."""
    if row.depth or row.is_item or not row.line.key or row.block.row is not None:
        return None
    level = _level_above(row, lines)
    if level is None:
        return None
    following = following_line(lines, row.number)
    at_top = known_at("sop", row.line.key)
    if at_top is not None and at_top not in row.before:
        return None
    ends_here = following is None or following[2] == 0
    if at_top is not None and (ends_here or not row.line.value):
        return None
    return repair_of("wrong-indentation", row, " " * level + row.text, "0", str(level))


def _key_too_deep(row: Row, lines: list[str]) -> Repair | None:
    """A key of the file itself below one that has other keys."""
    above = row.block.row
    known = known_at(place_in(row.block), row.line.key)
    if above is None or above.body or row.is_item or known or not is_open(row):
        return None
    following = following_line(lines, row.number)
    begins_list = not row.line.value and following is not None and "-" in following[1].lead
    if sort_of(row) != "keys" and not (sort_of(row) == "ids" and begins_list):
        return None
    name = known_at("sop", row.line.key) if row.line.key else None
    if name is None or name in row.top:
        return None
    return repair_of("wrong-indentation", row, row.text[row.depth :], str(row.depth), "0")


def _level_above(row: Row, lines: list[str]) -> int | None:
    """The depth that a key at the very left would have in the block that ends above it."""
    depths: list[int] = []
    key = row.line.key
    for number in range(row.number - 1, 0, -1):
        text = lines[number - 1]
        line = split_line(text)
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if indentation(text) or "-" in line.lead:
            depths.append(len(line.lead))
            continue
        if not line.key or line.value or known_at("sop", line.key) is None:
            return None
        return _level_in(known_at("sop", line.key) or "", key, depths, lines, row.number)
    return None


def _level_in(top: str, key: str, depths: list[int], lines: list[str], number: int) -> int | None:
    if top == "steps" and known_at("step", key):
        return next((depth for depth in depths if depth == max(_step_depths(depths))), None)
    if top == "approved_by" and known_at("approval", key):
        following = following_line(lines, number)
        return depths[0] if depths else following[2] if following and following[2] else 2
    if top == "actors" and known_at("sop", key) is None:
        return min(depths, default=2) if _is_actor(key, lines, number) else None
    return None


def _is_actor(key: str, lines: list[str], number: int) -> bool:
    """Whether a step further down names this key as its actor, and no list stands below it."""
    following = following_line(lines, number)
    if following is not None and "-" in following[1].lead:
        return False
    name = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    named = (line for line in map(split_line, lines[number:]) if line.key in {"pelaksana", "actor"})
    return any(name.search(line.value) for line in named)


def _step_depths(depths: list[int]) -> list[int]:
    least = min(depths, default=0)
    return [depth for depth in depths if depth <= least + 2]


def _stray(row: Row, lines: list[str]) -> Repair | None:
    """A line without key or dash that is no part of a text either."""
    if (
        row.line.key
        or row.is_item
        or row.line.value[:1] in {"[", "]", "{", "}", '"', "'", "?", "@", "`", "%"}
    ):
        return None
    sort, place = sort_of(row), place_in(row.block)
    first = re.split(r"[\s:=;\N{FULLWIDTH COLON}]", row.line.value, maxsplit=1)[0]
    if place and (known_at(place, first) or suggested(first, place, "id")):
        return None
    if row.block.row is None:
        return _stray_at_the_left(row, lines)
    following = following_line(lines, row.number)
    goes_on = following is not None and following[2] > row.block.column
    if (
        not goes_on
        or not is_open(row)
        or sort not in {"list", "keys", "ids"}
        or row.block.holds == "keys:actor"
    ):
        return None
    if sort == "ids" and not _RULE.match(row.line.value):
        word, rest = with_colon(row.line.value)
        if not rest or following is None or following[2] != row.depth:
            return _dropped(row)
        meant = f"{word}: {rest}"
        text = f"{row.line.lead}{meant}{row.line.rest}"
        return replace(repair_of("missing-colon", row, text, row.line.value, meant), in_doubt=True)
    if sort == "list" and row.dash is not None and row.depth != row.dash:
        return _dropped(row) if _RULE.match(row.line.value) else None
    return _dropped(row)


def _stray_at_the_left(row: Row, lines: list[str]) -> Repair | None:
    above = next((number for number in range(row.number - 1, 0, -1) if lines[number - 1].strip()), 0)
    value = row.line.value
    if not above or row.number < 2:
        return None
    if value in {"---", "..."} and not _goes_on(row, lines):
        return None
    line = split_line(lines[above - 1])
    if line.key and line.value and value[0].isalpha() and " " in value and line.value[0] not in "[{\"'|>":
        text = " " * (len(line.lead) + 2) + value
        repair = repair_of("missing-colon", row, text, value, "{}: {}".format(*value.split(" ", 1)))
        return replace(repair, in_doubt=True)
    if value == "---":
        return repair_of("several-documents", row, "", value)
    return _dropped(row)


def _goes_on(row: Row, lines: list[str]) -> bool:
    """Whether what follows a line of dashes belongs to the same SOP."""
    following = following_line(lines, row.number)
    if following is None or row.block.row is not None:
        return False
    name = known_at("sop", following[1].key)
    return following[2] > 0 or "-" in following[1].lead or (name is not None and name not in row.before)


def _dropped(row: Row) -> Repair:
    repair = repair_of("unreadable-yaml", row, "", row.text.strip())
    number = str(row.number)
    kept = ((row.number, f"{row.line.lead}# {row.text[row.body :]}"),)
    return replace(repair, details=(*repair.details, ("line", number), ("lines", number)), written=kept)


_LOOKS = (
    _bullet,
    _glued_dash,
    _text_without_dash,
    uneven_entry,
    _dash_too_deep,
    first_too_deep,
    glued_actor,
    way_without_key,
    way_beside_its_key,
    inner_key_behind_key,
    _value_above,
    entry_without_dash,
    surplus_dash,
    dash_among_keys,
    _key_out_of_place,
    _key_too_deep,
    dash_before_key,
    _stray,
    key_behind_key,
    dash_behind_key,
    bracketed_value,
    unused_anchor,
    tag,
)
