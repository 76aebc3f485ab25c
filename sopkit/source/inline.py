"""Values that hold more than one: keys on one line, and lists in brackets that are none for YAML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.keys import TABLE
from sopkit.source.lines import Repair, quoted, split_line
from sopkit.source.outline import FAR, following_line, known_at, place_in

if TYPE_CHECKING:
    from sopkit.source.outline import Row

__all__ = ["bracketed_value", "dash_behind_key", "key_behind_key", "tag", "unused_anchor"]

_SECOND = re.compile(r"(?:[;,]?\s+|[;,])([A-Za-z_]+):(?=\s|$)")
_MANNER = re.compile(r"(\{?)\s*([a-z_]+):\s*(\[[^\[\]]*\]|[^\s\[\]{}].*?)\s*(\}?)$")
_BRACED = re.compile(r"\{([^:{}\[\]]+)\}$")
_CLOSED_TWICE = re.compile(r"(\[[^\[\]\"']*\])\]+$")
_LONG = 2000
"""How many lines a file may have for its anchors to be looked for."""
_ANCHOR = re.compile(r"&([\w-]+)(?![\w-]|\s+[\[{*\"'|>])")


def key_behind_key(row: Row, lines: list[str]) -> Repair | None:
    """A key of the same entry behind the value of another, without a line break between them."""
    place, line = place_in(row.block), row.line
    if not line.key or known_at(place, line.key) is None or line.value[:1] in set("\"'[{|>#"):
        return None
    for match in _SECOND.finditer(line.value):
        name = known_at(place, match[1])
        if name is None or match.start() == 0 or name in row.before or _stands_below(row, lines, match[1]):
            continue
        start = line.value_column + match.start(1)
        end = line.value_column + len(line.value)
        text = line.with_value(line.value[: match.start()].rstrip(" ;,"))
        second = line.value[match.start(1) :]
        written = f"{text[: len(text) - len(line.rest)]}\n{' ' * row.body}{second}{line.rest}"
        repair = Repair("missing-line-break", row.number, start, end, ((row.number, text),))
        return replace(repair, details=(("found", second),), written=((row.number, written),))
    return None


def _stands_below(row: Row, lines: list[str], word: str) -> bool:
    """Whether the same entry has this key on a line of its own further down."""
    for text in lines[row.number : row.number + FAR]:
        line = split_line(text)
        if text.strip() and (len(line.lead) < row.body or "-" in line.lead[: row.body]):
            return False
        if line.key == word and len(line.lead) == row.body:
            return True
    return False


def dash_behind_key(row: Row, lines: list[str]) -> Repair | None:
    """The first entry of a list on the line of its key."""
    match = re.match(r"-\s+(\S.*)", row.line.value)
    if match is None or _sort(row) not in {"texts", "items"}:
        return None
    repair = _instead(row, "missing-line-break", f"[{quoted(match[1])}]", None, row.line.value)
    following = following_line(lines, row.number)
    goes_on = following is not None and "-" in following[1].lead and following[2] >= row.body
    depth = following[2] if following is not None and goes_on else row.body + 2
    item = match[1] if ": " not in match[1] else quoted(match[1])
    written = f"{row.line.lead}{row.line.key}:\n{' ' * depth}- {item}{row.line.rest}"
    return replace(repair, written=((row.number, written),))


def bracketed_value(row: Row, lines: list[str]) -> Repair | None:
    """Brackets and braces around the entries of a list, or around who does a step together."""
    value, sort = row.line.value, _sort(row)
    if sort == "performers" and (repair := _manner(row)) is not None:
        return repair
    if sort not in {"texts", "items", "performers"}:
        return None
    braced = _BRACED.match(value)
    if braced is not None:
        details = (("found", value), ("name", row.line.key))
        return _instead(row, "list-expected", f"[{braced[1]}]", f"[{braced[1]}]", value, details)
    twice = _CLOSED_TWICE.match(value)
    if twice is not None:
        return _instead(row, "unclosed-bracket", twice[1], twice[1], "]")
    if value.startswith("[") and re.search(r"\s#\S", value) and '"' not in value and "'" not in value:
        return _number_sign(row)
    return None


def _manner(row: Row) -> Repair | None:
    """`any: [a, b]` behind a key, with a brace, a space or a line break missing."""
    match = _MANNER.match(row.line.value)
    if match is None or known_at("performers", match[2]) is None:
        return None
    whole = f"{{{match[2]}: {match[3]}}}"
    value = row.line.value
    if match[1] and match[4]:
        if re.match(r"\{\s*\w+:\s", value):
            return None
        details = (("found", f"{match[2]}:"), ("expected", f"{match[2]}: "))
        return _instead(row, "missing-space", whole, whole, value, details)
    if match[1]:
        return _instead(row, "unclosed-bracket", whole, whole, "{")
    return _instead(row, "missing-line-break", whole, whole, value)


def _number_sign(row: Row) -> Repair | None:
    """A text with ` #` in a list in brackets: a comment begins there, and the bracket is never closed."""
    value = row.line.value
    before = value[: re.search(r"\s#\S", value).start()]  # type: ignore[union-attr]
    if before.count("[") <= before.count("]") or not value.endswith("]"):
        return None
    items = (item.strip() for item in value[1:-1].split(","))
    meant = "[" + ", ".join(quoted(item) if "#" in item else item for item in items) + "]"
    return _instead(row, "unclosed-bracket", meant, meant, "[")


def unused_anchor(row: Row, lines: list[str]) -> Repair | None:
    """A text that begins with `&`, where nothing refers to it with `*`."""
    match = _ANCHOR.match(row.line.value)
    if (
        match is None
        or not row.line.key
        or len(lines) > _LONG
        or any(f"*{match[1]}" in text for text in lines)
    ):
        return None
    if match.end() == len(row.line.value) and _goes_deeper(row, lines):
        return None
    text = quoted(row.line.value)
    return _instead(row, "leading-character", text, text, "&")


def tag(row: Row, lines: list[str]) -> Repair | None:
    """A text that begins with `!`, which YAML takes for the name of a type."""
    value = row.line.value
    if not (row.line.key or row.is_item) or not re.match(
        r"!(?!!)[^\s\[\]{},%]*(?:\s+[^\s\[{|>\"'&*]|$)", value
    ):
        return None
    return _instead(row, "leading-character", quoted(value), quoted(value), "!")


def _goes_deeper(row: Row, lines: list[str]) -> bool:
    following = next((text for text in lines[row.number :] if text.strip()), "")
    line = split_line(following)
    return len(following) - len(following.lstrip()) > row.body or (
        "-" in line.lead and len(following) - len(following.lstrip()) == row.body
    )


def _sort(row: Row) -> str:
    """What the key on a line itself holds."""
    place = place_in(row.block)
    name = known_at(place, row.line.key) if row.line.key else None
    return TABLE[place][name].holds.partition(":")[0] if name else ""


def _instead(
    row: Row,
    name: str,
    value: str,
    suggestion: str | None,
    found: str,
    details: tuple[tuple[str, str], ...] | None = None,
) -> Repair:
    start = row.line.value_column
    return Repair(
        name,
        row.number,
        start,
        start + len(row.line.value),
        ((row.number, row.line.with_value(value)),),
        details or (("found", found),),
        suggestion,
    )
