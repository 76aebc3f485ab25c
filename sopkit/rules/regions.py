"""Which province, regency or city an SOP belongs to, and which one a regional regulation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sopkit.rules.identity import word_rows
from sopkit.rules.nearest import nearest

if TYPE_CHECKING:
    from sopkit.model import Sop

__all__ = ["Region", "is_same", "own_region", "own_words", "plain_region", "region_of"]

Region = tuple[str, str]
"""The level, `province` or `regency` or empty where it is not known, and the name to compare."""

_LETTERHEAD = re.compile(
    r"\s*pemerintah\s+(?:daerah\s+)?(provinsi|propinsi|kabupaten|kota)\s+(\S.{1,60})", re.IGNORECASE
)
_NUMBERING = re.compile(r"\s*(?:\(?\d{1,2}\s?[.,)]+\s*)?")
_REGIONAL = re.compile(
    r"(?:(?:peraturan|keputusan|instruksi)\s+(?P<head>gubernur|bupati|wali\s?kota)|"
    r"(?P<short>pergub|perbup|perwal(?:i|ko)?|perwako|kepgub|kepbup|kepwal)|"
    r"(?:peraturan\s+daerah|perda)\s+(?P<level>provinsi|propinsi|kabupaten|kab\.?|kota))"
    r"(?!\w)\s*(?P<name>[^\d,;:()]{2,60}?)\s*(?=(?:nomor|no|tahun|tentang)(?!\w)|\d)",
    re.IGNORECASE,
)
_PROVINCE_WORDS = frozenset({"gubernur", "pergub", "kepgub", "provinsi", "propinsi"})
_NO_NAME = frozenset(
    {
        "provinsi",
        "propinsi",
        "kabupaten",
        "kab",
        "kota",
        "daerah",
        "khusus",
        "ibukota",
        "ibu",
        "dki",
        "istimewa",
    }
    | {"di", "administrasi", "tingkat", "i", "ii", "pemerintah", "nanggroe", "darussalam", "dan", "republik"}
)


def own_region(sop: Sop) -> Region | None:
    """Return the region that the letterhead names, the last if several; None where it names none."""
    found = _letterhead(sop)
    if found is None:
        return None
    name = plain_region(found[2])
    return (_level(found[1]), name) if name else None


def own_words(sop: Sop) -> str:
    """Return the region as the letterhead has it; empty where it names none."""
    found = _letterhead(sop)
    return f"{found[1]} {found[2]}" if found else ""


def region_of(item: str) -> tuple[Region, str] | None:
    """Return the region of the regional regulation with which an item begins, and its words as written.

    None for other regulations, and where it does not say of which region it is.
    """
    text = item[:200]
    start = _NUMBERING.match(text)
    found = _REGIONAL.match(text, start.end() if start else 0)
    if found is None:
        return None
    name = plain_region(found["name"])
    if name in {"nomor", "no", "tahun", "tentang"}:
        return None
    kind = (found["head"] or found["short"] or found["level"]).casefold()
    return ((_level(kind), name), found["name"].strip()) if name else None


def is_same(one: str, other: str) -> bool:
    """Return whether two names of regions may mean the same one; a doubt counts as the same.

    >>> is_same("kutai kartanegara", "kutai kertanegara"), is_same("batam", "mataram")
    (True, False)
    """
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words or nearest(one, (other,)) is not None


def plain_region(name: str) -> str:
    """Return a name of a region to compare: without its level, long, and in lower case."""
    words = re.sub(r"[^\w\s]+", " ", name.casefold()).split()
    return " ".join(_short_names().get(word, word) for word in words if word not in _NO_NAME)


def _letterhead(sop: Sop) -> re.Match[str] | None:
    found = [match for line in sop.agency if (match := _LETTERHEAD.match(line[:200]))]
    return found[-1] if found else None


def _level(word: str) -> str:
    return "province" if word.casefold() in _PROVINCE_WORDS else "regency"


@cache
def _short_names() -> dict[str, str]:
    return {row["short"]: row["full"] for row in word_rows("regions")}
