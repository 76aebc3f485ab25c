"""The times of an SOP for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.model import TimeKind, TimeStandard

if TYPE_CHECKING:
    from fractions import Fraction

    from sopkit.flow.durations import Duration, Total
    from sopkit.flow.timing import ReturnRound, Route, Timing
    from sopkit.model import Quantity, Sop, Span, Step

__all__ = ["as_json"]

_NO_TIME = TimeStandard("", TimeKind.OPEN_ENDED)
"""Of a step without a time: every step has one for machines, as an empty one on the form is open-ended."""


def as_json(sop: Sop, timing: Timing) -> dict[str, object]:
    """Return the times as plain values for JSON; steps are named by their key."""
    return {
        "sop": {"id": sop.id, "number": sop.number, "title": sop.title},
        "hours_per_working_day": _number(timing.measure.hours_per_working_day),
        "plain_day": timing.measure.plain_day,
        "steps": [_step(entry.step, entry.total) for entry in timing.steps],
        "totals": {
            "column": _total(timing.column),
            "shortest": _route(timing.shortest),
            "longest": _route(timing.longest),
            "stated": None if sop.total_time is None else _standard(sop.total_time),
        },
        "by_actor": [
            {
                "actor": entry.actor,
                "title": sop.actor(entry.actor).title,
                "steps": list(entry.steps),
                "shared": list(entry.shared),
                **_total(entry.total),
            }
            for entry in timing.by_actor
        ],
        "returns": [_return(entry) for entry in timing.rounds],
    }


def _step(step: Step, total: Total) -> dict[str, object]:
    return {
        "step": step.key,
        "number": step.number,
        "actors": list(step.performers.actors),
        "manner": step.performers.manner.value,
        "time": _standard(step.time or _NO_TIME),
        "counted": _total(total),
    }


def _standard(standard: TimeStandard) -> dict[str, object]:
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
    return None if quantity is None else {"value": _number(quantity.value), "unit": quantity.unit.value}


def _total(total: Total) -> dict[str, object]:
    return {
        "minimum": _duration(total.minimum),
        "maximum": _duration(total.maximum),
        "remarks": [{"step": remark.step, "reason": remark.doubt.value} for remark in total.remarks],
    }


def _duration(duration: Duration) -> dict[str, int | float]:
    return {
        "working_minutes": _number(duration.working_minutes),
        "calendar_hours": _number(duration.calendar_hours),
        "calendar_months": _number(duration.calendar_months),
    }


def _route(route: Route | None) -> dict[str, object] | None:
    return None if route is None else {"steps": list(route.steps), **_total(route.total)}


def _return(entry: ReturnRound) -> dict[str, object]:
    return {
        "from": entry.way.source,
        "to": entry.way.target,
        "adds": _route(entry.route),
        "by_branches": entry.by_branches,
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
