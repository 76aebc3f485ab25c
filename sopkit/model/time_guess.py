"""What an unreadable time probably means: a suggestion for its author, never a reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.model.time_grammar import UnclearTime, read
from sopkit.model.time_tokens import UNIT, WORDS, Sign, Token, tokens
from sopkit.model.time_words import format_time

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["suggest"]

_MOST_TOKENS = 24
_NUMBERS = {Sign.NUMBER, Sign.UNCLEAR}
_TELLING = {Sign.UNIT, Sign.PER, Sign.SLASH, Sign.TIMES}

_SHORT = {
    "hr": "hari", "hri": "hari", "h": None, "hk": "hari kerja", "jm": "jam", "mt": "menit", "mg": "minggu",
    "mggu": "minggu", "th": "tahun", "smt": "semester", "mnit": "menit", "mn": "menit",
    "krj": "kerja", "han": "hari", "bl": "bulan",
}  # fmt: skip
"""Short forms with more than one reading, or none that everyone knows, and what they mostly mean."""

_OWN_MEASURE = re.compile(
    r"jam (?:pelajaran|pelatihan|kuliah|latihan|praktik)|\b(?:jp|jpl|sks)\b", re.IGNORECASE
)
"""An hour of 35 to 50 minutes, so that no length is near."""

_DIGITS = str.maketrans("OoQlI|SBZ", "000111582")
_MULTIPLE = re.compile(
    r"([0-9]{1,4}) ?[x×] ?([0-9]{1,4})(?= ?(?:menit|mn?t|mins?|jam|hour|hari|day))", re.IGNORECASE
)
"""`2 x 60 menit`, but not `2 x 1 tahun`, which may say how often."""
_LIKE_DIGITS = "[0-9OoQlI|SBZ]{1,4}"
_LETTERS_FOR_DIGITS = re.compile(
    rf"(?<![^\W_]){_LIKE_DIGITS}(?:[.,]{_LIKE_DIGITS})?(?= ?(?:-|s[./]|sampai|(?i:{UNIT})(?![^\W\d_])))"
)
"""A number of which a scanner took digits for letters, as `3O menit` or `l hari`."""

_ENGLISH = re.compile(r"minute|hour|day|week|month|year|working|at (?:most|least)|about", re.IGNORECASE)


def suggest(folded: str) -> str | None:
    """Return the nearest text that reads as one time, or None if none is near or the text is a long story."""
    if len(tokens(folded)) > _MOST_TOKENS or _OWN_MEASURE.search(folded):
        return None
    for candidate in _candidates(folded):
        try:
            reading = read(candidate)
        except UnclearTime:
            continue
        if reading.contradiction is None:
            return format_time(reading, "en" if _ENGLISH.search(candidate) else "id")
    return None


def _candidates(folded: str) -> Iterator[str]:
    text = re.sub(r"\bham(?= (?:kerja|kalender))", "hari", folded, flags=re.IGNORECASE)
    spelled = _respelled(re.sub(r"\bhari (?=libur|besar)", "", text, flags=re.IGNORECASE))
    for text in dict.fromkeys((folded, spelled)):
        yield from _repaired(text)
    row = tokens(spelled)
    yield from _alternatives(row, spelled)
    yield from _only_time(row, spelled)


def _repaired(text: str) -> Iterator[str]:
    """Yield a text with one frequent slip undone at a time."""
    yield text
    yield re.sub(r"^-+ *", "", text)
    yield re.sub(r"^(?=[.,][0-9])", "0", text)
    yield re.sub(r"(hari)(?=kerja|kalender|efektif)", r"\1 ", text, flags=re.IGNORECASE)
    yield re.sub(r"(?<=[0-9]) (?=[0-9])", "", text)
    yield _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS), text)
    yield re.sub(r"(?<=[0-9]) ?'(?!')", " menit", text)
    yield re.sub(r"(?<=[0-9]) ?(?:~|\.\.) ?(?=[0-9])", " - ", text)
    yield re.sub(r"(?<=[0-9])[.,](?=[0-9]{3}(?![0-9]))", "", text)
    yield re.sub(r"([0-9]+)[.,]([0-5][0-9]) ?jam", r"\1 jam \2 menit", text, flags=re.IGNORECASE)
    yield re.sub(r"([0-9]+)[.,]([0-5][0-9]) ?hours?", r"\1 hours \2 minutes", text, flags=re.IGNORECASE)
    yield _MULTIPLE.sub(_product, text)
    yield re.sub(r"([0-9]+) ?(?:/|,|atau|or) ?([0-9]+)", r"\1 - \2", text, flags=re.IGNORECASE)
    yield re.sub(r"(?<=[^\W\d_])[ ,;.]+(?:dan |and )?(?=[0-9])", " + ", text)


def _product(match: re.Match[str]) -> str:
    return str(int(match[1]) * int(match[2]))


def _respelled(folded: str) -> str:
    """Return the text with every unknown word that is near a known one written as that."""
    text = folded
    for token in reversed(tokens(folded)):
        word = token.text.casefold()
        if token.sign is Sign.WORD:
            known = _SHORT[word] if word in _SHORT else _nearest(word)
            if known is not None:
                blank = " " if text[token.start - 1 : token.start].isdigit() else ""
                text = text[: token.start] + blank + known + text[token.end :]
    return text


def _nearest(word: str) -> str | None:
    allowed = 1 if len(word) <= 5 else 2
    alike = [known for known in WORDS if abs(len(known) - len(word)) <= allowed < len(word) - 1]
    best = min(alike, key=lambda known: distance(word, known), default=None)
    if best is None or (distance(word, best) > allowed and sorted(word) != sorted(best)):
        return None
    return best


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap to turn one word into another.

    >>> distance("minit", "menit"), distance("jma", "jam")
    (1, 1)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, last = last, here
    return last[-1]


def _alternatives(row: tuple[Token, ...], text: str) -> Iterator[str]:
    """Yield `A / B` and `A atau B` as the range from A to B, the way to write that either may be."""
    parting = [token for token in row if token.sign in {Sign.SLASH, Sign.OR}]
    if len(parting) == 1:
        yield f"{text[: parting[0].start].strip()} - {text[parting[0].end :].strip()}"


def _only_time(row: tuple[Token, ...], text: str) -> Iterator[str]:
    """Yield the longest stretch that reads as a time, if no other time stands outside it."""
    for length in range(len(row) - 1, 1, -1):
        for start in range(len(row) - length + 1):
            stretch = row[start : start + length]
            after_word = start > 0 and stretch[0].sign is Sign.PLUS  # Of `H+1`, where it means no ±.
            if (
                stretch[0].sign is Sign.WORD
                or after_word
                or Sign.UNIT not in {token.sign for token in stretch}
            ):
                continue
            if not any(_changes_meaning(rest) for rest in (row[:start], row[start + length :])):
                yield text[stretch[0].start : stretch[-1].end]


def _changes_meaning(row: tuple[Token, ...]) -> bool:
    """Whether what stands beside a time is another time or number, how often or for how many pieces."""
    signs = {token.sign for token in row}
    return bool(signs & _TELLING) or (bool(signs & _NUMBERS) and Sign.OPEN not in signs)
