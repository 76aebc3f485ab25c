"""Finds documents and regulations among the related SOPs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of, plain_item, shortened, words_of
from sopkit.rules.regulations import citation
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_SOP = re.compile(r"(?<!\w)(?:sop|pos|spo|prosedur)(?!\w)", re.IGNORECASE)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each related item that begins with a regulation or a plan, and nowhere says SOP."""
    for index, item in items_of(sop, "related"):
        if _SOP.search(item[:400]):
            continue
        cited = citation(item)
        plain = f"{plain_item(item[:200])} "
        document = next(
            (word for word in words_of("titles", "documents") if plain.startswith(f"{word} ")), None
        )
        if document or (cited and (cited.number or cited.has_subject)):
            yield Spot(("related", index), (("item", shortened(item)), ("key_related", "related")))
