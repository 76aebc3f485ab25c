"""Where an SOP defines its steps and actors, and where it names them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sopkit.findings import Part, Span
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.keys import END_WORDS, is_extra
from sopkit.source.places import span_of, span_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Many

    from sopkit.findings import Pointer
    from sopkit.lsp.texts import At
    from sopkit.nodes import Node

__all__ = ["Kind", "Mention", "Names", "StepPlace", "contains", "names_of"]

_WAYS = ("returns", "branches")


class Kind(StrEnum):
    """What a name stands for."""

    STEP = "step"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a step or an actor is named."""

    kind: Kind
    target: str
    """A step's number as text, or an actor's id; `end` for the end, empty for what is not defined."""
    text: str
    """As written."""
    span: Span
    pointer: Pointer
    defines: bool = False
    """Whether the name is given here, and not only used."""


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step stands."""

    number: int
    """From 1."""
    id: str | None
    head: Span
    """Its id, or its first key."""
    whole: Span


@dataclass(frozen=True, slots=True)
class Names:
    """All names of an SOP in the order of its text."""

    mentions: tuple[Mention, ...]
    steps: tuple[StepPlace, ...]

    def at(self, at: At) -> Mention | None:
        """Return the name at a place, or the one that ends there."""
        return next((mention for mention in self.mentions if contains(mention.span, at)), None)

    def same(self, mention: Mention) -> tuple[Mention, ...]:
        """Return all places that name what is named here; an undefined name only stands for itself."""
        return tuple(
            other
            for other in self.mentions
            if other.kind is mention.kind
            and other.target == mention.target
            and (mention.target or other.text == mention.text)
        )

    def definition(self, mention: Mention) -> Span | None:
        """Return where what is named is defined; None for the end and for what is not defined."""
        if mention.kind is Kind.STEP:
            step = self.step(mention.target)
            return step.head if step else None
        return next((other.span for other in self.same(mention) if other.defines), None)

    def step(self, target: str) -> StepPlace | None:
        """Return the step of this number, None if it is not the number of one."""
        number = int(target) if target.isdecimal() and len(target) < 7 else 0
        return self.steps[number - 1] if 0 < number <= len(self.steps) else None

    def step_at(self, at: At) -> StepPlace | None:
        """Return the step that a place is in."""
        return next((step for step in self.steps if contains(step.whole, at)), None)

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """Return the ids that the SOP gives, in its order, each once."""
        return tuple(dict.fromkeys(one.text for one in self.mentions if one.defines and one.kind is kind))


def contains(span: Span, at: At) -> bool:
    """Return whether a place is in a span, its end included."""
    return (span.line, span.column) <= at <= (span.end_line, span.end_column)


def names_of(root: Mapping, lines: Many[str]) -> Names:
    """Return the names of a document under canonical keys."""
    collector = _Collector(root, list(lines))
    found = (*collector.actors(), *collector.all_steps())
    unique = {(mention.span, mention.kind): mention for mention in reversed(found)}
    ordered = sorted(unique.values(), key=lambda mention: mention.span)
    return Names(tuple(ordered), collector.steps)


class _Collector:
    """Walks through a document once."""

    def __init__(self, root: Mapping, lines: list[str]) -> None:
        self.lines = lines
        actors, steps = root.get("actors"), root.get("steps")
        self.actor_entries = actors.entries if isinstance(actors, Mapping) else ()
        self.rows = steps.items if isinstance(steps, Sequence) else ()
        self.steps = tuple(self._step(root, number, row) for number, row in enumerate(self.rows, 1))
        self.by_id = {step.id: str(step.number) for step in reversed(self.steps) if step.id}
        self.known = {entry.key.text.strip() for entry in self.actor_entries}

    def _step(self, root: Mapping, number: int, row: Node) -> StepPlace:
        node = row.get("id") if isinstance(row, Mapping) else None
        named = isinstance(node, Scalar) and node.text.strip() not in {"", "-"}
        pointer: Pointer = ("steps", number - 1)
        if named and isinstance(node, Scalar):
            return StepPlace(number, node.text.strip(), self._words(node), Span(*row.place))
        head = span_of(root, pointer, Part.KEY)
        return StepPlace(number, None, head, Span(*row.place))

    def actors(self) -> Iterator[Mention]:
        for entry in self.actor_entries:
            name = entry.key.text.strip()
            if not is_extra(name):
                span = self._words(entry.key)
                yield Mention(Kind.ACTOR, name, name, span, ("actors", entry.key.text), defines=True)

    def all_steps(self) -> Iterator[Mention]:
        for index, row in enumerate(self.rows):
            if isinstance(row, Mapping):
                yield from self._of_step(row, ("steps", index))

    def _of_step(self, row: Mapping, pointer: Pointer) -> Iterator[Mention]:
        step = self.steps[int(pointer[1])]
        if step.id is not None:
            yield Mention(Kind.STEP, str(step.number), step.id, step.head, (*pointer, "id"), defines=True)
        for entry in row.entries:
            name, here = entry.key.text, (*pointer, entry.key.text)
            if name == "actor":
                yield from self._performers(entry.value, here)
            elif name == "next":
                yield from self._reference(entry.value, here)
            elif name in _WAYS and isinstance(entry.value, Sequence):
                for index, way in enumerate(entry.value.items):
                    if isinstance(way, Mapping):
                        yield from self._reference(way.get("to"), (*here, index, "to"))

    def _performers(self, node: Node, pointer: Pointer) -> Iterator[Mention]:
        if isinstance(node, Mapping):
            for entry in node.entries:
                if not is_extra(entry.key.text):
                    yield from self._performers(entry.value, (*pointer, entry.key.text))
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                if isinstance(item, Scalar):
                    yield from self._performers(item, (*pointer, index))
        elif name := node.text.strip():
            target = name if name in self.known else ""
            yield Mention(Kind.ACTOR, target, name, self._words(node), pointer)

    def _reference(self, node: Node | None, pointer: Pointer) -> Iterator[Mention]:
        if not isinstance(node, Scalar) or not node.text.strip():
            return
        text = node.text.strip()
        yield Mention(Kind.STEP, self._target(text), text, self._words(node), pointer)

    def _target(self, text: str) -> str:
        """Return the number of the step that a reference means, as `assemble` finds it."""
        if text in {*END_WORDS, *END_WORDS.values()}:
            return "end"
        if text in self.by_id:
            return self.by_id[text]
        number = text.lstrip("0") if text.isascii() and text.isdigit() else ""
        return number if len(number) < 7 and 0 < int(number or 0) <= len(self.steps) else ""

    def _words(self, node: Scalar) -> Span:
        """Return where the words of a scalar stand, without its quotes and its anchor."""
        return span_of_words(self.lines, Span(*node.place), node.text)
