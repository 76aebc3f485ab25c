"""The times of an SOP as comma-separated values: a line for each step, then one for each total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.report.table import as_csv as csv_of
from sopkit.report.times_json import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow.durations import Total
    from sopkit.flow.timing import StepTime, Timing
    from sopkit.model import StepKey

__all__ = ["as_csv"]

_HEAD = (
    "row", "number", "step", "title", "actors", "time", "kind",
    "working_minutes_minimum", "working_minutes_maximum",
    "calendar_hours_minimum", "calendar_hours_maximum",
    "calendar_months_minimum", "calendar_months_maximum",
    "visits_longest_case", "visits_expected", "not_counted",
)  # fmt: skip


def as_csv(timing: Timing) -> str:
    """Return the times as comma-separated values, whose column `row` says what a line is about.

    The amounts of a `step` are those of one visit, and numbers have a decimal point. `not_counted` names the
    steps whose time is not in the amounts.
    """
    return csv_of([_HEAD, *(_step(entry, timing) for entry in timing.steps), *_totals(timing)])


def _step(entry: StepTime, timing: Timing) -> tuple[object, ...]:
    step = entry.step
    titles = {actor.id: actor.title for actor in timing.sop.actors}
    case, average = timing.longest_case, timing.expected
    return (
        "step",
        step.number,
        step.key,
        step.activity,
        "; ".join(titles.get(actor, actor) for actor in step.performers.actors),
        step.time.text if step.time else "",
        step.time.kind.value if step.time else "open-ended",
        *_amounts(entry.total),
        "" if case is None else case.of_step(step.key),
        "" if average is None else number(average.of_step(step.key)),
        _not_counted(entry.total),
    )


def _totals(timing: Timing) -> Iterator[tuple[object, ...]]:
    yield _total("column", timing.column)
    if timing.stated is not None and timing.sop.total_time is not None:
        standard = timing.sop.total_time
        yield _total("stated", timing.stated, time=standard.text, kind=standard.kind.value)
    for name, route in (
        ("shortest", timing.shortest),
        ("longest", timing.longest),
        ("quickest", timing.quickest),
    ):
        if route is not None:
            yield _total(name, route.total, title=_steps(route.steps))
    if timing.longest_case is not None:
        exact = timing.longest_case.is_exact
        yield _total("longest-case" if exact else "longest-case-upper-bound", timing.longest_case.total)
    if timing.expected is not None:
        yield _total("expected", timing.expected.total)
    for entry in timing.rounds:
        title = f"{entry.way.source} > {entry.way.target}"
        if entry.route is not None:
            yield _total("return", entry.route.total, step=entry.way.source, title=title)
    for actor in timing.by_actor:
        yield _total("actor", actor.total, title=timing.sop.actor(actor.actor).title)


def _steps(keys: tuple[StepKey, ...]) -> str:
    return " ".join(keys)


def _total(
    row: str, total: Total, *, step: str = "", title: str = "", time: str = "", kind: str = ""
) -> tuple[object, ...]:
    return (row, "", step, title, "", time, kind, *_amounts(total), "", "", _not_counted(total))


def _amounts(total: Total) -> Iterator[object]:
    for kind in ("working_minutes", "calendar_hours", "calendar_months"):
        for bound in (total.minimum, total.maximum):
            yield number(getattr(bound, kind))


def _not_counted(total: Total) -> str:
    return _steps(tuple(dict.fromkeys(remark.step for remark in total.uncounted)))
