"""Text to nodes, whatever is wrong with it: each fault is named, mended in memory, and reading goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sopkit.findings import ChangeLines, Span
from sopkit.nodes import Broken, Composed, Entry, Mapping, Scalar, Sequence, compose
from sopkit.source.canonical import canonical
from sopkit.source.faults import fault
from sopkit.source.survey import surveyed
from sopkit.source.traps import (
    depth_in_doubt,
    hard_leads,
    lost_lines,
    may_be_moved,
    possible_repairs,
    reindentations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Finding
    from sopkit.nodes import Node, Place
    from sopkit.source.lines import Repair

__all__ = ["Reading", "read_nodes", "sound_nodes"]

MAX_ROUNDS = 50
"""How many syntax faults are looked for in one file."""
_MAX_WORK = 4_000_000
"""How many characters are parsed in all, so that a large broken file answers soon."""

_FEW_LOST = 5
"""How many lines next to one another that cannot be read are made comments of."""
_UNCLOSED = frozenset({"unclosed-quote", "unclosed-bracket"})
_HASH = re.compile(r"(?<=\S)([ \t]+)#(?=[^\s#!])")


@dataclass(frozen=True, slots=True)
class Reading:
    """The nodes of a text in the places of the file, and what is wrong with its YAML."""

    root: Node | None
    findings: tuple[Finding, ...] = ()
    lost: tuple[int, ...] = ()
    """The lines whose content could not be read at all."""


def read_nodes(text: str) -> Reading:
    """Read a text as nodes. Never raises; `root` is None where nothing of it can be read."""
    mending = _Mending(text.split("\n"))
    for repair in hard_leads(mending.lines):
        mending.make(repair)
    for repair in surveyed(mending.lines):
        mending.make(repair)
    composed = compose("\n".join(mending.lines))
    if composed.broken is not None:
        composed = mending.mend(composed)
    root = composed.root and mending.in_file(composed.root)
    faults = [
        fault(each.name, details=each.details, span=mending.span(each.place)) for each in composed.faults
    ]
    found = (*mending.findings, *mending.skipped(), *faults, *_comments(mending.original, root))
    return Reading(root, tuple(found), tuple(mending.lost))


def sound_nodes(text: str) -> Node | None:
    """Read a text again in which `read_nodes` found no fault, several times as fast; it looks for none."""
    return compose("\n".join(_Mending(text.split("\n")).lines)).root


@dataclass(slots=True)
class _Mending:
    """The lines as they are in the file, and as they are read after repairs."""

    original: list[str]
    lines: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    work: int = 0

    def __post_init__(self) -> None:
        self.lines = ["" if "\t" in text and not text.strip() else text for text in self.original]

    def mend(self, composed: Composed) -> Composed:
        """Repair one fault after the other until the text can be read, or until enough is known."""
        for _ in range(MAX_ROUNDS):
            if composed.broken is None:
                return composed
            better = self._round(composed.broken)
            if better is None:
                break
            composed = better
        if composed.broken is None:
            return composed
        self._give_up(composed.broken)
        return Composed(None)

    def _round(self, broken: Broken) -> Composed | None:
        """Make the first repair that lets the parser get further; None if no one does."""
        if depth_in_doubt(self.lines, broken) and (best := self._best_depth(broken)) is not None:
            return self._accept(*best)
        for repair in possible_repairs(self.lines, broken):
            composed = self._try(repair)
            if composed is not None and _better(repair, composed, broken):
                return self._accept(repair, composed)
        best = self._best_depth(broken)
        if best is not None:
            return self._accept(*best)
        for repair in lost_lines(self.lines, broken, self.lost):
            composed = self._try(repair)
            if composed is not None and (composed.broken is None or _further(composed, broken)):
                return self._accept(repair, composed)
        return None

    def _best_depth(self, broken: Broken) -> tuple[Repair, Composed] | None:
        """The change of depth near the fault with which the parser gets furthest, beyond that line."""
        best: tuple[Repair, Composed] | None = None
        most = (broken.line + 1, 0, 0)
        for number in (broken.line, broken.line - 1):
            if not 1 <= number <= len(self.lines) or not self.lines[number - 1].strip():
                continue
            if number < broken.line and not may_be_moved(self.lines, number):
                continue
            for repair in reindentations(self.lines, number):
                composed = self._try(repair)
                if composed is not None and (merit := _merit(composed)) > most:
                    best, most = (repair, composed), merit
        return best

    def _try(self, repair: Repair) -> Composed | None:
        lines = list(self.lines)
        for number, text in repair.changes:
            lines[number - 1] = text
        text = "\n".join(lines)
        self.work += len(text)
        return compose(text) if self.work <= _MAX_WORK else None

    def _accept(self, repair: Repair, composed: Composed) -> Composed:
        self.make(repair)
        return composed

    def make(self, repair: Repair) -> None:
        """Change the lines of a repair and keep what it says, once for each line that only moves."""
        place = (repair.line, repair.column, repair.line, repair.end_column)
        span = self.span(place)
        for number, text in repair.changes:
            self.lines[number - 1] = text
        if repair.lost:
            self.lost.extend(number for number, _ in repair.changes)
            return
        known = (
            next((each for each in self.findings if each.span and each.span.line == repair.line), None)
            if repair.name == "wrong-indentation"
            else None
        )  # The depth is wrong only because of what was found in this line before.
        if known is not None:
            self.findings[self.findings.index(known)] = _with_depth(known, repair)
        else:
            written = repair.changes if repair.written is None else repair.written
            self.findings.append(
                fault(
                    repair.name,
                    details=repair.details,
                    suggestion=repair.suggestion,
                    span=span,
                    fix=(ChangeLines(written),) if written else (),
                    in_doubt=repair.in_doubt,
                )
            )

    def skipped(self) -> Iterator[Finding]:
        """Yield one finding for each stretch of lines that could not be read."""
        lost = sorted(set(self.lost))
        while lost:
            first = last = lost.pop(0)
            while lost and not any(map(str.strip, self.lines[last : lost[0] - 1])):
                last = lost.pop(0)
            while last > first and not self.original[last - 1].strip():
                last -= 1
            text = self.original[first - 1]
            lines = str(last) if last == first else f"{first}-{last}"
            details = (("found", text.strip()), ("line", str(last)), ("lines", lines))
            start = len(text) - len(text.lstrip()) + 1
            span = Span(first, start, first, len(text) + 1)
            yield fault("unreadable-yaml", details=details, span=span, fix=self._as_comments(first, last))

    def _as_comments(self, first: int, last: int) -> tuple[ChangeLines, ...]:
        """Make comments of a few lines that could not be read; of many, too much would go unseen."""
        if last - first >= _FEW_LOST:
            return ()
        numbered = ((number, self.original[number - 1]) for number in range(first, last + 1))
        lines = ((number, text, len(text) - len(text.lstrip())) for number, text in numbered if text.strip())
        return (ChangeLines(tuple((number, f"{text[:at]}# {text[at:]}") for number, text, at in lines)),)

    def _give_up(self, broken: Broken) -> None:
        self.lost.extend(range(min(broken.line, len(self.lines)), len(self.lines) + 1))

    def in_file(self, node: Node) -> Node:
        """Return a node with the places that it has in the file."""
        if self.lines == self.original:
            return node
        place = self._place(node.place)
        if isinstance(node, Scalar):
            return replace(node, place=place)
        if isinstance(node, Sequence):
            return Sequence(tuple(self.in_file(item) for item in node.items), place)
        return Mapping(self._entries(node.entries), place, self._entries(node.repeated))

    def _entries(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            Entry(replace(entry.key, place=self._place(entry.key.place)), self.in_file(entry.value))
            for entry in entries
        )

    def span(self, place: Place) -> Span:
        """Return a place of the mended text as a span of the file."""
        return Span(*self._place(place))

    def _place(self, place: Place) -> Place:
        line, column, end_line, end_column = place
        return line, self._column(line, column), end_line, self._column(end_line, end_column)

    def _column(self, line: int, column: int) -> int:
        """Where a column of a mended line is in the file: before the change, behind it, or within."""
        if line > len(self.lines):
            return column
        old, new = self.original[line - 1], self.lines[line - 1]
        if old == new:
            return column
        before = _common(old, new)
        after = _common(old[before:][::-1], new[before:][::-1])
        if column - 1 >= len(new) - after:
            return column + len(old) - len(new)
        if column - 1 <= before:
            return column
        return min(column, len(old) - after + 1)


def _with_depth(finding: Finding, repair: Repair) -> Finding:
    """Let the fix of a finding also put its line to the depth that it then needs."""
    lines = {
        number: text for each in finding.fix if isinstance(each, ChangeLines) for number, text in each.lines
    }
    if not lines:
        return finding
    return replace(finding, fix=(ChangeLines(tuple(sorted({**lines, **dict(repair.changes)}.items()))),))


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _reached(composed: Composed) -> tuple[int, int]:
    broken = composed.broken
    return (10**9, 0) if broken is None else (broken.line, broken.column)


def _merit(composed: Composed) -> tuple[int, int, int]:
    """How far the parser got, and how few of the keys stand where they do not belong."""
    faults = len(composed.faults)
    if isinstance(composed.root, Mapping):
        faults += len(canonical(composed.root).findings)
    return (*_reached(composed), -faults)


def _further(composed: Composed, broken: Broken) -> bool:
    return _reached(composed) > (broken.line, broken.column)


def _better(repair: Repair, composed: Composed, broken: Broken) -> bool:
    """Whether a repair leads on; of something unclosed the parser only tells at the end of the file."""
    if _further(composed, broken):
        return True
    now = composed.broken
    return repair.name in _UNCLOSED and now is not None and now.start_line > broken.start_line


def _comments(lines: list[str], root: Node | None) -> Iterator[Finding]:
    """Yield a finding for each text that ends at a `#` which was hardly meant to begin a comment."""
    suspects = {
        (number, match.start() + 1): match
        for number, text in enumerate(lines, 1)
        if "#" in text
        for match in _HASH.finditer(text)
    }
    if not suspects or root is None:
        return
    for end in _text_ends(root):
        match = suspects.pop(end, None)
        if match is not None:
            line, text = end[0], lines[end[0] - 1]
            start = match.end()
            found = text[start - 1 :].rstrip()
            span = Span(line, start, line, start + len(found))
            yield fault("text-as-comment", details=(("found", found),), span=span)


def _text_ends(root: Node) -> Iterator[tuple[int, int]]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if node.plain:
                yield node.place[2:]
        elif isinstance(node, Sequence):
            waiting.extend(node.items)
        else:
            waiting.extend(entry.value for entry in node.entries)
