"""The sentences of an activity."""

from __future__ import annotations

import re

from sopkit.rules.wordings import forms, words

__all__ = ["ends_with_abbreviation", "sentences"]

_STOP = re.compile(r"[.!?]+(?=\s+[A-Z(\"'])")
_LAST_WORD = re.compile(r"([\w.]*)$")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; the stop of an abbreviation, a number or an initial ends none.

    >>> sentences("Menerima surat Kab. Blora. Mencatat surat.")
    ('Menerima surat Kab. Blora.', 'Mencatat surat.')
    """
    found, start = [], 0
    for stop in _STOP.finditer(text):
        before = text[start : stop.end()]
        if not ends_with_abbreviation(before) and _last_word(before) not in forms("abbreviations"):
            found.append(text[start : stop.end()].strip())
            start = stop.end()
    return tuple(sentence for sentence in (*found, text[start:].strip()) if sentence)


def ends_with_abbreviation(text: str) -> bool:
    """Return whether a text ends with an abbreviation, an initial or a number that have a stop of their own.

    The name of a position needs none, as in `disampaikan kepada Karo.`
    """
    word = _last_word(text)
    if text.endswith(("..", "…")) or word in words("full_stop_abbreviations"):
        return True
    return text.endswith(".") and (len(word) < 2 or word.isdigit() or "." in word)


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text.rstrip(".")[-30:])
    return found[1].casefold() if found else ""
