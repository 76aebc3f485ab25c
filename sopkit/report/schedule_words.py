"""When the ways of an SOP end, for a reader and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text as words
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sopkit.flow.schedule import Schedule
    from sopkit.flow.timing import Timing
    from sopkit.model import StepKey

__all__ = ["as_json", "block", "moment_words"]


def block(
    schedules: Mapping[str, Schedule],
    timing: Timing,
    language: str,
    *,
    knows_holidays: bool,
    asked: date | None = None,
) -> list[str]:
    """Return when ways end, as the lines of a block; a line set in by spaces belongs to the one above.

    `schedules` are by the kind of way: `shortest` and `longest`, or `only` where there is but one. `asked` is
    the day that was asked for, if it may be another than that of the start.
    """
    told = _Told(timing, language)
    first = next(iter(schedules.values()))
    lines = [told.say("start", start=moment_words(first.start, language))]
    if asked is not None and asked != first.start.date():
        lines.append("  " + told.say("moved", date=format_date(asked, language)))
    elif first.begin != first.start:
        lines.append("  " + told.say("waits", begin=moment_words(first.begin, language)))
    for name, schedule in schedules.items():
        lines += told.way(name, schedule)
    undecided = dict.fromkeys(str(year) for each in schedules.values() for year in each.undecided_years)
    if undecided:
        lines.append("  " + told.say("undecided", years=", ".join(undecided)))
    if not knows_holidays:
        lines.append("  " + told.say("no-holidays"))
    return lines


class _Told:
    """Words about schedules in one language."""

    def __init__(self, timing: Timing, language: str) -> None:
        self._timing = timing
        self._language = language
        self._numbers = {step.key: str(step.number) for step in timing.sop.steps}

    def way(self, name: str, schedule: Schedule) -> Iterator[str]:
        """Yield when one way ends, and by which steps that is unsure."""
        earliest = moment_words(schedule.earliest_end, self._language)
        if schedule.latest_end is None:
            end = self.say("from", earliest=earliest)
        else:
            latest = moment_words(schedule.latest_end, self._language)
            kind = "end" if earliest == latest else "between"
            end = self.say(kind, earliest=earliest, latest=latest)
        yield "  " + self.say(name, end=end)
        unsure = dict.fromkeys(remark.step for remark in schedule.remarks if remark.doubt.is_uncounted)
        if unsure:
            yield "    " + self.say("uncounted", steps=self._named(unsure))
        longest = self._timing.longest
        if name == "longest" and longest is not None and longest.passed_by:
            steps = self._named(longest.passed_by)
            yield "    " + words("time.passed-by", self._language, steps=steps)

    def say(self, name: str, **blanks: object) -> str:
        """Return the words of a name."""
        return words(f"time.schedule-{name}", self._language, **blanks)

    def _named(self, keys: Iterable[StepKey]) -> str:
        numbers = [self._numbers[key] for key in keys]
        name = "time.step" if len(numbers) == 1 else "time.steps"
        listed = ", ".join(numbers)
        return words(name, self._language, number=listed, numbers=listed)


def as_json(schedules: Mapping[str, Schedule]) -> dict[str, object]:
    """Return when ways end and when each step is worked on; moments are as ISO 8601 has them."""
    return {
        name: {
            "start": schedule.start.isoformat(),
            "begin": schedule.begin.isoformat(),
            "end": _both(schedule.earliest_end, schedule.latest_end),
            "steps": [
                {
                    "step": step.step,
                    "start": _both(step.earliest_start, step.latest_start),
                    "end": _both(step.earliest_end, step.latest_end),
                }
                for step in schedule.steps
            ],
            "undecided_years": list(schedule.undecided_years),
            "remarks": [{"step": remark.step, "reason": remark.doubt.value} for remark in schedule.remarks],
        }
        for name, schedule in schedules.items()
    }


def _both(earliest: datetime, latest: datetime | None) -> dict[str, str | None]:
    return {"earliest": earliest.isoformat(), "latest": None if latest is None else latest.isoformat()}


def moment_words(moment: datetime, language: str) -> str:
    """Return a moment to the minute, `Senin, 5 Januari 2026 pukul 08.00 WIB`."""
    return words(
        "time.moment",
        language,
        weekday=words(f"time.weekday-{moment.isoweekday()}", language),
        date=format_date(moment.date(), language),
        hour=f"{moment.hour:02d}",
        minute=f"{moment.minute:02d}",
        zone=moment.tzname() or "",
    ).rstrip()
