"""What would mend the faults of reading that are seen in the values: quotes, brackets, words and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sopkit.findings import ChangeLines, Insert, Remove, RenameKey, Reword, Span
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.keys import COLUMNS, spelling
from sopkit.source.lines import quoted, split_line, without_comment
from sopkit.source.mends_actors import actors_with_ids
from sopkit.source.scalars import resolved
from sopkit.source.sheet import Impossible, Sheet, folded
from sopkit.source.sheet_words import as_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sopkit.findings import Change, Finding, Pointer
    from sopkit.nodes import Node

__all__ = ["with_mends"]

_ONE_LINE = re.compile(r"(\w+)( *: *| +)(?=\S)")
_LIMIT = re.compile(r"\s*([1-9][0-9]{0,5})\s*(?:x|kali|times?)?\s*", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%\s*)?([0-9]{1,2}(?:[.,][0-9]+)?|100)\s*(?:%|persen|per cent|percent)?\s*")
_VERSION = re.compile(r"\s*v?1(\.0)*\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"\D*([0-9]{1,2})[ ./-]+([0-9]{1,2})[ ./-]+[0-9]{2,4}\D*")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Mend:
    """Changes, and whether a person should look at them."""

    changes: tuple[Change, ...]
    in_doubt: bool = False
    suggestion: str | None = None
    """What stands there afterwards, where the finding itself suggests nothing."""


def with_mends(root: Mapping, text: str, vocabulary: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings of reading that have no fix the changes that a careful person would make.

    `root` holds the nodes of the text under canonical keys, and `text` has line feeds as its line breaks.
    """
    looking = _Looking(Sheet(tuple(text.split("\n")), root, vocabulary))
    return tuple(looking.mended(finding) for finding in findings)


@dataclass(frozen=True)
class _Looking:
    """A text whose faults are looked at."""

    sheet: Sheet

    @cached_property
    def doubled(self) -> dict[tuple[int, int], Pointer]:
        """The entries whose key and value stand further up already, by the place of their key."""
        return dict(_doubled(self.sheet.root))

    @cached_property
    def references(self) -> tuple[tuple[Pointer, str], ...]:
        """The values that name a step: the pointer of each, and its text."""
        return tuple(_references(self.sheet.root))

    def mended(self, finding: Finding) -> Finding:
        """Return a finding with its fix, if one is known."""
        look = _LOOKS.get(finding.name)
        if look is None or finding.fix:
            return finding
        try:
            mend = look(self, finding)
        except Impossible:
            return finding
        if mend is None or not mend.changes:
            return finding
        meant = finding.suggestion or mend.suggestion
        return replace(finding, fix=mend.changes, fix_in_doubt=mend.in_doubt, suggestion=meant)

    def node(self, pointer: Pointer) -> Node:
        """Return what a pointer leads to. Raises Impossible."""
        return self.sheet.find(pointer)[0].value

    def scalar(self, pointer: Pointer) -> Scalar:
        """Return the text that a pointer leads to. Raises Impossible."""
        node = self.node(pointer)
        if not isinstance(node, Scalar):
            raise Impossible
        return node

    def instead(self, span: Span, new: str, *, in_doubt: bool = False) -> _Mend:
        """Return the change of one line that puts other words in place of those of a span."""
        if span.line != span.end_line or span.line > len(self.sheet.lines):
            raise Impossible
        line = self.sheet.lines[span.line - 1]
        changed = f"{line[: span.column - 1]}{new}{line[span.end_column - 1 :]}"
        return _Mend((ChangeLines(((span.line, changed),)),), in_doubt)

    def repeated_key(self, finding: Finding) -> _Mend | None:
        """An entry whose key stands twice goes, if both have the same value."""
        if finding.span is None:
            return None
        pointer = self.doubled.get((finding.span.line, finding.span.column))
        return None if pointer is None else _Mend((Remove(pointer, left_out=True),))

    def key_on_one_line(self, finding: Finding) -> _Mend | None:
        """`to:periksa` and `to periksa` get their colon and space."""
        if finding.span is None:
            return None
        line = self.sheet.lines[finding.span.line - 1]
        match = _ONE_LINE.match(line, finding.span.column - 1)
        if match is None:
            return None
        span = Span(finding.span.line, match.end(1) + 1, finding.span.line, match.end() + 1)
        return self.instead(span, ": ")

    def dash(self, finding: Finding) -> _Mend | None:
        """The second entry of a list gets its dash, two columns before its keys."""
        if finding.span is None or finding.span.column <= len("- "):
            return None
        line, column = finding.span.line, finding.span.column
        if self.sheet.lines[line - 1][: column - 1].strip(" "):
            return None
        return self.instead(Span(line, column - 2, line, column), "- ")

    def first_sign(self, finding: Finding) -> _Mend | None:
        """A text that begins with a sign of YAML gets quotes; one behind `#` up to its end."""
        if finding.span is None:
            return None
        number, column = finding.span.line, finding.span.column
        text = self.sheet.lines[number - 1]
        line = split_line(text)
        if text[column - 1 : column] == "#" and not line.value and (line.key or "-" in line.lead):
            cut = text[column - 1 :].rstrip()
            return self.instead(Span(number, column, number, len(text) + 1), quoted(cut))
        if line.value_column == column and line.value and line.value[0] not in "[{\"'":
            end = column + len(line.value)
            return self.instead(Span(number, column, number, end), quoted(line.value))
        return None

    def cut_text(self, finding: Finding) -> _Mend | None:
        """A text that is cut off at `#` gets quotes up to the end of its line."""
        if finding.span is None:
            return None
        number, text = finding.span.line, self.sheet.lines[finding.span.line - 1]
        line = split_line(text)
        start = line.value_column
        if not (line.key or "-" in line.lead) or line.value[:1] in {"", "[", "{", '"', "'"}:
            return self.first_sign(finding) if not line.value else None
        if start > finding.span.column:
            return None
        whole = without_comment(text[start - 1 :])
        return self.instead(Span(number, start, number, start + len(whole)), quoted(whole))

    def colon(self, finding: Finding) -> _Mend | None:
        """Keys that were meant as a text get quotes."""
        node = self.node(finding.pointer)
        if isinstance(node, Scalar) or self.sheet.is_flow(node):
            return None
        return self.instead(Span(*node.place), quoted(self.sheet.words(node.place)))

    def version(self, finding: Finding) -> _Mend | None:
        """The version of the format is missing above the first key."""
        if finding.pointer != ("sopkit",) or not self.sheet.root.entries:
            return None
        line, column = self.sheet.root.entries[0].key.place[:2]
        if column != 1:
            return None
        return _Mend((ChangeLines(((line, f"sopkit: 1\n{self.sheet.lines[line - 1]}"),)),))

    def list_of(self, finding: Finding) -> _Mend | None:
        """A text, or the keys of one entry, where a list is asked for gets brackets."""
        node, in_flow = self.node(finding.pointer), self.sheet.find(finding.pointer)[1]
        if in_flow or not finding.pointer or isinstance(node, Sequence):
            return None
        if isinstance(node, Mapping):
            if not self.sheet.is_flow(node):
                return None
            return self.instead(Span(*node.place), f"[{self.sheet.words(node.place)}]")
        source = self.sheet.words(node.place)
        text = source if node.plain else folded(node.text)
        item = source if source[:1] in {"'", '"'} else as_value(text, "", in_flow=True)
        if finding.pointer[-1] in {"returns", "branches"}:
            item = f"{{{spelling('branch', 'to', self.sheet.vocabulary)}: {item}}}"
        elif finding.pointer[-1] in {"steps", "history"}:
            return None
        return self.instead(Span(*node.place), f"[{item}]")

    def position(self, finding: Finding) -> _Mend | None:
        """A text without a key where the one who signs is asked for is the position; actors get their ids."""
        node = self.node(finding.pointer)
        if finding.pointer == ("actors",):
            lines = actors_with_ids(self.sheet, node)
            first = without_comment(lines[0][1]).strip() if lines else None
            return _Mend((ChangeLines(lines),) if lines else (), in_doubt=True, suggestion=first)
        if finding.pointer != ("approved_by",) or not isinstance(node, Scalar) or not node.text.strip():
            return None
        if re.match(r"\w+:", node.text):
            return None
        source = self.sheet.words(node.place)
        text = source if node.plain else folded(node.text)
        item = source if source[:1] in {"'", '"'} else as_value(text, "", in_flow=True)
        key = spelling("approval", "position", self.sheet.vocabulary)
        return self.instead(Span(*node.place), f"{{{key}: {item}}}", in_doubt=True)

    def text_of(self, finding: Finding) -> _Mend | None:
        """A list in brackets where a text is asked for loses them; of several items a person should look."""
        node = self.node(finding.pointer)
        if not isinstance(node, Sequence) or not self.sheet.is_flow(node) or not node.items:
            return None
        if not all(isinstance(item, Scalar) for item in node.items):
            return None
        several = len(node.items) > 1
        if several and finding.name == "ways-side-by-side":
            return None
        text = ", ".join(folded(item.text) for item in node.items if isinstance(item, Scalar))
        return _Mend((Reword(finding.pointer, "", text),), several)

    def known_word(self, finding: Finding) -> _Mend | None:
        """A word that is only written in another way becomes the one that is meant."""
        if finding.suggestion is None:
            return None
        found = self.scalar(finding.pointer).text
        in_doubt = _letters(found) != _letters(finding.suggestion)
        return _Mend((Reword(finding.pointer, "", finding.suggestion),), in_doubt)

    def limit(self, finding: Finding) -> _Mend | None:
        """`3 kali` is the number 3."""
        match = _LIMIT.fullmatch(self.scalar(finding.pointer).text)
        return None if match is None else _Mend((Reword(finding.pointer, "", match[1]),))

    def chance(self, finding: Finding) -> _Mend | None:
        """`20 persen` is `20%`; so is a lone `20`, but a person should look."""
        text = self.scalar(finding.pointer).text
        match = _PERCENT.fullmatch(text)
        if match is None or re.fullmatch(r"[01]?[.,][0-9]+|1[.,].*", text.strip()):
            return None
        return _Mend((Reword(finding.pointer, "", f"{match[1]}%"),), text.strip() == match[1])

    def one(self, finding: Finding) -> _Mend | None:
        """`1.0` and `v1` are the version 1 of the format."""
        if not _VERSION.fullmatch(self.scalar(finding.pointer).text):
            return None
        return _Mend((Reword(finding.pointer, "", "1"),))

    def day(self, finding: Finding) -> _Mend | None:
        """A date that is clear but for its writing; of two numbers that may both be months it is not."""
        found = _NUMBERS.fullmatch(self.scalar(finding.pointer).text)
        if finding.suggestion is None:
            return None
        if found and found[1] != found[2] and int(found[1]) <= _MONTHS and int(found[2]) <= _MONTHS:
            return None
        return _Mend((Reword(finding.pointer, "", finding.suggestion),))

    def new_id(self, finding: Finding) -> _Mend | None:
        """An id gets letters that it may have, together with all that refer to it."""
        if finding.suggestion is None:
            return None
        if finding.pointer[:1] == ("actors",):
            return _Mend((RenameKey(finding.pointer, finding.suggestion),))
        old = folded(self.scalar(finding.pointer).text)
        changes = [Reword(finding.pointer, "", finding.suggestion)]
        if finding.pointer[0] == "steps":
            changes += (
                Reword(pointer, "", finding.suggestion)
                for pointer, text in self.references
                if folded(text) == old
            )
        return _Mend(tuple(changes))

    def own_number(self, finding: Finding) -> _Mend | None:
        """The number of a step goes; a person should look if it is not the one of its place."""
        child, _ = self.sheet.find(finding.pointer, left_out=True)
        place = finding.pointer[-2]
        text = child.value.text.strip(" .") if isinstance(child.value, Scalar) else ""
        in_doubt = not isinstance(place, int) or text != str(place + 1)
        return _Mend((Remove(finding.pointer, left_out=True),), in_doubt)

    def column_twice(self, finding: Finding) -> _Mend | None:
        """A column that stands further up goes; a person should look if it has a title of its own."""
        in_doubt = not isinstance(self.node(finding.pointer), Scalar)
        return _Mend((Remove(finding.pointer),), in_doubt)

    def column(self, finding: Finding) -> _Mend | None:
        """A column that must be there comes at the end."""
        wanted = dict(finding.details)["wanted"]
        name = next((each for each, word in COLUMNS.items() if wanted in {each, word}), wanted)
        word = COLUMNS[name] if self.sheet.vocabulary == "id" else name
        return _Mend((Insert(finding.pointer[:2], "", word),))


_LOOKS: dict[str, Callable[[_Looking, Finding], _Mend | None]] = {
    "colon-in-text": _Looking.colon,
    "duplicate-key": _Looking.repeated_key,
    "keys-expected": _Looking.position,
    "leading-character": _Looking.first_sign,
    "list-expected": _Looking.list_of,
    "missing-colon": _Looking.key_on_one_line,
    "missing-column": _Looking.column,
    "missing-dash": _Looking.dash,
    "missing-key": _Looking.version,
    "missing-space": _Looking.key_on_one_line,
    "not-a-chance": _Looking.chance,
    "not-a-limit": _Looking.limit,
    "not-an-id": _Looking.new_id,
    "number-of-a-step": _Looking.own_number,
    "repeated-column": _Looking.column_twice,
    "text-as-comment": _Looking.cut_text,
    "text-expected": _Looking.text_of,
    "unknown-version": _Looking.one,
    "unknown-word": _Looking.known_word,
    "unreadable-date": _Looking.day,
    "ways-side-by-side": _Looking.text_of,
}
"""How the fix of a finding is found, by its name."""


def _letters(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def _mappings(node: Node, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Mapping]]:
    if isinstance(node, Mapping):
        yield pointer, node
        for entry in node.entries:
            yield from _mappings(entry.value, (*pointer, entry.key.text))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _mappings(item, (*pointer, index))


def _doubled(root: Mapping) -> Iterator[tuple[tuple[int, int], Pointer]]:
    for pointer, mapping in _mappings(root):
        for entry in mapping.repeated:
            first = mapping.get(entry.key.text)
            if first is not None and resolved(first) == resolved(entry.value):
                yield entry.key.place[:2], (*pointer, entry.key.text)


def _references(root: Mapping) -> Iterator[tuple[Pointer, str]]:
    for pointer, mapping in _mappings(root):
        for key in ("next", "to") if pointer[:1] == ("steps",) else ():
            value = mapping.get(key)
            if isinstance(value, Scalar):
                yield (*pointer, key), value.text
