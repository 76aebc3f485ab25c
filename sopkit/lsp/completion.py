"""What may be written at a place: keys, ids of actors and steps, words of a list, whole steps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.lsp.dictionary import described, examples
from sopkit.lsp.names import Kind
from sopkit.lsp.recognition import is_blank
from sopkit.lsp.snippets import frame, key_snippet, new_items
from sopkit.source.canonical import value_words
from sopkit.source.keys import COLUMNS, END_WORDS, TABLE, as_listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.findings import Span
    from sopkit.lsp.context import Context
    from sopkit.lsp.view import View

__all__ = ["Item", "ItemKind", "complete", "writing_vocabulary"]

_PAPERS = ("A4", "F4", "Letter", "Legal")
_NEUTRAL = frozenset({"sopkit", "logo", "status", "nip", "label"})
"""Keys that are the same in both vocabularies."""
_WITH_EXAMPLES = frozenset({"text", "date", "chance", "limit", "version"})
_EXEMPLARY = frozenset({"sopkit", "time", "total_time", "created", "revised", "effective", "chance", "limit"})
"""The keys whose examples can be taken as they are, or nearly."""


class ItemKind(StrEnum):
    """What an editor shows beside a suggestion."""

    KEY = "key"
    WORD = "word"
    ACTOR = "actor"
    STEP = "step"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion."""

    label: str
    kind: ItemKind
    words: str
    """What is inserted; with places to fill in, `${1:words}`, if it is a frame."""
    span: Span
    """What it replaces."""
    detail: str = ""
    documentation: str = ""
    """Markdown."""
    has_places: bool = False


def complete(
    lines: Sequence[str], context: Context, view: View | None, language: str, *, with_places: bool = True
) -> tuple[Item, ...]:
    """Return what may be written in a context, the most likely first.

    `view` is that of the text; where a key is written, an earlier one will do. `with_places` says whether the
    editor can fill places in; without it nothing has any.
    """
    vocabulary = writing_vocabulary(view, language)
    writer = _Writer(context, view, vocabulary, language)
    found = writer.values() if context.key is not None else writer.keys()
    if is_blank("\n".join(lines)) or (view is None and context.place == "sop" and len(lines) < 4):
        found = (*writer.new_sop(), *found)
    return tuple(item for item in found if with_places or not item.has_places)


def writing_vocabulary(view: View | None, language: str) -> str:
    """Return the vocabulary of a file; that of the reader's language where the file does not show one yet."""
    if view is None or all(entry.key.text in _NEUTRAL for entry in view.root.entries):
        return language
    return view.vocabulary


@dataclass(frozen=True, slots=True)
class _Writer:
    context: Context
    view: View | None
    vocabulary: str
    language: str

    def new_sop(self) -> Iterator[Item]:
        """Yield the frame of a whole SOP."""
        label, detail = text("lsp.new-sop", self.language), text("lsp.new-sop-detail", self.language)
        words = frame(self.vocabulary)
        yield Item(label, ItemKind.FRAME, words, self.context.span, detail, has_places=True)

    def keys(self) -> tuple[Item, ...]:
        """Return the keys that the entry does not have yet, those that it needs first; or new items."""
        context = self.context
        if context.place not in TABLE:
            return ()
        items: list[Item] = []
        for label, words in new_items(context, self.vocabulary, self.language):
            items.append(Item(label, ItemKind.FRAME, words, context.span, has_places=True))
        if context.is_item and context.place != "performers":
            return tuple(items)
        missing = [name for name in TABLE[context.place] if name not in context.present]
        missing.sort(key=lambda name: not TABLE[context.place][name].required)
        return (*items, *map(self._key, missing))

    def _key(self, name: str) -> Item:
        context = self.context
        key = described(context.place, name, self.vocabulary, self.language)
        needed = text("lsp.required", self.language) if key.required else ""
        example = f"\n\n```yaml\n{key.example}\n```" if key.example else ""
        if context.colon:
            words, places = key.word, False
        else:
            words, places = key_snippet(context, name, self.vocabulary)
        return Item(
            key.word,
            ItemKind.KEY,
            words,
            context.span,
            f"{key.title} {needed}".strip(),
            key.description + example,
            places,
        )

    def values(self) -> tuple[Item, ...]:
        """Return what the value of a key may be."""
        sort = self.context.holds.partition(":")[0]
        if sort in {"actors", "performers"}:
            return tuple(self._actors())
        if sort == "reference" or (self.context.key == "to" and sort == "text"):
            return tuple(self._steps())
        if sort == "ids":
            items = new_items(self.context, self.vocabulary, self.language)
            return tuple(
                Item(label, ItemKind.FRAME, words, self.context.span, has_places=True)
                for label, words in items
            )
        return tuple(self._item(word, ItemKind.WORD) for word in self._words(sort))

    def _words(self, sort: str) -> tuple[str, ...]:
        if sort == "language":
            return ("id", "en")
        if sort == "paper":
            return _PAPERS
        if sort == "flag":
            return ("true", "false")
        if sort == "columns":
            return as_listed(COLUMNS, self.vocabulary)
        known = value_words(sort)
        if known:
            return as_listed(known, self.vocabulary)
        key = self.context.key
        if sort in _WITH_EXAMPLES and key in _EXEMPLARY:
            return examples(self.context.place, key, self.vocabulary)
        return ()

    def _item(self, word: str, kind: ItemKind, detail: str = "") -> Item:
        context = self.context
        dash = "- " if context.is_item and context.holds in {"columns", "actors"} else ""
        blank = " " if context.glued else ""
        return Item(word, kind, f"{blank}{dash}{word}", context.span, detail)

    def _actors(self) -> Iterator[Item]:
        if self.view is None:
            return
        titles: dict[str, str] = {actor.id: actor.title for actor in self.view.sop.actors}
        for name in self.view.names.ids(Kind.ACTOR):
            yield self._item(name, ItemKind.ACTOR, titles.get(name, ""))

    def _steps(self) -> Iterator[Item]:
        """Yield the steps that a way may lead to: back the nearest first, or ahead, and then the end."""
        context, here = self.context, self.context.step
        steps = self.view.names.steps if self.view else ()
        back = context.way == "returns" and context.key == "to"
        earlier = (*reversed(steps[: max(here - 1, 0)]), *steps[max(here - 1, 0) : here])
        wanted = earlier if back else steps[here:]
        activities = {step.number: step.activity for step in self.view.sop.steps} if self.view else {}
        for step in wanted:
            activity = activities.get(step.number, "")
            detail = text("lsp.here-not-yet", self.language, number=step.number, activity=activity)
            yield self._item(step.id or str(step.number), ItemKind.STEP, detail)
        if not back:
            end = spelled_end(self.vocabulary)
            yield self._item(end, ItemKind.WORD, text("lsp.end", self.language))


def spelled_end(vocabulary: str) -> str:
    """Return the word for the end of the procedure in a vocabulary."""
    return END_WORDS["end"] if vocabulary == "id" else "end"
