"""Words to ids: what is left of a text as small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["slug"]


def slug(words: str, *, marks: str = "") -> str:
    """Return words as an id: small letters without accents, digits, and hyphens for all else but `marks`.

    It begins and ends with a letter or digit, and is empty where the words have none.

    >>> slug("SOP Cuti (2)"), slug("Pelayanan_v1.2", marks="._")
    ('sop-cuti-2', 'pelayanan_v1.2')
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(rf"[^a-z0-9{re.escape(marks)}]+", "-", letters).strip(f"-{marks}")
