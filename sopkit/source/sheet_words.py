"""Other words in a value or key of a text: written as its author writes, in quotes where it needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.findings import Span
from sopkit.nodes import Mapping, Scalar, Sequence, compose
from sopkit.source.canonical import value_words
from sopkit.source.lines import quoted
from sopkit.source.scalars import resolved
from sopkit.source.sheet import Impossible, TextEdit, folded, holds_of
from sopkit.source.writer import plain_or_quoted

if TYPE_CHECKING:
    from sopkit.findings import RenameKey, Reword
    from sopkit.source.sheet import Child, Sheet

__all__ = ["as_key", "as_value", "own_word", "renamed", "reworded"]


def reworded(sheet: Sheet, change: Reword) -> TextEdit:
    """Return the edit that writes other words in a value. Raises Impossible."""
    child, in_flow = sheet.find(change.pointer)
    holds = holds_of(change.pointer)
    if not isinstance(child.value, Scalar):
        if change.old or not sheet.is_flow(child.value):
            raise Impossible
        return TextEdit(Span(*child.value.place), as_value(change.new, holds, in_flow=in_flow))
    span = _span(sheet, child)
    source = sheet.words(span)
    text = folded(child.value.text)
    if not change.old:
        new = own_word(sheet, change.new, holds)
        return TextEdit(span, _anew(source, new, holds, child.value, in_flow=in_flow))
    if change.old not in text:
        raise Impossible
    wanted = folded(text.replace(change.old, change.new, 1))
    within = _within(source, change.old, change.new)
    if within is not None and _read(within, in_flow=in_flow) == wanted:
        return TextEdit(span, within)
    return TextEdit(span, _anew(source, wanted, holds, child.value, in_flow=in_flow))


def renamed(sheet: Sheet, change: RenameKey, spelled: str) -> TextEdit:
    """Return the edit that gives an entry another key. Raises Impossible."""
    child, in_flow = sheet.find(change.pointer)
    if child.key is None:
        raise Impossible
    source = sheet.words(child.key.place)
    if source[:1] in {"&", "!", "*", "?"} or "\n" in source:
        raise Impossible
    return TextEdit(Span(*child.key.place), as_key(spelled, in_flow=in_flow))


def own_word(sheet: Sheet, word: str, holds: str) -> str:
    """Return a word of the format, such as `end`, in the vocabulary of the file; any other as it is."""
    return value_words(holds).get(word, word) if sheet.vocabulary == "id" else word


def as_key(word: str, *, in_flow: bool) -> str:
    """Return a key as it is written, in quotes where it needs them."""
    composed = compose(f"{{{word}: 1}}" if in_flow else f"{word}: 1")
    root = composed.root
    plain = isinstance(root, Mapping) and not composed.faults and not composed.broken
    if plain and isinstance(root, Mapping) and len(root.entries) == 1 and root.entries[0].key.text == word:
        return word
    return plain_or_quoted(word) if plain_or_quoted(word) != word else quoted(word)


def as_value(text: str, holds: str, *, in_flow: bool) -> str:
    """Return a text as it is written on one line, in quotes where it needs them."""
    if not text:
        return "''" if in_flow else ""
    if _read(text, in_flow=in_flow) == text and not _is_something_else(text, holds):
        return text
    written = plain_or_quoted(text)
    return written if written != text else quoted(text)


def _is_something_else(text: str, holds: str) -> bool:
    """Whether a text without quotes would be nothing, or a number where only a word is allowed."""
    value = resolved(Scalar(text, (1, 1, 1, 1)))
    return value is None or (holds in {"id", "status", "language"} and not isinstance(value, str))


def _span(sheet: Sheet, child: Child) -> Span:
    """Return where a value is written, without the line break behind a block text."""
    span = Span(*child.value.place)
    if span.end_column > 1 or span.end_line == span.line:
        return span
    last = sheet.last_line(child)
    return Span(span.line, span.column, last, len(sheet.lines[last - 1]) + 1)


def _anew(source: str, text: str, holds: str, node: Scalar, *, in_flow: bool) -> str:
    """Return the source of a value that is written as a whole, in the quotes that it had."""
    if source[:1] in {"&", "!", "*"} or (source[:1] in {"|", ">"} and "#" in source.partition("\n")[0]):
        raise Impossible
    if not source and not in_flow:
        return f" {as_value(text, holds, in_flow=False)}".rstrip()
    if node.plain or source[:1] in {"|", ">"} or not text.isprintable():
        return as_value(text, holds, in_flow=in_flow)
    if holds in {"limit", "chance", "flag", "version"}:
        return as_value(text, holds, in_flow=in_flow)
    return f'"{text}"' if source[0] == '"' and not set('"\\') & set(text) else quoted(text)


def _within(source: str, old: str, new: str) -> str | None:
    """Return the source of a value with some of its words replaced, None if they are not written so."""
    style = source[:1]
    if style == "'":
        old, new = old.replace("'", "''"), new.replace("'", "''")
    elif style == '"':
        if set('"\\') & set(old) or not new.isprintable():
            return None
        new = new.replace("\\", "\\\\").replace('"', '\\"')
    pattern = r"\s+".join(re.escape(word) for word in old.split(" "))
    start = len(source.partition("\n")[0]) if style in {"|", ">"} else style in {"'", '"'}
    found = re.compile(pattern).search(source, start)
    if found is None:
        return None
    return source[: found.start()] + new + source[found.end() :]


def _read(source: str, *, in_flow: bool) -> str | None:
    """Return the text that is read where a source is written as a value, None if it is no text alone."""
    composed = compose(f"k: [{source}]" if in_flow else f"k: {source}")
    root = composed.root
    if composed.broken or composed.faults or not isinstance(root, Mapping) or len(root.entries) != 1:
        return None
    value = root.entries[0].value
    if in_flow and isinstance(value, Sequence) and len(value.items) == 1:
        value = value.items[0]
    return folded(value.text) if isinstance(value, Scalar) else None
