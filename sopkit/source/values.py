"""What is wrong with the value on a line: the characters that YAML takes for something else than text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.source.lines import Line, Repair, is_known_word, looks_like_entry, quoted, split_line, takes_list
from sopkit.source.outline import known_at

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["colon_fault", "quote_fault", "value_fault"]

_LEADING = "@*&!%`|>?,]}-"
_FLOW = {"[": "]", "{": "}"}
_PERCENT = re.compile(r"%\s*([0-9]+(?:[.,][0-9]+)?)")
_COMMENT = re.compile(r"[ \t]+#\s.*")
_CLOSED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}


def value_fault(lines: Sequence[str], number: int) -> Repair | None:
    """Return what is wrong with the value on a line, None if it could be text as it stands."""
    line = split_line(lines[number - 1])
    first = line.value[:1]
    if first in _CLOSED:
        return _quoted_value(lines, number, line)
    if first in _FLOW:
        return _flow_value(lines, number, line)
    if first == "-" and line.value == "-":
        return _put_in_quotes("bare-dash", number, line)
    if not line.key and "-" not in line.lead:
        return None
    if first and first in _LEADING and not _is_block_header(line.value):
        repair = _put_in_quotes("leading-character", number, line, first)
        percent = _PERCENT.fullmatch(line.value) if known_at("branch", line.key) == "chance" else None
        return replace(repair, written=((number, line.with_value(f"{percent[1]}%")),)) if percent else repair
    return None


def colon_fault(lines: Sequence[str], number: int) -> Repair | None:
    """Return the fault of a text with a colon and a space in it, None if the line has none."""
    line = split_line(lines[number - 1])
    if not line.key:
        return None
    is_item = "-" in line.lead and not is_known_word(line.key)
    if re.search(r":(\s|$)", line.value) and not is_item:
        return _put_in_quotes("colon-in-text", number, line)
    whole = f"{line.key}{line.colon}{line.value}"
    text = f"{line.lead}{quoted(whole)}{line.rest}"
    written = None
    if not is_item:  # A line of a text that began further up: quotes cannot begin in its middle.
        text = f"{line.lead}{whole.replace(': ', ':_').removesuffix(':')}{line.rest}"
        written = ()
    start, changes = line.key_column, ((number, text),)
    return Repair(
        "colon-in-text",
        number,
        start,
        start + len(whole),
        changes,
        (("found", whole),),
        quoted(whole),
        written=written,
    )


def quote_fault(lines: Sequence[str], first: int, last: int) -> Repair | None:
    """Return the first quote between two lines that is opened and, by what follows it, never closed."""
    for number in range(first, min(last, len(lines)) + 1):
        line = split_line(lines[number - 1])
        if line.value[:1] in _CLOSED and _is_open(lines, number, line):
            return _close_quote(number, line)
        if line.value[:1] in _FLOW:
            fault = _flow_value(lines, number, line)
            if fault is not None and fault.name == "unclosed-quote":
                return fault
    return None


def _is_block_header(value: str) -> bool:
    return re.fullmatch(r"[|>][-+0-9]{0,2}", value) is not None


def _put_in_quotes(name: str, number: int, line: Line, found: str | None = None) -> Repair:
    text = line.value
    start = line.value_column
    return Repair(
        name,
        number,
        start,
        start + len(text),
        ((number, line.with_value(quoted(text))),),
        (("found", found or text),),
        quoted(text) if name != "bare-dash" else None,
    )


def _is_open(lines: Sequence[str], number: int, line: Line) -> bool:
    """Whether the quote at the value's beginning is closed neither on its line nor by a text that goes on."""
    mark = line.value[0]
    if _CLOSED[mark].match(line.value):
        return False
    for text in lines[number:]:
        if text.strip():
            deeper = len(text) - len(text.lstrip()) > len(line.lead) - len(line.lead.lstrip())
            if not deeper or looks_like_entry(text):
                return True
            if mark in text:
                return False
    return True


def _close_quote(number: int, line: Line) -> Repair:
    start = line.value_column
    text = line.value[1:]
    comment = _COMMENT.search(text)
    said = text[: comment.start()] if comment else text
    mark = line.value[0]
    whole = quoted(said) if mark in said or (mark == '"' and "\\" in said) else f"{mark}{said}{mark}"
    return Repair(
        "unclosed-quote",
        number,
        start,
        start + len(line.value),
        ((number, line.with_value(quoted(text))),),
        (("found", line.value[0]),),
        line.value + line.value[0] if line.value[0] not in text else quoted(text),
        written=((number, line.with_value(f"{whole}{comment[0] if comment else ''}")),),
    )


def _quoted_value(lines: Sequence[str], number: int, line: Line) -> Repair | None:
    mark = line.value[0]
    match = _CLOSED[mark].match(line.value)
    if match is None:
        return _close_quote(number, line) if _is_open(lines, number, line) else None
    if match.end() < len(line.value):
        return _put_in_quotes("text-after-quote", number, line)
    if mark == '"' and "\\" in line.value:
        inner = quoted(line.value[1:-1])
        start = line.value_column
        changes = ((number, line.with_value(inner)),)
        return Repair(
            "backslash-in-quotes", number, start, start + len(line.value), changes, (("found", "\\"),), inner
        )
    return None


def _flow_value(lines: Sequence[str], number: int, line: Line) -> Repair | None:
    """A value that begins with a bracket: a list with a fault inside, or a text that only looks like one."""
    value, close = line.value, _FLOW[line.value[0]]
    if value[0] == "{" or (is_known_word(line.key) and not takes_list(line.key)):
        if close not in value and not _next_is_entry(lines, number):
            return None
        return _put_in_quotes("leading-character", number, line, value[0])
    if close in value and not value.endswith(close) and value.count('"') % 2 == 0:
        return _put_in_quotes("leading-character", number, line, value[0])
    return _item_fault(lines, number, line)


def _next_is_entry(lines: Sequence[str], number: int) -> bool:
    following = (text for text in lines[number:] if text.strip())
    text = next(following, None)
    return text is None or looks_like_entry(text)


def _item_fault(lines: Sequence[str], number: int, line: Line) -> Repair | None:
    value = line.value
    closed = value.endswith("]")
    inner = value[1:-1] if closed else value[1:]
    position = 0
    while position < len(inner):
        position += len(inner[position:]) - len(inner[position:].lstrip())
        end, name, found = _item(inner, position)
        if name:
            item = inner[position:end].rstrip()
            return _flow_repair(number, line, position + 1, item, name, found)
        position = end + 1
    if not closed and _next_is_entry(lines, number):
        start = line.value_column
        changes = ((number, line.with_value(value + "]")),)
        return Repair(
            "unclosed-bracket", number, start, start + len(value), changes, (("found", "["),), value + "]"
        )
    return None


def _item(inner: str, position: int) -> tuple[int, str, str]:
    """Return where an item of a list in brackets ends, and what is wrong with it, empty if nothing."""
    mark = inner[position : position + 1]
    comma = inner.find(",", position)
    comma = len(inner) if comma == -1 else comma
    if mark in _CLOSED:
        match = _CLOSED[mark].match(inner, position)
        if match is None:
            return len(inner), "unclosed-quote", mark
        end = inner.find(",", match.end())
        end = len(inner) if end == -1 else end
        name = "text-after-quote" if inner[match.end() : end].strip() else ""
        return end, name, inner[position:end].strip()
    item = inner[position:comma]
    if mark and mark in "@*&!%`|>?":
        return comma, "leading-character", mark
    if re.search(r":\s", item):
        return comma, "colon-in-text", item.strip()
    return comma, "", ""


def _flow_repair(number: int, line: Line, offset: int, item: str, name: str, found: str) -> Repair:
    text = item[1:] if name == "unclosed-quote" else item
    value = line.value[:offset] + quoted(text) + line.value[offset + len(item) :]
    start = line.value_column + offset
    changes = ((number, line.with_value(value)),)
    return Repair(name, number, start, start + len(item), changes, (("found", found),), quoted(text))
