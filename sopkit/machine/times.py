"""What a case takes by the time standards of the steps it has completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.errors import InvalidValue
from sopkit.flow.durations import Total
from sopkit.machine.events import MoveKind

if TYPE_CHECKING:
    from sopkit.flow.timing import Timing
    from sopkit.machine.case import Case

__all__ = ["standard_time"]

_WITHIN = (MoveKind.START, MoveKind.HAND_OVER)


def standard_time(case: Case, timing: Timing) -> Total:
    """Return the sum of the completed visits, each as long as its step's time standard says.

    The visit that the case is in is not complete, so it is not counted.

    Raises InvalidValue if `timing` is that of another SOP than the case's.
    """
    if timing.sop != case.sop:
        raise InvalidValue("timing", timing, f"the times of the case's own SOP, `{case.sop.title}`")
    left = (event.source for event in case.history if event.kind not in _WITHIN)
    totals = {entry.step.key: entry.total for entry in timing.steps}
    return Total.of(totals[key] for key in left if key is not None)
