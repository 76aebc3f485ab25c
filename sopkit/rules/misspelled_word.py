"""Finds misspelled words that forms and their texts often have."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.rules.identity import word_rows
from sopkit.rules.spot import Spot
from sopkit.rules.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each misspelled word, once for each text; texts are all that people wrote, and column titles."""
    texts = (*texts_of(sop), *_columns(sop))
    lowered = "\n".join(text for _, text in texts).casefold()
    rows = [row for row in word_rows("misspellings") if row["wrong"] in lowered]
    for pointer, text in texts if rows else ():
        for wrong, right in _misspelled(text, rows):
            start = text.find(wrong)
            is_first = _pattern(wrong.casefold()).match(text, start) is not None
            fix = (Reword(pointer, wrong, right),) if is_first else ()
            details = (("wrong", wrong), ("right", right))
            yield Spot(pointer, details, words=wrong if is_first else None, suggestion=right, fix=fix)


def _columns(sop: Sop) -> Iterator[tuple[Pointer, str]]:
    for index, column in enumerate(sop.form.columns):
        if column.title:
            yield ("form", "columns", index, column.name.value), column.title


def _misspelled(text: str, rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each misspelled word of a text as it is written, and how it is spelled."""
    for row in rows:
        found = _pattern(row["wrong"]).search(text)
        if found:
            yield found.group(), _as_written(found.group(), row["right"])


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


def _as_written(wrong: str, right: str) -> str:
    """Spell a word with the capitals that the wrong one has."""
    if wrong.isupper():
        return right.upper()
    if not wrong[:1].isupper():
        return right
    capitals = [word[0].isupper() for word in wrong.split()]
    return " ".join(
        word.capitalize() if capital else word for word, capital in zip(right.split(), capitals, strict=True)
    )
