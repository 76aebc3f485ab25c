"""Finds durations in an activity or a note that the time of the step contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import TimeKind, Unit
from sopkit.rules.durations_in_text import amounts_in, durations_in
from sopkit.rules.plausible import Amount, Reach, exceeds, reach_of, together
from sopkit.rules.spot import Spot
from sopkit.rules.times import is_doubtful, measured_times, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, TimeStandard
    from sopkit.rules.durations_in_text import DurationInText

__all__ = ["check"]

_CLOCK = frozenset({Unit.MINUTE, Unit.HOUR})


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity and each note with durations of which none agrees with the time of its step."""
    for row, time in measured_times(sop):
        if is_doubtful(time):
            continue
        step = sop.steps[row]
        for key, text in (("activity", step.activity), ("note", step.note or "")):
            found = list(durations_in(text))
            if found and all(_contradicts(each, time) for each in found) and not _is_among(text, time):
                details = (("number", str(row + 1)), ("words", found[0].words), ("text", time.text))
                yield Spot(("steps", row, key), details, related=(("steps", row, "time"),))


def _is_among(text: str, time: TimeStandard) -> bool:
    """Whether a text names several times, and that of the step lies between one of them and their sum."""
    reaches = [reach_of(amount) for amount in amounts_in(text)]
    given, most = reach_of(time), together(reaches).most
    if len(reaches) < 2 or given.most is None or most is None:
        return False
    is_less = all(exceeds(reach.least, given.most) for reach in reaches)
    return not is_less and not exceeds(given.least, most)


def _contradicts(duration: DurationInText, time: TimeStandard) -> bool:
    """Whether the time of a step contradicts a duration, whatever their units mean.

    What is longer than a bound contradicts it. What is shorter does so only where both are told alike, in
    days or by the clock, and where it is less than half: `paling lambat 14 hari kalender` beside
    `1 hari kerja` makes a reader wonder, but half an hour of work may well have a day until it is due. From
    an event on, time passes in which nobody works, so that there only what is longer counts. A duration that
    no words before it tell to be that of the work counts only beside one that is told alike.
    """
    said, given = reach_of(duration.time), reach_of(time)
    alike = _by_the_clock(duration.time) == _by_the_clock(time)
    if duration.is_bare and not alike:
        return False
    too_long = said.most is not None and exceeds(given.least, said.most)
    if duration.time.kind is TimeKind.AT_LEAST:
        return alike and _is_more(said.least, given)
    if duration.has_event:
        return too_long
    if duration.is_bound:
        return too_long or (alike and said.most is not None and _is_more(said.most, given, factor=2))
    return too_long or _is_more(said.least, given)


def _is_more(said: Amount, given: Reach, *, factor: int = 1) -> bool:
    """Whether what is said is over so many times the most that is given."""
    return given.most is not None and exceeds(said, given.most, factor=factor)


def _by_the_clock(time: TimeStandard) -> bool:
    """Whether a time is told in minutes and hours, as effort mostly is."""
    return units_of(time) <= _CLOCK
