"""Ids out of words."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["as_id"]


def as_id(words: str) -> str:
    """Return words as an id: small letters without accents, joined by hyphens; empty if nothing is left.

    >>> as_id("Stok Opnam\u00e9")
    'stok-opname'
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
