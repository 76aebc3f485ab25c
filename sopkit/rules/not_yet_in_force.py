"""Finds SOPs that are called in force before their day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sopkit.model import Status
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop
    from sopkit.rules.options import Options

__all__ = ["check_by"]


def check_by(sop: Sop, flow: Flow, options: Options) -> Iterator[Spot]:
    """Yield the status `in-force` if the SOP takes effect after today; nothing without a day of today."""
    today = options.today
    if today and sop.status is Status.IN_FORCE and date.min < today < sop.effective:
        details = (
            ("key_status", "status"),
            ("key_effective", "effective"),
            ("date", sop.effective.isoformat()),
            ("today", today.isoformat()),
        )
        yield Spot(("status",), details, related=(("effective",),))
