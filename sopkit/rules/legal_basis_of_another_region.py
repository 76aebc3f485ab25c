"""Finds regional regulations that belong to another region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of
from sopkit.rules.regions import is_same, own_region, own_words, plain_region, region_of
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield each regional regulation of a region that is not the SOP's own.

    The own regions are those that the office has set. Without them it is that of the letterhead, and only
    regulations of its level are compared, for a city also goes by the rules of its province.
    """
    own = own_region(sop)
    for index, item in items_of(sop, "legal_basis"):
        found = region_of(item)
        if found is None:
            continue
        (level, name), words = found
        names = [plain_region(region) for region in options.regions]
        if not names and own and own[0] == level:
            names = [own[1]]
        if names and not any(is_same(name, each) for each in names):
            details = (("region", words), ("own", ", ".join(options.regions) or own_words(sop)))
            yield Spot(("legal_basis", index), details, words=words if item.count(words) == 1 else None)
