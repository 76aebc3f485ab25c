"""Titles of SOPs as people write them, with and without the word SOP in front."""

from __future__ import annotations

import re

__all__ = ["bare_title", "sop_words"]

_SOP_WORDS = re.compile(
    r"\s*((sop[ -]?ap|sop|(?-i:POS|SPO)(?!\s+(pelayanan|jaga|keamanan|pengamanan|kesehatan|lintas|komando))|"
    r"(standar|standard) operasional prosedur|standard operating procedures?|"
    r"prosedur operasional standar|standar prosedur operasional)\b[\s:–-]*)+",
    re.IGNORECASE,
)


def sop_words(title: str) -> str:
    """Return the words at the beginning that only say that this is an SOP; empty if there are none.

    >>> sop_words("SOP Pengumpulan Data")
    'SOP'
    """
    found = _SOP_WORDS.match(title)
    return found.group().strip(" \t:–-") if found else ""


def bare_title(title: str) -> str:
    """Return a title to compare: without the SOP words, letter case, spaces and the last full stop.

    >>> bare_title("SOP  Pengumpulan Data.") == bare_title("pengumpulan data")
    True
    """
    found = _SOP_WORDS.match(title)
    rest = title[found.end() :] if found else title
    return " ".join(rest.split()).rstrip(" .;,").casefold()
