"""Titles of positions as offices shorten them: `Kabag TU` is `Kepala Bagian Tata Usaha`."""

from __future__ import annotations

import re
from functools import cache

from sopkit.rules.identity import word_rows, words_of

__all__ = ["degree_in", "full_position", "is_bare_head", "parts_of", "plain_title"]

_MOST_READ = 200
_BETWEEN = re.compile(r"\s*[/,;&+]\s*|\s+(?:dan|atau)\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]{0,40}\)")


def plain_title(title: str) -> str:
    """Return a title to compare: without marks, letter case and what stands in brackets.

    >>> plain_title("Pejabat Pembuat Komitmen (PPK)")
    'pejabat pembuat komitmen'
    """
    words = _IN_BRACKETS.sub(" ", title[:_MOST_READ])
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold()).split())


def full_position(title: str) -> str:
    """Return a title to compare, with its short words in full.

    >>> full_position("Kasubbag TU")
    'kepala subbagian tata usaha'
    """
    plain = plain_title(title).replace("sub bag", "subbag").replace("sub bid", "subbid")
    return " ".join(_short_words().get(word, word) for word in plain.split())


def is_bare_head(position: str) -> bool:
    """Return whether a full position says only what it heads: `kepala bagian`."""
    return position in words_of("positions", "bare_heads")


def parts_of(title: str) -> list[str]:
    """Return the positions that one title names: `Ketua / Anggota UPG`."""
    return [part for part in _BETWEEN.split(title[:_MOST_READ]) if part.strip()]


def degree_in(title: str) -> str | None:
    """Return the first academic degree or staff number in a title; None where there is none."""
    found = _degrees().search(title[:_MOST_READ])
    return found.group().strip(" ,") if found else None


@cache
def _short_words() -> dict[str, str]:
    return {row["short"]: row["full"] for row in word_rows("short_positions")}


@cache
def _degrees() -> re.Pattern[str]:
    """A degree behind a comma, one before a name, or a staff number."""
    degrees = "|".join(re.escape(each) for each in sorted(words_of("positions", "degrees"), key=len)[::-1])
    before = "|".join(re.escape(each) for each in words_of("positions", "degrees_before"))
    return re.compile(
        rf",\s*(?:{degrees})(?![\w])|(?<!\w)(?:{before})\s+[A-Z][a-z]|(?<!\w)NIP\s*[.:]?\s*\d{{4}}"
    )
