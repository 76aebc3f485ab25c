"""The lists of the identity page and the word lists that its rules read."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from sopkit.nodes import plain_strings
from sopkit.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import Sop

__all__ = [
    "IDENTITY_LISTS",
    "items_of",
    "kinds_of_regulations",
    "plain_item",
    "shortened",
    "word_rows",
    "words_of",
]

IDENTITY_LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
"""The lists of the identity page, in the order of the format."""

_LONGEST_SHOWN = 90
"""In characters: what a message shows of an item."""
_NUMBERING = re.compile(r"\s*(?:\(?(?:\d{1,2}|[a-z])\s?[.)]+|[•●▪·*-])\s*(?=\S)")
_MARKS = re.compile(r"[^\w\s]+")


def items_of(sop: Sop, name: str) -> Iterator[tuple[int, str]]:
    """Yield the items of a list of the identity page with their positions, without what is a bare dash."""
    for index, item in enumerate(getattr(sop, name)):
        if item.strip(" -–"):
            yield index, item


def plain_item(text: str) -> str:
    """Return an item to compare: without numbering, marks, letter case and double spaces.

    >>> plain_item("1. Alat Tulis Kantor;") == plain_item("alat tulis  kantor")
    True
    """
    found = _NUMBERING.match(text)
    rest = text[found.end() :] if found else text
    return " ".join(_MARKS.sub(" ", rest).casefold().split())


def shortened(text: str) -> str:
    """Return a text as far as a message shows it."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + "…"


@cache
def words_of(name: str, key: str) -> tuple[str, ...]:
    """Return the words under a key of the word list `identity_words/NAME.yaml`."""
    lists = cast("dict[str, list[str]]", _read(name))
    return tuple(lists[key])


@cache
def word_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `identity_words/NAME.yaml`, each with its words by key."""
    return tuple(cast("list[dict[str, str]]", _read(name)))


@cache
def kinds_of_regulations() -> dict[str, str]:
    """Return the short name of each kind of regulation by each way to write it."""
    kinds = cast("dict[str, list[str]]", _read("regulation_kinds"))
    return {spelled: kind for kind, spellings in kinds.items() for spelled in spellings}


def _read(name: str) -> object:
    return plain_strings(package_file("rules", "identity_words", f"{name}.yaml").read_text(encoding="utf-8"))
