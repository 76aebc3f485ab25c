"""The times of an SOP for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import TimeKind, TimeStandard

if TYPE_CHECKING:
    from fractions import Fraction

    from sopkit.flow.durations import Duration, Total
    from sopkit.flow.graph import Way
    from sopkit.flow.timing import ReturnRound, Route, Timing
    from sopkit.model import Quantity, Sop, Span, Step

__all__ = ["as_json", "number", "time_standard"]

_LARGEST = 10**300

_NO_TIME = TimeStandard("", TimeKind.OPEN_ENDED)
"""Of a step without a time: every step has one for machines, as an empty one on the form is open-ended."""


def as_json(sop: Sop, timing: Timing) -> dict[str, object]:
    """Return the times as plain values for JSON; steps are named by their key."""
    return {
        "sop": {"id": sop.id, "number": sop.number, "title": sop.title},
        "hours_per_working_day": number(timing.measure.hours_per_working_day),
        "plain_day": timing.measure.plain_day,
        "calendar_time": timing.measure.calendar_time,
        "returns_at_most": timing.returns_at_most,
        "steps": [_step(entry.step, entry.total, timing) for entry in timing.steps],
        "totals": {
            "column": _total(timing.column),
            "shortest": _route(timing.shortest),
            "longest": _route(timing.longest),
            "quickest": _route(timing.quickest),
            "longest_case": _longest_case(timing),
            "expected": _expected(timing),
            "stated": None if sop.total_time is None else time_standard(sop.total_time),
        },
        "by_actor": [
            {
                "actor": entry.actor,
                "title": sop.actor(entry.actor).title,
                "steps": list(entry.steps),
                "shared": list(entry.shared),
                **_total(entry.total),
                "longest_case": None if entry.longest_case is None else _total(entry.longest_case),
                "expected": None if entry.expected is None else _total(entry.expected),
            }
            for entry in timing.by_actor
        ],
        "returns": [_return(entry) for entry in timing.rounds],
        "unlimited": [_way(way) for way in timing.unlimited],
        "without_chance": list(timing.without_chance),
        "over_one": list(timing.over_one),
        "never_ending": list(timing.never_ending),
    }


def _step(step: Step, total: Total, timing: Timing) -> dict[str, object]:
    return {
        "step": step.key,
        "number": step.number,
        "actors": list(step.performers.actors),
        "manner": step.performers.manner.value,
        "time": time_standard(step.time or _NO_TIME),
        "counted": _total(total),
        "visits": {
            "longest_case": None if timing.longest_case is None else timing.longest_case.of_step(step.key),
            "expected": None if timing.expected is None else number(timing.expected.of_step(step.key)),
        },
    }


def _longest_case(timing: Timing) -> dict[str, object] | None:
    case = timing.longest_case
    if case is None:
        return None
    ways = [{**_way(way), "times": count} for way, count in case.uses]
    return {
        **_total(case.total),
        "exact": case.is_exact,
        "passed_by": list(case.passed_by),
        "ways": ways,
    }


def _expected(timing: Timing) -> dict[str, object] | None:
    average = timing.expected
    if average is None:
        return None
    spread = average.spread
    return {
        **_total(average.total),
        "standard_deviation": {
            "minimum": _duration(spread.minimum.deviation),
            "maximum": _duration(spread.maximum.deviation),
        },
        "ways": [{**_way(way), "times": number(count)} for way, count in average.uses],
        "ignored_limits": [_way(way) for way in average.ignored_limits],
        "exact": average.is_exact,
    }


def _way(way: Way) -> dict[str, object]:
    return {"from": way.source, "to": way.target, "kind": way.kind.value}


def time_standard(standard: TimeStandard) -> dict[str, object]:
    """Return a time standard with its text, its kind and its amounts; null where there is no bound."""
    entry: dict[str, object] = {
        "text": standard.text,
        "kind": standard.kind.value,
        "minimum": _quantity(standard.minimum),
        "maximum": _quantity(standard.maximum),
        "per": standard.per,
    }
    if standard.plus:
        entry["plus"] = [_span(span) for span in standard.plus]
    if standard.suggestion is not None:
        entry["suggestion"] = standard.suggestion
    if standard.contradiction is not None:
        entry["contradiction"] = standard.contradiction
    return entry


def _span(span: Span) -> dict[str, object]:
    return {"minimum": _quantity(span.minimum), "maximum": _quantity(span.maximum)}


def _quantity(quantity: Quantity | None) -> dict[str, object] | None:
    return None if quantity is None else {"value": number(quantity.value), "unit": quantity.unit.value}


def _total(total: Total) -> dict[str, object]:
    return {
        "minimum": _duration(total.minimum),
        "maximum": _duration(total.maximum),
        "remarks": [{"step": remark.step, "reason": remark.doubt.value} for remark in total.remarks],
    }


def _duration(duration: Duration) -> dict[str, int | float]:
    return {
        "working_minutes": number(duration.working_minutes),
        "calendar_hours": number(duration.calendar_hours),
        "calendar_months": number(duration.calendar_months),
    }


def _route(route: Route | None) -> dict[str, object] | None:
    if route is None:
        return None
    return {"steps": list(route.steps), **_total(route.total), "passed_by": list(route.passed_by)}


def _return(entry: ReturnRound) -> dict[str, object]:
    return {
        "from": entry.way.source,
        "to": entry.way.target,
        "adds": _route(entry.route),
        "by_branches": entry.by_branches,
    }


def number(value: Fraction) -> int | float:
    """Return a number as JSON has it; one beyond what a float can hold is rounded to a whole one."""
    if value.denominator == 1 or value > _LARGEST:
        return round(value)
    return float(value)
