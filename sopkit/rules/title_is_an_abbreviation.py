"""Finds titles that are nothing but an abbreviation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.titles import sop_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_MOST_LETTERS = 12
_SYLLABLES = re.compile(
    r"(?:(?:str|skr|spr|ng|ny|sy|kh|[bcdfgkpt]?[rl]|s[kptwlm]|k[sw]|t[w]|p[s]|[bcdfghjkmnpqstvwxyz])?"
    r"(?:ai|au|oi|[aiueo])(?:ng|ks|rs|ns|[bdfghklmnprst](?![aiueo]))?)+"
)
"""What can be spoken as an Indonesian word: syllables with at most a group of consonants before the vowel."""


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the title if it is a single word in capitals that cannot be spoken."""
    bare = sop.title[len(sop_words(sop.title)) :].strip(" :–-.")
    is_short = 2 <= len(bare) <= _MOST_LETTERS and bare.isascii()
    if is_short and bare.isalpha() and bare.isupper() and not _SYLLABLES.fullmatch(bare.casefold()):
        yield Spot(("title",), (("title", bare), ("key_title", "title")))
