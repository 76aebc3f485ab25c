"""The times of an SOP as comma-separated values: a line for each step, then one for each total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt, Total
from sopkit.report.table import as_csv as csv_of
from sopkit.report.times_json import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sopkit.flow.durations import Remark
    from sopkit.flow.graph import Way
    from sopkit.flow.schedule import Schedule
    from sopkit.flow.timing import StepTime, Timing
    from sopkit.model import StepKey

__all__ = ["as_csv"]

_AMOUNTS = tuple(
    (f"{kind}_{side}", kind, side)
    for kind in ("working_minutes", "calendar_hours", "calendar_months")
    for side in ("minimum", "maximum")
)
_HEAD = (
    "row", "number", "step", "title", "actors", "time", "kind", *(name for name, _, _ in _AMOUNTS),
    "visits_longest_case", "visits_expected", "not_counted", "no_upper_bound", "passed_by",
    "ends_earliest", "ends_latest",
)  # fmt: skip


def as_csv(timing: Timing, schedules: Mapping[str, Schedule] | None = None) -> str:
    """Return the times as comma-separated values, whose column `row` says what a line is about.

    The amounts of a `step` are those of one visit, and numbers have a decimal point. `not_counted` names the
    steps whose time is not in the amounts, `no_upper_bound` those that are counted from their lower bound,
    and `passed_by` such steps on other ways, which may take longer.
    """
    lines = [*(_step(entry, timing) for entry in timing.steps), *_totals(timing), *_unknown(timing)]
    for name, schedule in (schedules or {}).items():
        latest = "" if schedule.latest_end is None else schedule.latest_end.isoformat()
        ends = {"ends_earliest": schedule.earliest_end.isoformat(), "ends_latest": latest}
        start = schedule.start.isoformat()
        lines.append({"row": f"schedule-{name}", "title": start, **ends, **_doubts(schedule.remarks)})
    return csv_of([_HEAD, *([line.get(name, "") for name in _HEAD] for line in lines)])


def _step(entry: StepTime, timing: Timing) -> dict[str, object]:
    step = entry.step
    titles = {actor.id: actor.title for actor in timing.sop.actors}
    case, average = timing.longest_case, timing.expected
    return {
        "row": "step",
        "number": step.number,
        "step": step.key,
        "title": step.activity,
        "actors": "; ".join(titles.get(actor, actor) for actor in step.performers.actors),
        "time": step.time.text if step.time else "",
        "kind": step.time.kind.value if step.time else "open-ended",
        **_amounts(entry.total),
        "visits_longest_case": "" if case is None else case.of_step(step.key),
        "visits_expected": "" if average is None else number(average.of_step(step.key)),
    }


def _totals(timing: Timing) -> Iterator[dict[str, object]]:
    yield {"row": "column", **_amounts(timing.column)}
    if timing.stated is not None and timing.sop.total_time is not None:
        standard = timing.sop.total_time
        stated = {"row": "stated", "time": standard.text, "kind": standard.kind.value}
        yield {**stated, **_amounts(timing.stated)}
    for name in ("shortest", "longest", "quickest"):
        route = getattr(timing, name)
        if route is not None:
            passed_by = _steps(route.passed_by)
            yield {"row": name, "title": _steps(route.steps), **_amounts(route.total), "passed_by": passed_by}
    case, average = timing.longest_case, timing.expected
    if case is not None:
        name = "longest-case" if case.is_exact else "longest-case-upper-bound"
        yield {"row": name, **_amounts(case.total), "passed_by": _steps(case.passed_by)}
    if average is not None:
        yield {"row": "expected", **_amounts(average.total)}
        spread = Total(average.spread.minimum.deviation, average.spread.maximum.deviation)
        yield {"row": "standard-deviation", **_amounts(spread)}
    for entry in timing.rounds:
        if entry.route is not None:
            yield {"row": "return", **_way(entry.way), **_amounts(entry.route.total)}
    for actor in timing.by_actor:
        title = timing.sop.actor(actor.actor).title
        totals = (("", actor.total), ("-longest-case", actor.longest_case), ("-expected", actor.expected))
        for name, total in totals:
            if total is not None:
                yield {"row": f"actor{name}", "title": title, **_amounts(total)}


def _unknown(timing: Timing) -> Iterator[dict[str, object]]:
    """Yield what keeps the longest case, the average or a round from being known."""
    for way in timing.unlimited:
        yield {"row": "unlimited", **_way(way)}
    for entry in timing.rounds:
        if entry.route is None:
            yield {"row": "return-without-way-back", **_way(entry.way)}
    for name in ("without_chance", "over_one", "never_ending"):
        for key in getattr(timing, name):
            yield {"row": name.replace("_", "-"), "step": key}
    for way in timing.expected.ignored_limits if timing.expected else ():
        yield {"row": "ignored-limit", **_way(way)}


def _way(way: Way) -> dict[str, object]:
    return {"step": way.source, "title": f"{way.source} > {way.target}"}


def _amounts(total: Total) -> dict[str, object]:
    amounts = {name: number(getattr(getattr(total, side), kind)) for name, kind, side in _AMOUNTS}
    return {**amounts, **_doubts(total.remarks)}


def _doubts(remarks: Iterable[Remark]) -> dict[str, object]:
    missing = [each for each in remarks if each.doubt.is_uncounted]
    open_ended = [each.step for each in missing if each.doubt is Doubt.NO_UPPER_BOUND]
    uncounted = [each.step for each in missing if each.doubt is not Doubt.NO_UPPER_BOUND]
    return {"not_counted": _steps(uncounted), "no_upper_bound": _steps(open_ended)}


def _steps(keys: Iterable[StepKey]) -> str:
    return " ".join(dict.fromkeys(keys))
