"""Single values, such as texts, dates and numbers: each read as far as it can be, doubted if it is odd."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.model.dates import DateError, DateFault, format_date, likely_date, parse_date
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.faults import fault
from sopkit.source.keys import is_extra
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Finding, Pointer
    from sopkit.model.sop import Extras, Plain
    from sopkit.nodes import Entry, Node
    from sopkit.source.scalars import Value as Resolved

__all__ = [
    "CHANCE",
    "ID",
    "NOTHING",
    "NO_DATE",
    "SLUG",
    "Values",
    "by_key",
    "extras",
    "fold",
    "is_dash",
    "is_nothing",
    "own_entries",
    "read_chance",
]

NOTHING = r"^\s*(-\s*)?$"
"""What counts as empty; the schema has the same pattern, as it has the next ones."""
ID = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
SLUG = r"^[A-Za-z][A-Za-z0-9_-]*$"
CHANCE = r"^\s*(((100([.,]0+)?|[0-9]{1,2}([.,][0-9]+)?)\s*%|0([.,][0-9]+)?|1([.,]0+)?|-)\s*)?$"

_LONGEST_CHANCE = 400
"""Characters; more decimal places than any number that YAML can hold has."""

NO_DATE = date.min
"""Stands where a required date is missing or cannot be read."""

_NOTHING = re.compile(NOTHING)
_CHANCE = re.compile(CHANCE)
_BLANKS = re.compile(r"[ \t\n\r]+")
_DATE_FAULTS = {
    DateFault.IMPOSSIBLE: "impossible-date",
    DateFault.MONTH_ONLY: "date-without-day",
    DateFault.UNREADABLE: "unreadable-date",
}


def fold(text: str) -> str:
    """Return a text with tabs, line breaks and double spaces as single spaces."""
    return _BLANKS.sub(" ", text).strip(" ")


def is_nothing(node: Node | None) -> bool:
    """Return whether a node is missing, empty or a bare dash."""
    if isinstance(node, Scalar):
        return _NOTHING.match(node.text) is not None or (node.plain and resolved(node) is None)
    return node is None or not (node.items if isinstance(node, Sequence) else node.entries)


def is_dash(node: Node | None) -> bool:
    """Return whether the author wrote `-`: nothing here, and on purpose."""
    return isinstance(node, Scalar) and node.text.strip() == "-"


def by_key(node: Mapping) -> dict[str, Node]:
    """Return the values of a mapping by key."""
    return {entry.key.text: entry.value for entry in node.entries}


def own_entries(node: Mapping) -> tuple[Entry, ...]:
    """Return the entries of a mapping that are no embedding app's."""
    return tuple(entry for entry in node.entries if not is_extra(entry.key.text))


def extras(node: Mapping) -> Extras:
    """Return the `x-` keys of a mapping, frozen."""
    return tuple(
        (entry.key.text, _frozen(resolved(entry.value))) for entry in node.entries if is_extra(entry.key.text)
    )


def _frozen(value: Resolved) -> Plain:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in value.items())
    return value


@dataclass(slots=True)
class Values:
    """Reads values; remembers whether one was doubtful, and what is wrong beyond the shape."""

    vocabulary: str = "en"
    doubted: bool = False
    findings: list[Finding] = field(default_factory=list)

    def doubt(self) -> None:
        """Note that a value has not the shape that the schema asks for."""
        self.doubted = True

    def own_word(self, word: str, known: dict[str, str]) -> str:
        """Return a word of the format in the vocabulary of the file."""
        return known[word] if self.vocabulary == "id" else word

    def text(self, node: Node | None) -> str | None:
        """Return a text, None if there is nothing."""
        if node is None:
            return None
        if isinstance(node, Scalar):
            return None if is_nothing(node) else fold(node.text)
        self.doubt()
        return None

    def needed(self, node: Node | None) -> str:
        """Return a text that must be there, empty if it is not."""
        if not isinstance(node, Scalar) or is_nothing(node):
            self.doubt()
            return ""
        return fold(node.text)

    def shown(self, node: Node | None) -> str | None:
        """Return a text as it stands on the form, where `-` says "nothing here"; None if it is empty."""
        return "-" if is_dash(node) else self.text(node)

    def texts(self, node: Node | None, *, alone: bool = False) -> tuple[str, ...]:
        """Return a list of texts; with `alone` one text does as well. A `-` alone stands for none."""
        if isinstance(node, Sequence):
            texts = tuple(text for item in node.items if (text := self.shown(item)) is not None)
            return tuple(text for text in texts if text != "-") or texts[:1]
        if isinstance(node, Mapping) or (not alone and not self._may_be_list(node)):
            self.doubt()
        text = self.shown(node) if isinstance(node, Scalar) else None
        return (text,) if text else ()

    @staticmethod
    def _may_be_list(node: Node | None) -> bool:
        """Whether a node that is no list may stand where a list is asked for: only nothing may."""
        if not isinstance(node, Scalar):
            return node is None
        value = resolved(node)
        return value is None or (isinstance(value, str) and is_nothing(node))

    def needed_texts(self, node: Node | None) -> tuple[str, ...]:
        """Return a list of texts that must hold one at least."""
        texts = tuple(text for text in self.texts(node) if text != "-")
        if not texts or not isinstance(node, Sequence):
            self.doubt()
        return texts

    def word(self, node: Node | None, allowed: tuple[str, ...]) -> str | None:
        """Return one of the allowed words, None if there is nothing or another one."""
        if is_nothing(node) and isinstance(node, Scalar | None):
            return None
        if isinstance(node, Scalar) and resolved(node) in allowed:
            return node.text
        self.doubt()
        return None

    def id(self, node: Node | None, pattern: str) -> str | None:
        """Return an id that follows a pattern, None if there is nothing or it does not."""
        if node is None or (isinstance(node, Scalar) and is_nothing(node)):
            return None
        if isinstance(node, Scalar) and isinstance(resolved(node), str) and re.match(pattern, node.text):
            return node.text.rstrip("\n")
        self.doubt()
        return None

    def day(self, node: Node | None, pointer: Pointer) -> date | None:
        """Return a date, None if there is nothing or it is not one."""
        if node is None or (isinstance(node, Scalar) and is_nothing(node)):
            return None
        if not isinstance(node, Scalar) or not isinstance(resolved(node), str):
            self.doubt()
            return None
        try:
            return parse_date(node.text)
        except DateError as error:
            details = (("found", fold(node.text)),)
            likely = self._likely_date(node.text) if error.fault is DateFault.UNREADABLE else None
            self.findings.append(
                fault(_DATE_FAULTS[error.fault], pointer, details=details, suggestion=likely)
            )
            return NO_DATE

    def _likely_date(self, text: str) -> str | None:
        """The date that was probably meant, written as the format has it."""
        likely = likely_date(text)
        if likely is None:
            return None
        return format_date(likely, "id") if self.vocabulary == "id" else likely.isoformat()

    def needed_day(self, node: Node | None, pointer: Pointer) -> date:
        """Return a date that must be there."""
        found = self.day(node, pointer)
        if found is None:
            self.doubt()
        return found or NO_DATE

    def limit(self, node: Node | None) -> int | None:
        """Return a whole number of at least 1."""
        if node is None:
            return None
        value = resolved(node)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 1 or value != int(value):
            if not isinstance(node, Scalar) or not is_nothing(node):
                self.doubt()
            return None
        return int(value)

    def flag(self, node: Node | None) -> bool:
        """Return yes or no; nothing means no."""
        return bool(self.flag_or_none(node))

    def flag_or_none(self, node: Node | None) -> bool | None:
        """Return yes or no, or None where nothing is written."""
        value = None if node is None else resolved(node)
        if isinstance(value, bool):
            return value
        if node is not None and not (isinstance(node, Scalar) and is_nothing(node)):
            self.doubt()
        return None

    def chance(self, node: Node | None) -> Fraction | None:
        """Return a probability, from a number between 0 and 1 or a text such as `20%` or `0,2`."""
        if node is None or (isinstance(node, Scalar) and is_nothing(node)):
            return None
        value = resolved(node)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return Fraction(str(value))
        chance = read_chance(value) if isinstance(value, str) else None
        if chance is None:
            self.doubt()
        return chance

    def mappings(self, node: Node | None, pointer: Pointer) -> Iterator[tuple[Mapping, Pointer]]:
        """Yield the mappings of a list with their pointers; one alone is read as a list of one."""
        if isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                if not isinstance(item, Mapping):
                    self.doubt()
                    item = Mapping((), item.place)
                yield item, (*pointer, index)
        elif isinstance(node, Mapping):
            self.doubt()
            yield node, (*pointer, 0)
        elif not self._may_be_list(node):
            self.doubt()


def read_chance(text: str) -> Fraction | None:
    """Return the probability that a text such as `20%`, `0,2` or `1` states; None if it states none.

    >>> read_chance("12,5 %")
    Fraction(1, 8)
    """
    number = text.strip().replace(",", ".")
    if number in {"", "-"} or len(number) > _LONGEST_CHANCE or not _CHANCE.match(text):
        return None
    return Fraction(number.rstrip("% ").strip()) / 100 if number.endswith("%") else Fraction(number)
