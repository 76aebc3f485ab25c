"""Comments that silence findings: `# sopkit: ignore NAME -- reason`, and what was hardly meant otherwise."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sopkit.findings import Span
from sopkit.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.nodes import Node

__all__ = ["Silence", "SilencedName", "block_ends", "silences"]

_WORDS: Final = {"ignore": False, "abaikan": False, "ignore-file": True, "abaikan-berkas": True}
"""The words behind `# sopkit:`, each with whether it is about the whole file."""
_LIKENESS: Final = 0.7
_MAYBE: Final = re.compile(r"#[ \t]*s[a-z]{3,7}\b", re.IGNORECASE)
"""A quick look for comments that begin with a word like `sopkit`."""
_HASH: Final = re.compile(r"(?:^|(?<=[ \t]))#")
_PARTS: Final = re.compile(r"#+[ \t]*([A-Za-z]{4,8})(?![\w])[ \t]*(:?)[ \t]*([A-Za-z][\w-]*)?")
_SEPARATOR: Final = re.compile(r"(?<=[ \t])-{2,3}|(?<=[ \t])-(?=[ \t]|$)|[:–—]")
"""Two dashes with a space before them; other dashes and a colon are taken too."""
_NAME: Final = re.compile(r"[^,]+")
_LAST_LINE: Final = 1 << 31
"""Below all lines that there are."""


@dataclass(frozen=True, slots=True)
class SilencedName:
    """A name of a finding as it stands in a comment; perhaps no finding is called so."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Silence:
    """A comment that silences findings by name, those that begin on some lines."""

    span: Span
    """From the `#` to the end of the comment."""
    written: str
    """The comment as it is written."""
    names: tuple[SilencedName, ...] = ()
    """Empty if the comment names nothing, or is not written as a silence is; then it silences nothing."""
    reason: str = ""
    first: int = 0
    last: int = -1
    """The first and the last line, from 1, on which a silenced finding may begin."""
    suggestion: str | None = None
    """How a comment that cannot be read was probably meant to begin."""


def silences(text: str, root: Node) -> tuple[Silence, ...]:
    """Return the silences in a text, in their order; `root` are its nodes, for a value may hold a `#` too.

    At the end of a line a silence is about that line and the value that ends on it. On a line of its own it
    is about the next entry or item with all that belongs to it: above a step about the whole step.
    `ignore-file` is about the whole file. The time this takes grows with the length of the text, however many
    silences there are.
    """
    if _MAYBE.search(text) is None:
        return ()
    lines = text.split("\n")
    found = [
        (number, start, end, own_line)
        for number, line in enumerate(lines, 1)
        if "#" in line and _MAYBE.search(line)
        for start, end, own_line in _comments(line)
    ]
    texts = _Scalars(root, lines)
    blocks = _Blocks(lines) if any(own_line for *_, own_line in found) else None
    read: list[Silence] = []
    for number, start, end, own_line in found:
        silence = _read(lines[number - 1], number, start, end)
        if silence is None or texts.hold(number, start + 1):
            continue
        if not silence.names or silence.last > 0:
            read.append(silence)
        elif own_line and blocks is not None:
            read.append(_about(silence, *blocks.below(number)))
        else:
            read.append(_about(silence, texts.first_line(number, start + 1), number))
    return tuple(read)


def block_ends(lines: list[str]) -> tuple[int, ...]:
    """Return for each line the last line of what begins there, by its depth; lines count from 1.

    A dash at the depth of a key belongs to that key, as YAML has it. Comments and empty lines end nothing.
    """
    ends = list(range(1, len(lines) + 1))
    open_blocks: list[tuple[int, bool, int]] = []
    before = 0
    for number, line in enumerate(lines, 1):
        body = line.lstrip(" ")
        if not body.strip() or body.startswith("#"):
            continue
        depth, is_item = len(line) - len(body), body.startswith("- ") or body.rstrip() == "-"
        while open_blocks and not _holds(open_blocks[-1], depth, is_item):
            ends[open_blocks.pop()[2] - 1] = before
        open_blocks.append((depth, is_item, number))
        before = number
    for _, _, number in open_blocks:
        ends[number - 1] = before
    return tuple(ends)


def _holds(block: tuple[int, bool, int], depth: int, is_item: bool) -> bool:
    return depth > block[0] or (depth == block[0] and is_item and not block[1])


def _following(lines: list[str]) -> tuple[int, ...]:
    """Return for each line the next below it that is neither empty nor a comment; 0 if there is none."""
    following, next_line = [0] * len(lines), 0
    for number in range(len(lines), 0, -1):
        following[number - 1] = next_line
        body = lines[number - 1].lstrip(" \t")
        if body and not body.startswith("#"):
            next_line = number
    return tuple(following)


def _comments(line: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where comments in a line may begin and end, and whether nothing stands before them.

    A further `#` in a comment begins one of its own.
    """
    starts = [match.start() for match in _HASH.finditer(line)]
    own_line = bool(starts) and not line[: starts[0]].strip()
    for start, end in pairwise((*starts, len(line))):
        yield start, end, own_line


def _read(line: str, number: int, start: int, end: int) -> Silence | None:
    """Return the silence in a comment, if it is one or was meant to be; only `ignore-file` has lines yet."""
    parts = _PARTS.match(line, start, end)
    if parts is None:
        return None
    written = line[start:end].rstrip()
    span = Span(number, start + 1, number, start + 1 + len(written))
    who, colon, word = parts[1].casefold(), parts[2], (parts[3] or "").casefold().replace("_", "-")
    if who == "sopkit" and colon and word in _WORDS:
        rest_at = parts.end(3)
        names, reason = _names_and_reason(line, number, rest_at, start + len(written))
        silence = Silence(span, written, names, reason)
        return _about(silence, 1, _LAST_LINE) if names and _WORDS[word] else silence
    likely = next(iter(get_close_matches(word, _WORDS, n=1, cutoff=_LIKENESS)), None)
    suggestion = f"# sopkit: {likely}" if likely else None
    if who == "sopkit" and (colon or likely):
        return Silence(span, written, suggestion=suggestion)
    if likely and get_close_matches(who, ["sopkit"], n=1, cutoff=_LIKENESS):
        return Silence(span, written, suggestion=suggestion)
    return None


def _names_and_reason(line: str, number: int, start: int, end: int) -> tuple[tuple[SilencedName, ...], str]:
    separator = _SEPARATOR.search(line, start, end)
    names_end = separator.start() if separator else end
    names = []
    for match in _NAME.finditer(line, start, names_end):
        text = match[0].strip(" \t`'\"")
        if text:
            column = match.start() + match[0].index(text) + 1
            names.append(SilencedName(text, Span(number, column, number, column + len(text))))
    return tuple(names), line[separator.end() : end].strip() if separator else ""


def _about(silence: Silence, first: int, last: int) -> Silence:
    return replace(silence, first=first, last=last)


class _Blocks:
    """What stands below which line, and how far it goes."""

    def __init__(self, lines: list[str]) -> None:
        self._ends = block_ends(lines)
        self._following = _following(lines)

    def below(self, line: int) -> tuple[int, int]:
        """Return the first and last line of the entry or item below a line; an empty stretch if none is."""
        first = self._following[line - 1]
        return (first, self._ends[first - 1]) if first else (0, -1)


class _Scalars:
    """The places of all texts of a file, in which `#` begins no comment."""

    def __init__(self, root: Node, lines: list[str]) -> None:
        places = sorted(node.place for node in _scalars(root) if node.place[:2] < node.place[2:])
        self._starts = [place[:2] for place in places]
        self._ends = [place[2:] for place in places]
        self._lines = lines

    def first_line(self, line: int, column: int) -> int:
        """Return where the text begins that ends before a place on this line; else the line itself."""
        index = bisect_right(self._starts, (line, column)) - 1
        return self._starts[index][0] if index >= 0 and self._ends[index][0] == line else line

    def hold(self, line: int, column: int) -> bool:
        """Return whether a place lies in a text; what stands behind `|` or `>` does not."""
        index = bisect_right(self._starts, (line, column)) - 1
        if index < 0 or (line, column) >= self._ends[index]:
            return False
        start_line, start_column = self._starts[index]
        sign = self._lines[start_line - 1][start_column - 1 : start_column]
        return not (sign in ("|", ">") and start_line == line)


def _scalars(root: Node) -> Iterator[Scalar]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            for entry in (*node.entries, *node.repeated):
                waiting.extend((entry.key, entry.value))
