"""When the ways of an SOP end, for a reader and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text as words
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sopkit.flow.schedule import Schedule

__all__ = ["as_json", "block", "moment_words"]


def block(schedules: Mapping[str, Schedule], language: str, *, knows_holidays: bool) -> list[str]:
    """Return when ways end, as the lines of a block; a line set in by spaces belongs to the one above.

    `schedules` are by the kind of way: `shortest` and `longest`, or `only` where there is but one.
    """
    lines: list[str] = []
    for name, schedule in schedules.items():
        if not lines:
            start = moment_words(schedule.start, language)
            lines.append(words("time.schedule-start", language, start=start))
        earliest, latest = (
            moment_words(each, language) for each in (schedule.earliest_end, schedule.latest_end)
        )
        kind = "end" if earliest == latest else "between"
        end = words(f"time.schedule-{kind}", language, earliest=earliest, latest=latest)
        lines.append("  " + words(f"time.schedule-{name}", language, end=end))
        if any(remark.doubt.is_uncounted for remark in schedule.remarks):
            lines.append("    " + words("time.schedule-uncounted", language))
    undecided = dict.fromkeys(str(year) for each in schedules.values() for year in each.undecided_years)
    if undecided:
        lines.append("  " + words("time.schedule-undecided", language, years=", ".join(undecided)))
    if not knows_holidays:
        lines.append("  " + words("time.schedule-no-holidays", language))
    return lines


def as_json(schedules: Mapping[str, Schedule]) -> dict[str, object]:
    """Return when ways end and when each step is worked on; moments are as ISO 8601 has them."""
    return {
        name: {
            "start": schedule.start.isoformat(),
            "end": {
                "earliest": schedule.earliest_end.isoformat(),
                "latest": schedule.latest_end.isoformat(),
            },
            "steps": [
                {
                    "step": step.step,
                    "start": {
                        "earliest": step.earliest_start.isoformat(),
                        "latest": step.latest_start.isoformat(),
                    },
                    "end": {"earliest": step.earliest_end.isoformat(), "latest": step.latest_end.isoformat()},
                }
                for step in schedule.steps
            ],
            "undecided_years": list(schedule.undecided_years),
            "remarks": [{"step": remark.step, "reason": remark.doubt.value} for remark in schedule.remarks],
        }
        for name, schedule in schedules.items()
    }


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
