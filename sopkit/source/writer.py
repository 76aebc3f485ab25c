"""Plain data to YAML in either vocabulary, and the translation of a file's keys in place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.canonical import canonical, inner_nodes, value_words
from sopkit.source.keys import TABLE, is_extra, spelling, words
from sopkit.source.lines import quoted
from sopkit.source.reader import read_nodes
from sopkit.source.scalars import resolved
from sopkit.source.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.nodes import Node, Place
    from sopkit.source.scalars import Value

__all__ = ["plain_or_quoted", "translate", "write_plain"]

_INDICATORS = "-?:,[]{}#&*!|>'\"%@` \N{NO-BREAK SPACE}"
_LINE_BREAK = re.compile(r"(\r\n|\r|\n)")
_ESCAPED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCHEMA = re.compile(r"(?<=sop\.)(?:id\.)?(?=schema\.json)")

Edit = tuple[int, int, int, str]
"""A line, the columns of what is replaced there, and the new text; all count from 1."""


def write_plain(data: dict[str, Value], vocabulary: str) -> str:
    """Write a document given under canonical keys as YAML, in block style, with the keys of a vocabulary.

    Reading it gives the same data; what is not plain text is put in quotes.
    """
    return "\n".join(_mapping(data, "sop", vocabulary)) + "\n"


def translate(text: str, to: str) -> str:
    """Rename the keys of a file, and the words of its values, to those of a vocabulary, `en` or `id`.

    Everything else stays as it is: comments, layout, line breaks, and what is not a key of the format. The
    comment that names the schema for editors follows; a file that has these words already is left alone.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    parts = _LINE_BREAK.split(text.removeprefix(mark))
    root = read_nodes(decode(text.encode("utf-8", "surrogatepass")).text).root
    edits: list[Edit] = []
    if isinstance(root, Mapping):
        meant = dict(_meanings(canonical(root).root))
        scalars = dict(_edits(root, "sop", to, meant))
        edits = [edit for scalar, new in scalars.items() if (edit := _edit(scalar, new, parts[::2]))]
    if not edits:
        return text
    for line, start, end, new in sorted(edits, reverse=True):
        old = parts[2 * line - 2]
        parts[2 * line - 2] = old[: start - 1] + new + old[end - 1 :]
    for index in range(0, len(parts), 2):
        if parts[index].startswith("# yaml-language-server:"):
            parts[index] = _SCHEMA.sub("id." if to == "id" else "", parts[index])
    return mark + "".join(parts)


def _meanings(node: Node) -> Iterator[tuple[Place, str]]:
    """Yield the place of every key of a document under canonical keys, and the key."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.place, entry.key.text
            yield from _meanings(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _meanings(item)


def _edits(node: Mapping, place: str, to: str, meant: dict[Place, str]) -> Iterator[tuple[Scalar, str]]:
    """Yield what changes in a mapping, with its new word.

    A misspelled key stays, what it holds is that of the key meant.
    """
    for entry in (*node.entries, *node.repeated):
        word = entry.key.text
        name = words(place, "id" if to == "en" else "en").get(word) or words(place, to).get(word)
        if name is not None:
            yield entry.key, spelling(place, name, to)
        key = TABLE[place].get(name or meant.get(entry.key.place, ""))
        holds = key.holds if key else ""
        for _, below, inner in inner_nodes(entry.value, holds):
            if isinstance(below, Mapping):
                yield from _edits(below, inner, to, meant)
        known = value_words(holds)
        for scalar in _scalars(entry.value, holds) if known else ():
            yield from _reworded(scalar, known, to)


def _scalars(node: Node, holds: str) -> Iterator[Scalar]:
    """Yield the words of a value that have two names: itself, or the columns in it."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence) and holds == "columns":
        for item in node.items:
            yield from _scalars(item, holds)
    elif isinstance(node, Mapping) and holds == "columns":
        yield from (entry.key for entry in node.entries)


def _reworded(scalar: Scalar, known: dict[str, str], to: str) -> Iterator[tuple[Scalar, str]]:
    for english, indonesian in known.items():
        if scalar.text in {english, indonesian}:
            yield scalar, indonesian if to == "id" else english
            return


def _edit(scalar: Scalar, new: str, lines: list[str]) -> Edit | None:
    """Return where the word of a scalar stands, behind an anchor, a tag or the sign of a block."""
    if scalar.text == new:
        return None
    line, column, end_line, end_column = scalar.place
    for number in range(min(end_line, len(lines)), line - 1, -1):
        start = column - 1 if number == line else 0
        end = end_column - 1 if number == end_line else len(lines[number - 1])
        at = lines[number - 1].rfind(scalar.text, start, end)
        if at >= 0:
            return number, at + 1, at + 1 + len(scalar.text), new
    escaped = _ESCAPED.search(lines[line - 1], column - 1) if line == end_line else None
    return (line, escaped.start() + 1, escaped.end() + 1, new) if escaped else None


def _mapping(data: dict[str, Value], place: str, vocabulary: str) -> Iterator[str]:
    for name, value in data.items():
        key = TABLE.get(place, {}).get(name)
        sort, _, inner = (key.holds if key else "").partition(":")
        written = plain_or_quoted(spelling(place, name, vocabulary))
        inner = "performers" if sort == "performers" else inner
        yield from _entry(f"{written}:", _worded(value, sort, vocabulary), sort, inner, vocabulary)


def _entry(head: str, value: Value, sort: str, inner: str, vocabulary: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield head
        below = _ids(value, inner, vocabulary) if sort == "ids" else _mapping(value, inner, vocabulary)
        yield from (f"  {line}" for line in below)
    elif isinstance(value, list) and value:
        yield head
        for item in value:
            yield from (f"  {line}" for line in _item(item, inner, vocabulary))
    else:
        yield f"{head} {_simple(value)}"


def _ids(data: dict[str, Value], place: str, vocabulary: str) -> Iterator[str]:
    for name, value in data.items():
        inner = "" if is_extra(name) else place
        yield from _entry(f"{plain_or_quoted(name)}:", value, "keys", inner, vocabulary)


def _item(value: Value, place: str, vocabulary: str) -> Iterator[str]:
    """The lines of one entry of a list, behind its dash."""
    if isinstance(value, dict) and value:
        lines = list(_mapping(value, place, vocabulary))
    elif isinstance(value, list) and value:
        lines = [line for item in value for line in _item(item, place, vocabulary)]
    else:
        lines = [_simple(value)]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def _worded(value: Value, sort: str, vocabulary: str) -> Value:
    """Replace the words of a value that have two names by those of the vocabulary."""
    known = value_words(sort)
    if not known or vocabulary == "en":
        return value
    if isinstance(value, str):
        return known.get(value, value)
    if isinstance(value, list):
        return [_worded(item, sort, vocabulary) for item in value]
    if isinstance(value, dict):
        return {known.get(name, name): title for name, title in value.items()}
    return value


def _simple(value: Value) -> str:
    if isinstance(value, str):
        return plain_or_quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "[]" if isinstance(value, list) else "{}" if isinstance(value, dict) else repr(value)


def plain_or_quoted(text: str) -> str:
    """Write a text, without quotes where nothing in it could be taken for something else."""
    if not all(letter.isprintable() or letter == "\N{NO-BREAK SPACE}" for letter in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    unsafe = (
        not text
        or text[0] in _INDICATORS
        or text[-1] in " :"
        or ": " in text
        or " #" in text
        or not isinstance(resolved(Scalar(text, (1, 1, 1, 1))), str)
    )
    return quoted(text) if unsafe else text


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
