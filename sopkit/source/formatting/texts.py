"""How a single text is written: plain where that is safe, else in quotes, or as lines behind `|` or `>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.nodes import Scalar
from sopkit.source.lines import quoted
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from sopkit.source.formatting.parts import Value

__all__ = ["block_text", "fold", "is_word", "line_text"]

_BLANKS = re.compile(r"[ \t\n\r]+")
_INDICATORS = "-?:,[]{}#&*!|>'\"%@` \N{NO-BREAK SPACE}"
_IN_BRACKETS = re.compile(r"[,\[\]{}]")
_READ_OTHERWISE = re.compile(
    r"y|yes|n|no|on|off|=|<<|[-+]?[0-9][0-9_:.,]*|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*", re.IGNORECASE
)
"""What readers of YAML 1.1 take for no text; an author who put it in quotes meant it so.

Source: yaml.org/type, bool, float, int, merge, timestamp and value.
"""
_WORD = re.compile(r"-?[\w.][\w.+%-]*")
_HEADER = re.compile(r"[|>][+-]?")


def fold(text: str) -> str:
    """Return a text as the model keeps it: tabs, line breaks and double spaces are single spaces."""
    return _BLANKS.sub(" ", text).strip(" ")


def is_word(value: Value) -> bool:
    """Return whether a value is an id, a number or another single word, so that no comma can be in it."""
    node = value.node
    return (
        isinstance(node, Scalar)
        and not (value.anchor or value.alias or value.lines)
        and _WORD.fullmatch(node.text) is not None
        and line_text(value, folds=False) == node.text
    )


def line_text(value: Value, *, folds: bool, in_brackets: bool = False, is_date: bool = False) -> str:
    """Write a text on one line; `folds` says that its blanks may become single spaces.

    A date of the format is written as the format has it, although readers of YAML 1.1 have dates too.
    """
    node = value.node
    assert isinstance(node, Scalar)
    text = fold(node.text) if folds else node.text
    if "\n" in text or "\t" in text:
        return _escaped(text)
    if node.plain:
        unsafe = in_brackets and _IN_BRACKETS.search(text) and isinstance(resolved(node), str)
        return quoted(text) if unsafe else text
    is_safe = _is_safe(text, in_brackets=in_brackets) and (is_date or not _READ_OTHERWISE.fullmatch(text))
    return text if is_safe else quoted(text)


def _is_safe(text: str, *, in_brackets: bool) -> bool:
    """Whether a text means the same without quotes."""
    return not (
        not text
        or text[0] in _INDICATORS
        or text[-1] in " :"
        or ": " in text
        or " #" in text
        or (in_brackets and _IN_BRACKETS.search(text))
        or not isinstance(resolved(Scalar(text, (1, 1, 1, 1))), str)
    )


def _escaped(text: str) -> str:
    for plain, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escape)
    return f'"{text}"'


def block_text(value: Value, *, folds: bool) -> tuple[str, list[str]] | None:
    """Return the sign and the lines, without indentation, of a text that was written behind `|` or `>`.

    None means that it has to stand on one line: it holds nothing, or its lines cannot be kept as they are.
    """
    if not value.lines or _HEADER.fullmatch(value.lines[0]) is None:
        return None
    depth = min(
        (len(line) - len(line.lstrip(" ")) for line in value.lines[1:] if line.strip(" \t")), default=0
    )
    lines = [line[depth:] for line in value.lines[1:]]
    if folds:
        lines = [line.replace("\t", " ").rstrip(" ") for line in lines]
        while lines and not lines[0]:
            lines.pop(0)
    first = next((line for line in lines if line), " ")
    if first[0] == " ":
        return None
    if folds:
        return value.lines[0][0] + "-", lines
    return _exact(value, lines)


def _exact(value: Value, lines: list[str]) -> tuple[str, list[str]] | None:
    """The same for a text of which every blank counts."""
    node = value.node
    assert isinstance(node, Scalar)
    if any("\t" in line or line.endswith(" ") for line in lines) or node.text.endswith("\n\n"):
        return None
    return value.lines[0][0] + ("" if node.text.endswith("\n") else "-"), lines
