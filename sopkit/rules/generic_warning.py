"""Finds warnings that could stand on any SOP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of, plain_item, shortened
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_NOT_DONE = re.compile(
    r"(?:sop|prosedur|standar operasional prosedur)(?:\s+(?:ini|tersebut|di atas))?\s+"
    r"(?:ini\s+)?(?:tidak|tak)\s+(?:di\s?|ter)(?:laksana|jalan|ikut|patuh|taat|terap)\w*"
    r"(?:\s+(?:dengan\s+)?(?:baik|benar|tepat|semestinya|sebagaimana mestinya|sepenuhnya))?"
)
_OUTCOME = re.compile(
    r"(?:tidak|kurang)\s+(?:\w+\s+)?(?:berjalan|terlaksana|efektif|optimal|lancar|tercapai|maksimal|tertib)|"
    r"terhambat|terganggu|tertunda|kendala|hambatan|tidak terlaksananya"
)
_EMPTY_CAUSE = re.compile(r"(?:jika|apabila|bila)\s+kebijakan\s+tidak\s+dibuat")
_MOST_READ = 600


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each warning that only says that work suffers where the procedure is not followed."""
    for index, item in items_of(sop, "warnings"):
        plain = plain_item(item[:_MOST_READ])
        cause = _NOT_DONE.search(plain) or _EMPTY_CAUSE.search(plain)
        if cause and _OUTCOME.search(plain, cause.end()):
            yield Spot(("warnings", index), (("item", shortened(item)), ("key_warnings", "warnings")))
