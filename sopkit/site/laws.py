"""The pages by law: each legal basis with the SOPs that rest on it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.rules.cells import is_dash
from sopkit.site.linked import Link
from sopkit.site.names import law_key, law_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.site.summary import Summary

__all__ = ["LawPage", "law_pages"]

_RANKS: Final = ("uu ", "pp ", "perpres ", "keppres ", "permen", "peraturan menteri", "peraturan daerah")
"""Beginnings of the keys of regulations, the highest first.

Source: UU 12/2011, Pasal 7, for the order of laws, government and presidential regulations.
"""


@dataclass(frozen=True, slots=True)
class LawPage:
    """A regulation with the SOPs that rest on it."""

    words: str
    """As most SOPs cite it, of spellings as frequent the longest."""
    language: str
    page: str
    spellings: tuple[str, ...]
    """The other ways in which it is cited."""
    sops: tuple[tuple[Summary, Link], ...]


def law_pages(summaries: Iterable[Summary]) -> tuple[LawPage, ...]:
    """Return every item of the legal bases of the SOPs that have a page, laws first.

    Spellings that name the same kind, number and year are one, and those without that differ in marks, letter
    case and spaces alone.
    """
    found: dict[str, list[tuple[str, Summary]]] = {}
    for summary in summaries:
        if summary.name is not None:
            for item in summary.legal_basis:
                if not is_dash(item):
                    found.setdefault(law_key(item), []).append((item, summary))
    ordered = sorted(found.items(), key=lambda entry: _place(entry[0]))
    return tuple(_law(key, cited) for key, cited in ordered)


def _place(key: str) -> tuple[int, str, int, int, str]:
    """Return where a regulation stands: by rank, then by kind, year and number."""
    rank = next((rank for rank, start in enumerate(_RANKS) if key.startswith(start)), len(_RANKS))
    cited = re.fullmatch(r"(.*) (\d{1,9}) (\d{4})", key)
    if cited is None:
        return rank, key, 0, 0, key
    return rank, cited[1], int(cited[3]), int(cited[2]), key


def _law(key: str, cited: list[tuple[str, Summary]]) -> LawPage:
    often = Counter(item for item, _ in cited)
    spellings = sorted(often, key=lambda item: (-often[item], -len(item), item))
    sops = {summary.file: summary for _, summary in cited}
    ordered = sorted(sops.values(), key=lambda sop: (sop.title.casefold(), sop.file))
    return LawPage(
        words=spellings[0],
        language=next(summary.language for item, summary in cited if item == spellings[0]),
        page=law_page(spellings[0]),
        spellings=tuple(spellings[1:]),
        sops=tuple((sop, Link.to(sop)) for sop in ordered),
    )
