"""Conditions in the words of an activity: work that is sent back, and decisions that are not drawn."""

from __future__ import annotations

import re
from functools import cache

from sopkit.rules.wordings import alternatives

__all__ = ["decision_words", "optional_words", "returned_to", "returns_in", "starts_with_condition"]

_REACH = 150
"""So many characters before the words that send work back their condition is looked for."""
_TARGET = re.compile(
    r"(?: kembali| lagi)?(?: (?:ke|kepada|pada|oleh)(?: [A-Z][\w.]*)+| (?:ke|kepada|pada|oleh) [\w.]+)?"
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")


def returns_in(text: str) -> str | None:
    """Return the words that send work back under a condition, with their condition and whereto."""
    for back in _sent_back().finditer(text):
        before = _SENTENCE_END.split(text[max(0, back.start() - _REACH) : back.start()])[-1]
        cause = _last(_condition(), before)
        cause = _last(_cause(), before) if cause is None else cause
        if cause is None or _given_back().search(text[back.start() - len(before) + cause : back.end() + 60]):
            continue
        target = _TARGET.match(text, back.end())
        start = back.start() - len(before) + cause
        return text[start : target.end() if target else back.end()].rstrip(" .,;")
    return None


def returned_to(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words stand that send work back to somebody, up to the name: `dikembalikan kepada`."""
    return tuple(found.span() for found in _sent_back_to().finditer(text))


def decision_words(text: str) -> str | None:
    """Return the words of a decision: `jika disetujui`, two conditions, or `ya: …` and `tidak: …`."""
    answers = list(_answers().finditer(text))
    if len({answer.group(1)[0] in "tT" for answer in answers}) > 1:
        return answers[0].group().strip()
    conditions = [
        found for found in _condition().finditer(text) if not _optional().match(text, found.start())
    ]
    for condition in conditions:
        told = _outcome().match(text, condition.start())
        if told:
            return told.group().strip()
    if len(conditions) > 1:
        return _clause(text, conditions[0].start())
    either = _either().search(text) or _alternatives().search(text)
    return either.group().strip() if either else None


def starts_with_condition(text: str) -> str | None:
    """Return the condition with which an activity begins, up to its comma or `maka`."""
    begins = _condition().match(text)
    return None if begins is None or _optional().match(text) else _clause(text, 0)


def optional_words(text: str) -> str | None:
    """Return the words by which an activity need not be done: `apabila diperlukan`."""
    found = _optional().search(text)
    return found.group() if found else None


def _clause(text: str, start: int) -> str:
    end = re.compile(r"[,;.)]| maka\b").search(text, start + 1)
    return text[start : min(end.start() if end else len(text), start + 80)].strip()


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    start = None
    for found in pattern.finditer(text):
        start = found.start()
    return start


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _sent_back() -> re.Pattern[str]:
    return _pattern(rf"\b(?:{alternatives('sent_back')})\b")


@cache
def _sent_back_to() -> re.Pattern[str]:
    return _pattern(
        r"\b(?:dikembalikan|mengembalikan|kembalikan|kembali|diserahkan kembali|diperbaiki(?: kembali| lagi)?"
        r"|direvisi(?: kembali)?)(?: lagi| kembali)?(?: untuk (?:di)?perbaiki)? (?:kepada|pada|ke|oleh) "
    )


@cache
def _alternatives() -> re.Pattern[str]:
    """Two pieces of work of which one is done: `menyetujui atau menolak`, `dan/atau menyerahkan`."""
    refusal = r"(?:menolak|mengembalikan|menangguhkan|membatalkan|tidak me\w+)"
    return _pattern(rf"\bme\w+(?: ?/ ?| (?:dan/)?atau ){refusal}\b|\bdan ?/ ?atau me\w+")


@cache
def _cause() -> re.Pattern[str]:
    return _pattern(r"\b(?:yang )?(?:belum|tidak|kurang|salah)\b(?! hanya\b)")


@cache
def _given_back() -> re.Pattern[str]:
    return _pattern(rf"\b(?:{alternatives('not_sent_back')})\b")


@cache
def _condition() -> re.Pattern[str]:
    return _pattern(rf"\b(?:{alternatives('conditions')})\b(?! ada *(?:\)|,|$))")


@cache
def _optional() -> re.Pattern[str]:
    return _pattern(
        rf"\b(?:{alternatives('conditions')}) (?:memang |masih |sangat )?(?:{alternatives('optional')})\b"
    )


@cache
def _outcome() -> re.Pattern[str]:
    answers = alternatives("answers").replace("ada ", "(?:ter|di)?(?:ada|dapat|temukan) (?:ada )?")
    return _pattern(
        rf"\b(?:{alternatives('conditions')}) "
        rf"(?:tidak\b(?= *,| maka| di| me|$)|(?:[^\W_]+ ){{0,3}}?(?:{answers})\b)"
    )


@cache
def _answers() -> re.Pattern[str]:
    return _pattern(r"\b(i?ya|tidak|tdk) ?[:=] ?[^,;.()]{0,40}")


@cache
def _either() -> re.Pattern[str]:
    return _pattern(
        r"\b(?:memutuskan|menentukan|penentuan)\b[^.;]{0,80}?\b"
        r"(?:apakah\b[^.;,]{0,40}\b|atau (?:tidak|belum)\b|\w+/ ?tidak\b)"
    )
