"""Finds a stated total that is not the sum of the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Reword
from sopkit.flow.ways import longest_way, shortest_way
from sopkit.model import END, TimeKind
from sopkit.model.time_parser import parse_time
from sopkit.rules.plausible import (
    CARELESS_DAYS,
    UNKNOWN,
    Amount,
    Reach,
    exceeds,
    reach_of,
    rounding_of,
    together,
)
from sopkit.rules.spot import Spot
from sopkit.rules.times import MEASURE, is_doubtful, is_measured, sum_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.flow import Flow
    from sopkit.model import Sop, Step, StepKey, TimeStandard

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield the stated total if it is the sum of the steps in no meaning of the units, rounded or not.

    Where steps can be skipped, it may also be the sum of the shortest, the longest or the ordinary way. Time
    that cannot be counted may take any time. Nothing is said beside a time of which another rule says that
    it contradicts itself or stands upside down.
    """
    stated = sop.total_time
    times = [step.time for step in sop.steps if step.time]
    if not sop.steps or stated is None or not is_measured(stated):
        return
    if any(is_doubtful(time) for time in (stated, *times)):
        return
    column = _reach(sop.steps)
    ways = [_reach(way) for way in _ways(sop, flow)]
    if ways and stated.kind is TimeKind.RANGE:
        ways.append(Reach(ways[0].least, ways[1].most))
    if any(_may_be(stated, reach) for reach in (column, *ways)):
        return
    words = sum_in_words(sop.steps, sop.language)
    details = (("key_total_time", "total_time"), ("text", stated.text), ("sum", words))
    fix = (Reword(("total_time",), "", words),) if is_measured(parse_time(words)) else ()
    yield Spot(("total_time",), details, fix=fix)


def _ways(sop: Sop, flow: Flow) -> Iterator[Sequence[Step]]:
    """Yield the shortest, the longest and the ordinary way, if there is one to an end."""
    steps = {step.key: step for step in sop.steps}
    totals = {key: MEASURE.total(key, step.time) for key, step in steps.items()}
    least = {key: MEASURE.comparable(total.minimum) for key, total in totals.items()}
    most = {key: MEASURE.comparable(total.maximum) for key, total in totals.items()}
    for way in (shortest_way(flow, least), longest_way(flow, most), _ordinary_way(sop)):
        if way is None:
            return
        yield [steps[key] for key in way]


def _ordinary_way(sop: Sop) -> list[StepKey] | None:
    """Return the steps that a case visits if no decision sends it elsewhere."""
    rows = {step.key: row for row, step in enumerate(sop.steps)}
    way, row = [], 0
    while row < len(sop.steps):
        step = sop.steps[row]
        way.append(step.key)
        following = row + 1 if step.next is None else rows.get(step.next, row)
        if step.next == END:
            break
        if following <= row:
            return None
        row = following
    return way


def _reach(steps: Sequence[Step]) -> Reach:
    """Return from how much to how much steps add up; the most is unknown where some time is uncounted."""
    reaches = [reach_of(step.time) if step.time and is_measured(step.time) else UNKNOWN for step in steps]
    return together(reaches)


def _may_be(stated: TimeStandard, found: Reach) -> bool:
    """Whether a total states what was found: lies within it, or if it is a range, holds it.

    It may be rounded up by less than one of its units, and down by less than half of one.
    """
    given, up = reach_of(stated), rounding_of(stated)
    down = {unit: part / 2 for unit, part in up.items()}
    if stated.kind is TimeKind.RANGE and found.most is not None:
        return not (_more(given.least, found.least, up) or _more(found.most, given.most, down))
    return not (_more(found.least, given.most, down) or _more(given.least, found.most, up))


def _more(more: Amount | None, less: Amount | None, rounding: Amount) -> bool:
    if more is None or less is None:
        return False
    return exceeds(more, less, by=rounding, days=CARELESS_DAYS)
