"""YAML text to nodes with places; the only door to yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "FORBIDDEN",
    "Broken",
    "Composed",
    "Entry",
    "Fault",
    "Mapping",
    "Node",
    "Place",
    "Scalar",
    "Sequence",
    "compose",
    "plain_strings",
]

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters and what else no text holds; line breaks of every sort are not among them."""
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 64
"""How deep lists and mappings may be nested; an SOP needs six levels."""
MAX_NODES = 20_000
"""How many values a file may hold, each use of an alias counted in full."""

Place = tuple[int, int, int, int]
"""First line and column, last line and the column after the last character; all count from 1."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value; `text` is as typed, without its quotes."""

    text: str
    place: Place
    plain: bool = True
    """Whether it was written without quotes, so that it may be a number, true, false or nothing."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the author's order, each key once."""

    entries: tuple[Entry, ...]
    place: Place
    repeated: tuple[Entry, ...] = ()
    """Entries whose key stands further up already."""

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None if it is not there."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong at a place; `name` is that of a card."""

    name: str
    place: Place
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the parser gave up, and where the construct began that it was in; lines and columns from 1."""

    problem: str
    line: int
    column: int
    start_line: int
    start_column: int


@dataclass(frozen=True, slots=True)
class Composed:
    """What a text holds: its root if it was read to the end, the faults on the way, and what broke it."""

    root: Node | None
    faults: tuple[Fault, ...] = ()
    broken: Broken | None = None


def plain_strings(text: str) -> object:
    """Read YAML that travels with the package (word lists, cards) as mappings, lists and strings."""
    return yaml.load(text, Loader=_Loader)


def compose(text: str) -> Composed:
    """Read the first document of a text as nodes.

    The text has no control characters and only line feeds as line breaks. Nothing in it makes this function
    raise, recurse or grow without bound.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        return Composed(None, tuple(builder.faults), _broken(error))
    except yaml.YAMLError as error:
        return Composed(None, tuple(builder.faults), Broken(str(error), 1, 1, 1, 1))
    return Composed(builder.root, (*builder.faults, *builder.lost_anchors()))


def _broken(error: yaml.MarkedYAMLError) -> Broken:
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    if mark is None or start is None:
        return Broken(str(error.problem), 1, 1, 1, 1)
    return Broken(str(error.problem), mark.line + 1, mark.column + 1, start.line + 1, start.column + 1)


@dataclass(slots=True)
class _Frame:
    """A list or mapping whose end has not come yet."""

    mapping: bool
    start: tuple[int, int]
    anchor: str | None
    parts: list[Node] = field(default_factory=list)
    size: int = 1


@dataclass(slots=True)
class _Builder:
    """Makes nodes out of events, on a stack of its own."""

    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    unused: dict[str, Fault] = field(default_factory=dict)
    size: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> bool:
        """Take in the next event; return whether to go on."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            return self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(event)
        return self.size <= MAX_NODES or self._refuse("too-many-values", event, ("limit", f"{MAX_NODES:,}"))

    def lost_anchors(self) -> Iterator[Fault]:
        """Yield a fault for each text whose beginning was taken for an anchor that nothing uses."""
        yield from self.unused.values()

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents == 1:
            return True
        self.faults.append(Fault("several-documents", _place(event)))
        return False

    def _refuse(self, name: str, event: yaml.Event, *details: tuple[str, str]) -> bool:
        self.root = None
        self.frames.clear()
        self.faults.append(Fault(name, _place(event), details))
        return False

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        if len(self.frames) >= MAX_DEPTH:
            return self._refuse("too-deep", event, ("limit", str(MAX_DEPTH)))
        self._tag(event, event.tag)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.frames.append(_Frame(mapping, _place(event)[:2], event.anchor))
        return True

    def _close(self, event: yaml.Event) -> None:
        frame = self.frames.pop()
        end = self._end(frame, event)
        if not frame.mapping:
            self._keep(Sequence(tuple(frame.parts), (*frame.start, *end)), frame)
            return
        pairs = list(zip(frame.parts[::2], frame.parts[1::2], strict=False))
        second = self._second_item(pairs)
        if second:
            start = pairs[second][0].place[:2]
            self._keep(self._mapping(pairs[:second], (*frame.start, *start)), frame)
            self._keep(self._mapping(pairs[second:], (*start, *end)), frame)
        else:
            self._keep(self._mapping(pairs, (*frame.start, *end)), frame)

    def _keep(self, node: Node, frame: _Frame) -> None:
        if frame.anchor is not None:
            self.anchors[frame.anchor] = (node, frame.size)
        self._add(node, frame.size)

    def _second_item(self, pairs: list[tuple[Node, Node]]) -> int:
        """Where a second entry of a list begins whose dash is missing: from there on, keys are repeated."""
        if not self.frames or self.frames[-1].mapping:
            return 0
        texts = [key.text if isinstance(key, Scalar) else "" for key, _ in pairs]
        first = next((index for index, text in enumerate(texts) if text in texts[:index]), 0)
        following = texts[first:]
        repeated = [text for text in following if text in texts[:first]]
        if not first or len(repeated) < 2 or len(set(following)) < len(following):
            return 0
        self.faults.append(Fault("missing-dash", pairs[first][0].place, (("found", texts[first]),)))
        return first

    @staticmethod
    def _end(frame: _Frame, event: yaml.Event) -> tuple[int, int]:
        """Where a collection ends: a flow one at its bracket, a block one with its last part."""
        place = _place(event)
        is_flow = place[:2] != place[2:]
        if is_flow or not frame.parts:
            return place[2:]
        return max(frame.start, *(part.place[2:] for part in frame.parts))

    def _mapping(self, pairs: list[tuple[Node, Node]], place: Place) -> Mapping:
        first: dict[str, Place] = {}
        entries, repeated = [], []
        for key, value in pairs:
            if not isinstance(key, Scalar):
                self.faults.append(Fault("key-not-text", key.place))
            elif key.text in first:
                details = (("found", key.text), ("line", str(first[key.text][0])))
                self.faults.append(Fault("duplicate-key", key.place, details))
                repeated.append(Entry(key, value))
            else:
                first[key.text] = key.place
                entries.append(Entry(key, value))
        return Mapping(tuple(entries), place, tuple(repeated))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        plain = not event.style and event.tag is None
        place = _place(event)
        text = event.value
        if event.tag is not None and event.tag != "tag:yaml.org,2002:str":
            self._tag(event, event.tag)
            text = f"{event.tag} {text}".strip()
        node = Scalar(self._without_controls(text, place), place, plain)
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1)
            self.unused[event.anchor] = Fault("leading-character", place, (("found", "&"),))
        self._add(node, 1)

    def _without_controls(self, text: str, place: Place) -> str:
        """Name the first control character that was written as an escape; put blanks for all of them."""
        bad = FORBIDDEN.search(text)
        if bad is not None:
            self.faults.append(Fault("control-character", place, (("found", f"U+{ord(bad[0]):04X}"),)))
        return _BREAKS.sub(" ", FORBIDDEN.sub(" ", text))

    def _tag(self, event: yaml.Event, tag: str | None) -> None:
        if tag is not None:
            self.faults.append(Fault("leading-character", _place(event), (("found", "!"),)))

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = event.anchor or ""
        known = self.anchors.get(anchor)
        self.unused.pop(anchor, None)
        if known is None:
            place = _place(event)
            self.faults.append(Fault("leading-character", place, (("found", "*"),)))
            known = (Scalar(f"*{anchor}", place, plain=False), 1)
        self._add(*known)

    def _add(self, node: Node, size: int) -> None:
        self.size += 1
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        frame.parts.append(node)
        frame.size += size
        self.size = max(self.size, frame.size)


def _place(event: yaml.Event) -> Place:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # The parser marks every event; the stubs do not know it.
        return 1, 1, 1, 1
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1
