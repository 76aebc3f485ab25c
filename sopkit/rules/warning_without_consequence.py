"""Finds warnings that say neither a condition nor a consequence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.identity import items_of, shortened
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]

_SAYS = re.compile(
    r"(?<!\w)(?:jika|jikalau|apabila|bila|bilamana|kalau|tanpa|maka|akan|dapat|sanksi|mengakibatkan|menyebabkan|"
    r"berakibat|berdampak|menimbulkan|dikenai|dikenakan|dilarang|tidak|jangan|harus|wajib|if|unless|must|may|not)"
    r"(?!\w)",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each warning without a word such as `jika`, `maka`, `dapat` or `wajib`."""
    for index, item in items_of(sop, "warnings"):
        if not _SAYS.search(item):
            yield Spot(("warnings", index), (("item", shortened(item)), ("key_warnings", "warnings")))
