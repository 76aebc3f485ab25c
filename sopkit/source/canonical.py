"""An author's keys to canonical ones: finds out the vocabulary, and every key that belongs to neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sopkit.findings import Part, RenameKey, Reword, Span
from sopkit.nodes import Entry, Mapping, Node, Scalar, Sequence
from sopkit.source.faults import fault
from sopkit.source.keys import (
    COLUMNS,
    END_WORDS,
    STATUSES,
    TABLE,
    heading,
    is_extra,
    is_meant,
    required,
    spelling,
    suggested,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sopkit.findings import Change, Finding, Pointer

__all__ = ["Canonical", "canonical", "inner_nodes", "value_words", "vocabulary_of"]

_MAX_GUESSES = 100
_NAMED = {"number-of-a-step": ("steps",), "heading-of-the-form": ("inputs", "time", "outputs")}
"""The keys that the messages about headings of the form name."""
_ON_ONE_LINE = frozenset({"approval", "branch", "revision", "step"})
"""Places whose keys may stand before a value without what parts them."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """A document under canonical keys, each at its author's place, and what was found on the way."""

    root: Mapping
    vocabulary: str
    findings: tuple[Finding, ...]


def canonical(root: Mapping) -> Canonical:
    """Rename the keys of a document, and the words of its values, to the canonical ones.

    A misspelled key with a clear intention is reported and then treated as that key; any other unknown one is
    reported and left out, so that nothing else follows from it.
    """
    renaming = _Renaming(vocabulary_of(root))
    renamed = renaming.mapping(root, "sop", ())
    return Canonical(renamed, renaming.vocabulary, tuple(renaming.findings))


def vocabulary_of(root: Mapping) -> str:
    """Return the vocabulary, `en` or `id`, that most of a document's keys belong to."""
    votes = {"en": 0, "id": 0}
    for place, word in _keys_of(root, "sop"):
        plain = _folded(word)
        english, indonesian = plain in words(place, "en"), plain in words(place, "id")
        if english != indonesian:
            votes["en" if english else "id"] += 1
    return "id" if votes["id"] > votes["en"] else "en"


def _folded(word: str) -> str:
    """Return a key as it would be spelled: in small letters, its words joined."""
    return "_".join(word.lower().replace("-", " ").split())


def value_words(holds: str) -> dict[str, str]:
    """Return the English and Indonesian words of a value that has two names, empty for any other sort."""
    return {"status": STATUSES, "columns": COLUMNS, "reference": END_WORDS}.get(holds, {})


def _keys_of(node: Node, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(node, Mapping):
        return
    for entry in node.entries:
        word = entry.key.text
        yield place, word
        name = words(place, "en").get(_folded(word)) or words(place, "id").get(_folded(word))
        if name is not None:
            for _, below, inner in inner_nodes(entry.value, TABLE[place][name].holds):
                yield from _keys_of(below, inner)


def inner_nodes(node: Node, holds: str) -> Iterator[tuple[Pointer, Node, str]]:
    """Yield the nodes below a value that have keys of their own: the way to each, and its place."""
    sort, _, place = holds.partition(":")
    if sort == "keys":
        yield (), node, place
    elif sort == "performers":
        yield (), node, sort
    elif sort == "list" and isinstance(node, Sequence):
        yield from (((index,), item, place) for index, item in enumerate(node.items))
    elif sort == "ids" and isinstance(node, Mapping):
        own = (entry for entry in node.entries if not is_extra(entry.key.text))
        yield from (((entry.key.text,), entry.value, place) for entry in own)


def _fits(value: Node, place: str, name: str) -> bool:
    """Whether a value may be taken for that of a key that was only guessed; what is required must be."""
    key = TABLE[place][name]
    return key.required or not key.holds.startswith("list:") or isinstance(value, Sequence)


@dataclass(slots=True)
class _Renaming:
    vocabulary: str
    findings: list[Finding] = field(default_factory=list)
    mixed: dict[tuple[str, str], int] = field(default_factory=dict)
    """The words of the other vocabulary that were reported, and where in `findings`."""
    capital: int | None = None
    """Where in `findings` a key stands that is right but for its capital letters."""
    guesses: int = 0

    @property
    def other(self) -> str:
        return "en" if self.vocabulary == "id" else "id"

    def mapping(self, node: Mapping, place: str, pointer: Pointer) -> Mapping:
        """Rename the keys of one mapping and of all below it."""
        names = self._names(node, place, pointer)
        left_out: list[Entry] = []
        taken: dict[str, Scalar] = {}
        for name, entry in zip(names, node.entries, strict=True):
            if name is not None:
                taken.setdefault(name, entry.key)
        entries = []
        for name, entry in zip(names, node.entries, strict=True):
            if name is None:
                name = self._unknown(entry.key, place, pointer, taken, names)
                name = name if name is None or _fits(entry.value, place, name) else None
                left_out.append(entry)
                self._offer(entry.key.text, place, pointer, name)
            elif taken[name] is not entry.key:
                self._duplicate(entry.key, taken[name], (*pointer, name))
                left_out.append(Entry(replace(entry.key, text=name), entry.value))
                name = None
            if name is not None:
                taken.setdefault(name, entry.key)
                key = replace(entry.key, text=name) if name != entry.key.text else entry.key
                entries.append(Entry(key, self._value(entry.value, place, name, (*pointer, name))))
        used = {entry.key.place for entry in entries}
        left_out += (self._under_its_name(entry, place) for entry in node.repeated)
        repeated = tuple(entry for entry in left_out if entry.key.place not in used)
        return replace(node, entries=tuple(entries), repeated=repeated)

    def _under_its_name(self, entry: Entry, place: str) -> Entry:
        """Return an entry that is left out under its canonical key, if it has one."""
        name = self._own_or_other(entry.key.text, place) or entry.key.text
        return Entry(replace(entry.key, text=name), entry.value)

    def _offer(self, word: str, place: str, pointer: Pointer, name: str | None) -> None:
        """Offer the key that a word was taken for; a person should look where it is only similar."""
        finding = self.findings[-1]
        if name is not None and finding.name in {"unknown-key", "non-breaking-space"}:
            fix = (RenameKey((*pointer, name), name),)
            in_doubt = finding.name == "unknown-key" and not is_meant(word, place)
            self.findings[-1] = replace(finding, fix=fix, fix_in_doubt=in_doubt)

    def _names(self, node: Mapping, place: str, pointer: Pointer) -> list[str | None]:
        """The canonical keys of a mapping; one of the other vocabulary is reported unless it is repeated."""
        names: list[str | None] = []
        for entry in node.entries:
            word = entry.key.text
            own = words(place, self.vocabulary).get(word)
            other = None if own or is_extra(word) else words(place, self.other).get(word)
            names.append(own or other or (word if is_extra(word) else None))
        for name, entry in zip(names, node.entries, strict=True):
            word = entry.key.text
            if name is not None and self._is_foreign(word, place) and names.count(name) == 1:
                suggestion = spelling(place, name, self.vocabulary)
                at = (*pointer, name)
                self._report_mixed(word, place, at, Part.KEY, suggestion, RenameKey(at, name))
        return names

    def _is_foreign(self, word: str, place: str) -> bool:
        return word not in words(place, self.vocabulary) and word in words(place, self.other)

    def _report_mixed(
        self, found: str, place: str, pointer: Pointer, part: Part, suggestion: str, change: Change
    ) -> None:
        """Report a word of the other vocabulary once; further uses are related places of the first."""
        index = self.mixed.setdefault((place, found), len(self.findings))
        if index < len(self.findings):
            first = self.findings[index]
            self.findings[index] = replace(first, related=(*first.related, pointer), fix=(*first.fix, change))
            return
        details = (("found", found), ("expected", suggestion))
        self.findings.append(
            fault(
                "mixed-vocabulary",
                pointer,
                part=part,
                details=details,
                suggestion=suggestion,
                fix=(change,),
            )
        )

    def _duplicate(self, key: Scalar, first: Scalar, pointer: Pointer) -> None:
        details = (("found", key.text), ("line", str(first.place[0])))
        self.findings.append(
            fault("duplicate-key", pointer, part=Part.KEY, details=details, span=Span(*key.place))
        )

    def _unknown(
        self, key: Scalar, place: str, pointer: Pointer, taken: dict[str, Scalar], names: list[str | None]
    ) -> str | None:
        if (of_the_form := heading(key.text, place)) is not None:
            details = (("found", key.text), *((f"key_{name}", name) for name in _NAMED[of_the_form]))
            at, span = (*pointer, key.text), Span(*key.place)
            self.findings.append(fault(of_the_form, at, part=Part.KEY, details=details, span=span))
            return None
        folded = self._own_or_other(_folded(key.text), place)
        if folded is not None and folded not in taken and key.text != key.text.lower():
            self._capitals(key, (*pointer, folded), spelling(place, folded, self.vocabulary))
            return folded
        name = self._suggested(key.text, place, taken) or self._only_missing(place, taken, names)
        suggestion = None if name is None or name in taken else spelling(place, name, self.vocabulary)
        spaced = "\N{NO-BREAK SPACE}" in key.text and suggestion is not None
        self.findings.append(
            fault(
                "non-breaking-space" if spaced else "unknown-key",
                (*pointer, name if name is not None and suggestion else key.text),
                part=Part.KEY,
                details=(("found", "U+00A0" if spaced else key.text),),
                suggestion=None if spaced else suggestion,
                span=Span(*key.place),
            )
        )
        return name if suggestion else None

    def _capitals(self, key: Scalar, pointer: Pointer, expected: str) -> None:
        """Report a key that is right but for its capital letters, once for a file."""
        change = RenameKey(pointer, str(pointer[-1]))
        if self.capital is None:
            self.capital = len(self.findings)
            details = (("found", key.text), ("expected", expected), ("count", "1"))
            span = Span(*key.place)
            self.findings.append(
                fault("key-in-capitals", pointer, part=Part.KEY, details=details, span=span, fix=(change,))
            )
            return
        first = self.findings[self.capital]
        related = (*first.related, pointer)
        counted = (*first.details[:2], ("count", str(len(related) + 1)))
        fix = (*first.fix, change)
        self.findings[self.capital] = replace(first, related=related, details=counted, fix=fix)

    def _suggested(self, word: str, place: str, taken: Container[str]) -> str | None:
        """Guess what a word means; in a file of nothing but unknown words, guessing ends after a while."""
        self.guesses += 1
        return suggested(word, place, self.vocabulary, taken) if self.guesses <= _MAX_GUESSES else None

    @staticmethod
    def _only_missing(place: str, taken: dict[str, Scalar], names: list[str | None]) -> str | None:
        """The one required key that is missing where just one key is unknown."""
        missing = [name for name in required(place) if name not in taken]
        return missing[0] if len(missing) == 1 and names.count(None) == 1 else None

    def _value(self, node: Node, place: str, name: str, pointer: Pointer) -> Node:
        key = TABLE[place].get(name)
        if key is None:
            return node
        sort, _, inner = key.holds.partition(":")
        if sort in {"keys", "performers"}:
            return self._keys(node, inner or sort, pointer)
        if sort == "list" and isinstance(node, Sequence):
            items = (self._keys(item, inner, (*pointer, index)) for index, item in enumerate(node.items))
            return replace(node, items=tuple(items))
        if sort == "ids" and isinstance(node, Mapping):
            return replace(node, entries=tuple(self._ids(node, inner, pointer)))
        known = value_words(sort)
        return self._words(node, known, place, pointer) if known else node

    def _ids(self, node: Mapping, place: str, pointer: Pointer) -> Iterator[Entry]:
        for entry in node.entries:
            if entry.key.text == "<<":
                self._unknown(entry.key, place, pointer, {}, [])
                continue
            own = not is_extra(entry.key.text)
            value = self._keys(entry.value, place, (*pointer, entry.key.text)) if own else entry.value
            yield Entry(entry.key, value)

    def _keys(self, node: Node, place: str, pointer: Pointer) -> Node:
        if isinstance(node, Mapping):
            return self.mapping(node, place, pointer)
        return self._one_line(node, place, pointer) or node

    def _one_line(self, node: Node, place: str, pointer: Pointer) -> Node | None:
        """Read `to:periksa` or `to periksa` as the key and value meant, and report what is missing."""
        if place not in _ON_ONE_LINE or not isinstance(node, Scalar) or not node.plain:
            return None
        if place == "approval" and (node.place[0] != node.place[2] or ":" not in node.text):
            return None  # A position, or more than one key.
        match = re.match(r"(\w+)( *: *| +)(?=\S)", node.text)
        name = self._own_or_other(match[1], place) if match else None
        if match is None or name is None:
            return None
        missing = "missing-space" if ":" in match[2] else "missing-colon"
        found = match[1] if missing == "missing-colon" else f"{match[1]}:"
        details = (("found", found), ("expected", f"{match[1]}: "))
        self.findings.append(fault(missing, pointer, details=details, span=Span(*node.place)))
        line, column = node.place[:2]
        key = Scalar(name, (line, column, line, column + len(match[1])))
        value = Scalar(node.text[match.end() :], (line, column + match.end(), *node.place[2:]))
        return Mapping((Entry(key, value),), node.place)

    def _own_or_other(self, word: str, place: str) -> str | None:
        return words(place, self.vocabulary).get(word) or words(place, self.other).get(word)

    def _words(self, node: Node, known: dict[str, str], place: str, pointer: Pointer) -> Node:
        """Rename the words of a value, of a list of them, or of the keys in such a list."""
        if isinstance(node, Scalar):
            return self._word(node, known, place, pointer, Part.VALUE)
        if isinstance(node, Sequence) and known is COLUMNS:
            items = (self._words(item, known, place, (*pointer, i)) for i, item in enumerate(node.items))
            return replace(node, items=tuple(items))
        if isinstance(node, Mapping) and known is COLUMNS:
            entries = (
                Entry(self._word(entry.key, known, place, pointer, Part.KEY), entry.value)
                for entry in node.entries
            )
            return replace(node, entries=tuple(entries))
        return node

    def _word(self, node: Scalar, known: dict[str, str], place: str, pointer: Pointer, part: Part) -> Scalar:
        for english, indonesian in known.items():
            if node.text not in {english, indonesian}:
                continue
            own = indonesian if self.vocabulary == "id" else english
            if node.text != own and known is not END_WORDS:
                change: Change = Reword(pointer, "", own)
                if part is Part.KEY:
                    change = RenameKey((*pointer, english), own)
                self._report_mixed(node.text, place, pointer, part, own, change)
            return replace(node, text=english) if node.text != english else node
        return node
