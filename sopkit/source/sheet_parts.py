"""Entries and items of a text taken away, added and moved, with their lines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.findings import Insert, Move, Remove, Span
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.keys import place_of
from sopkit.source.sheet import Child, Impossible, TextEdit, child_of, children, folded, holds_of
from sopkit.source.sheet_grown import Grown, Piece, block_lines, in_brackets
from sopkit.source.sheet_words import as_value, own_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.findings import Pointer
    from sopkit.nodes import Node
    from sopkit.source.sheet import Sheet

__all__ = ["changed_parts"]

_COMMENT = re.compile(r"[ \t]+#")


def changed_parts(sheet: Sheet, changes: Iterable[Remove | Insert | Move]) -> list[TextEdit]:
    """Return the edits that take entries and items away and add others, all together. Raises Impossible."""
    parts = _Parts(sheet)
    for change in changes:
        if isinstance(change, Remove):
            parts.remove(change.pointer, left_out=change.left_out)
        elif isinstance(change, Insert):
            parts.insert(change)
        else:
            parts.move(change)
    return parts.edits()


@dataclass(slots=True)
class _Parts:
    """What goes and what comes, by the pointer of the list or mapping."""

    sheet: Sheet
    gone: dict[Pointer, set[tuple[str | int, bool]]] = field(default_factory=lambda: defaultdict(set))
    grown: dict[Pointer, Grown] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    """The numbers of the lines that go as a whole."""
    found: list[TextEdit] = field(default_factory=list)

    def remove(self, pointer: Pointer, *, left_out: bool = False) -> None:
        """Note that an entry or item goes."""
        if not pointer:
            raise Impossible
        self.sheet.find(pointer, left_out=left_out)
        holder, _ = self.sheet.find(pointer[:-1])
        if isinstance(holder.value, Scalar):  # a lone text is the only item of its list
            if pointer[-1] != 0:
                raise Impossible
            self.remove(pointer[:-1])
        else:
            self.gone[pointer[:-1]].add((pointer[-1], left_out))

    def insert(self, change: Insert) -> None:
        """Note what comes."""
        holds = holds_of((*change.pointer, change.key) if change.key else change.pointer)
        holds = "reference" if holds == "list:branch" else holds
        text = own_word(self.sheet, change.value, holds)
        piece = Piece((as_value(text, holds, in_flow=False),), text, holds=holds)
        self._add(change.pointer, change.key, piece)

    def move(self, change: Move) -> None:
        """Note that an entry or item goes, and comes elsewhere."""
        child, in_flow = self.sheet.find(change.pointer)
        self.remove(change.pointer)
        value, to = child.value, change.to
        is_mapping = bool(place_of(to)) or holds_of(to).startswith("ids:")
        if is_mapping and child.key is not None:
            self._add(to, str(child.token), self._piece(child, in_flow=in_flow))
        elif is_mapping or (isinstance(value, Sequence) and child.key is not None):
            if isinstance(value, Scalar):
                raise Impossible
            in_flow = in_flow or self.sheet.is_flow(value)
            for part in children(value):
                key = "" if part.key is None else str(part.token)
                self._add(to, key, self._piece(part, in_flow=in_flow))
        else:
            self._add(to, "", self._piece(child, in_flow=in_flow))

    def edits(self) -> list[TextEdit]:
        """Return all edits. Raises Impossible."""
        self._take_holders_along()
        for pointer, tokens in self.gone.items():
            self._cut(pointer, tokens)
        added = [(self._added(pointer, grown), -len(pointer)) for pointer, grown in self.grown.items()]
        together: dict[Span, str] = {}
        for edit, _ in sorted(added, key=lambda each: (each[0].span, each[1])):
            together[edit.span] = together.get(edit.span, "") + edit.new
        cuts = [TextEdit(self._span_of_lines(first, last), "") for first, last in _stretches(self.lines)]
        return [*self.found, *cuts, *(TextEdit(span, new) for span, new in together.items())]

    def _add(self, pointer: Pointer, key: str, piece: Piece) -> None:
        """Put a piece at the end of a list or mapping that is there, or under one that is made."""
        node, depth = self._deepest(pointer)
        existing = len(children(node)) if not isinstance(node, Scalar) else int(not _is_nothing(node))
        grown = self.grown.setdefault(pointer[:depth], Grown())
        base = existing if isinstance(node, Sequence | Scalar) else 0
        for token in pointer[depth:]:
            below = grown.children.setdefault(token, Grown())
            if not isinstance(below, Grown):
                raise Impossible
            grown, base = below, 0
        if not key and holds_of(pointer) == "list:branch" and piece.text is not None:
            grown.add(base + len(grown.children), Grown({"to": piece}))
        else:
            taken = isinstance(node, Mapping) and depth == len(pointer) and node.get(key) is not None
            if taken and (key, False) not in self.gone[pointer]:
                raise Impossible
            grown.add(key or base + len(grown.children), piece)

    def _deepest(self, pointer: Pointer) -> tuple[Node, int]:
        """Return the last node on a pointer's way that is there, and how many tokens lead to it."""
        node: Node = self.sheet.root
        for depth, token in enumerate(pointer):
            below = child_of(node, token)
            if below is None:
                return node, depth
            node = below.value
        return node, len(pointer)

    def _piece(self, child: Child, *, in_flow: bool) -> Piece:
        """Return what an entry holds, as it is written."""
        sheet, value = self.sheet, child.value
        source = sheet.words(value.place)
        last = sheet.last_line(child)
        rest = "" if in_flow else sheet.lines[last - 1][value.place[3] - 1 :]
        comment = rest.rstrip() if value.place[2] == last and _COMMENT.match(rest) else ""
        if source[:1] in {"&", "!", "*"}:
            raise Impossible
        if isinstance(value, Scalar):
            alone = "\n" not in source and source[:1] not in {"|", ">"}
            text = source if alone and value.plain else folded(value.text)
            return Piece((source if alone else as_value(text, "", in_flow=False),), text, comment)
        if sheet.is_flow(value):
            if "\n" in source and "#" in source:
                raise Impossible
            return Piece((" ".join(line.strip() for line in source.split("\n")),), comment=comment)
        line, column = value.place[:2]
        below = (
            text[column - 1 :] if not text[: column - 1].strip() else text.lstrip()
            for text in sheet.lines[line:last]
        )
        return Piece((sheet.lines[line - 1][column - 1 :], *below), is_block=True)

    def _take_holders_along(self) -> None:
        """Let a list or mapping go of which nothing would be left, and nothing else of what goes with it."""
        waiting = sorted(self.gone, key=len, reverse=True)
        while waiting:
            pointer = waiting.pop(0)
            node = self.sheet.find(pointer)[0].value
            if len(self.gone[pointer]) == len(children(node)) and pointer not in self.grown:
                self.remove(pointer)
                del self.gone[pointer]
                waiting = sorted({*waiting, pointer[:-1]}, key=len, reverse=True)
        for pointer in list(self.gone):
            above = (pointer[:length] for length in range(len(pointer)))
            if any((pointer[len(each)], False) in self.gone.get(each, ()) for each in above):
                del self.gone[pointer]

    def _cut(self, pointer: Pointer, tokens: set[tuple[str | int, bool]]) -> None:
        child, _ = self.sheet.find(pointer)
        every = children(child.value)
        going = [(each.token, each.left_out) in tokens for each in every]
        if self.sheet.is_flow(child.value):
            self.found += _cut_in_brackets(self.sheet, every, going)
        elif isinstance(child.value, Sequence):
            for each, goes in zip(every, going, strict=True):
                if goes:
                    self._cut_item(child.value, each)
        else:
            self._cut_entries(every, going)

    def _cut_item(self, holder: Sequence, item: Child) -> None:
        line, column = self.sheet.dash(holder, item)
        if self.sheet.lines[line - 1][: column - 1].strip():
            raise Impossible
        lines, last = self.sheet.lines, self.sheet.last_line(item)
        self.lines.update(range(line, last + 1))
        blank_before = line == 1 or not lines[line - 2].strip() or line - 1 in self.lines
        if blank_before and last + 1 < len(lines) and not lines[last].strip():
            self.lines.add(last + 1)

    def _cut_entries(self, every: list[Child], going: list[bool]) -> None:
        lines = self.sheet.lines
        first = every[0]
        line, column = first.start
        start = 0
        if going[0] and lines[line - 1][: column - 1].strip():
            if all(going):
                raise Impossible
            start = going.index(False)
            self._cut_behind_dash(every[:start], every[start])
        for each, goes in zip(every[start:], going[start:], strict=True):
            if goes:
                line, column = each.start
                if lines[line - 1][: column - 1].strip():
                    raise Impossible
                self.lines.update(range(line, self.sheet.last_line(each) + 1))

    def _cut_behind_dash(self, going: list[Child], following: Child) -> None:
        """Let the next entry take the place behind the dash; comments between go above it."""
        inside = {at for each in going for at in range(each.start[0], self.sheet.last_line(each) + 1)}
        between = (at for at in range(going[0].start[0], following.start[0]) if at not in inside)
        comments = [self.sheet.lines[at - 1] for at in between if self.sheet.lines[at - 1].strip()]
        line = going[0].start[0]
        if comments:
            self.found.append(TextEdit(Span(line, 1, line, 1), "\n".join(comments) + "\n"))
        self.found.append(TextEdit(Span(*going[0].start, *following.start), ""))

    def _span_of_lines(self, first: int, last: int) -> Span:
        lines = self.sheet.lines
        if last < len(lines):
            return Span(first, 1, last + 1, 1)
        end = len(lines[last - 1]) + 1
        return Span(first - 1, len(lines[first - 2]) + 1, last, end) if first > 1 else Span(1, 1, last, end)

    def _added(self, pointer: Pointer, grown: Grown) -> TextEdit:
        child, in_flow = self.sheet.find(pointer)
        node = child.value
        if isinstance(node, Scalar):
            return self._in_place_of_text(pointer, child, grown, in_flow=in_flow)
        stays = [
            each
            for each in children(node)
            if (each.token, each.left_out) not in self.gone.get(pointer, ()) and each.value is not None
        ]
        if self.sheet.is_flow(node):
            inner = in_brackets(grown, pointer, self.sheet.vocabulary)[1:-1]
            if stays:
                return _put(stays[-1].end, f", {inner}")
            if children(node):
                raise Impossible
            return _put((node.place[0], node.place[1] + 1), inner)
        if not stays and isinstance(node, Mapping):
            raise Impossible
        line = self.sheet.last_line(stays[-1]) if stays else (child.key or node).place[0]
        return self._below(line, node.place[1] - 1, block_lines(grown, pointer, self.sheet))

    def _below(self, line: int, depth: int, added: list[str]) -> TextEdit:
        """Put lines below a line, or below the last one before it that stays."""
        while line in self.lines and line > 1:
            line -= 1
        new = "".join(f"\n{' ' * depth}{text}" for text in added)
        return _put((line, len(self.sheet.lines[line - 1]) + 1), new)

    def _in_place_of_text(self, pointer: Pointer, child: Child, grown: Grown, *, in_flow: bool) -> TextEdit:
        """Make a list of a text, or where nothing is written yet."""
        node = child.value
        if not isinstance(node, Scalar) or any(isinstance(token, str) for token in grown.children):
            raise Impossible
        if _is_nothing(node) and child.key is not None and not in_flow and not node.text:
            depth = child.key.place[1] - 1 + self.sheet.dash_depth
            return self._below(node.place[0], depth, block_lines(grown, pointer, self.sheet))
        inner = in_brackets(grown, pointer, self.sheet.vocabulary)
        source = self.sheet.words(node.place)
        if _is_nothing(node):
            return TextEdit(Span(*node.place), inner)
        if "\n" in source or source[:1] in {"|", ">", "&", "!", "*"}:
            raise Impossible
        first = Piece((source,), folded(node.text)).in_brackets()
        return TextEdit(Span(*node.place), f"[{first}, {inner[1:]}")


def _is_nothing(node: Scalar) -> bool:
    return node.text.strip() in {"", "-"} or (node.plain and node.text in {"~", "null", "Null", "NULL"})


def _put(place: tuple[int, int], new: str) -> TextEdit:
    return TextEdit(Span(*place, *place), new)


def _stretches(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of numbers that follow one another."""
    first = last = 0
    for line in sorted(lines):
        if line != last + 1:
            if first:
                yield first, last
            first = line
        last = line
    if first:
        yield first, last


def _cut_in_brackets(sheet: Sheet, every: list[Child], going: list[bool]) -> Iterator[TextEdit]:
    """Yield the edits that take items of a list in brackets, or entries in braces, with their commas."""
    index = 0
    while index < len(every):
        if not going[index]:
            index += 1
            continue
        behind = next((at for at in range(index, len(every)) if not going[at]), len(every))
        if behind < len(every):
            span = Span(*every[index].start, *every[behind].start)
        elif index:
            span = Span(*every[index - 1].end, *every[-1].end)
        else:
            raise Impossible
        if span.line != span.end_line and "#" in sheet.words(span):
            raise Impossible
        yield TextEdit(span, "")
        index = behind
