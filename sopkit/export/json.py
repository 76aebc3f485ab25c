"""An SOP as data for programs; `schemas/sop-export.schema.json` describes it. Objects may gain keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from sopkit.export.identity import LISTS
from sopkit.flow import Flow, WayKind
from sopkit.model import END
from sopkit.report.times_json import number, time_standard

if TYPE_CHECKING:
    from datetime import date

    from sopkit.flow import Way
    from sopkit.model import Actor, Plain, Sop, Step, TimeStandard
    from sopkit.model.sop import Extras

__all__ = ["FORM", "as_json"]

FORM: Final = 1
"""The version of this form, the value of `sopkit_export`."""


def as_json(sop: Sop) -> dict[str, object]:
    """Return the whole SOP as plain values for JSON, under the canonical English keys of the format.

    Every key is there, null or empty where the SOP says nothing; `x-` keys stand where their author put them.
    Dates are ISO 8601, times have their amounts beside their text, and each step has all its ways out, the
    ordinary one first, with the key of their target or `end`.
    """
    flow = Flow.of(sop)
    return {
        "sopkit_export": FORM,
        "id": sop.id,
        "version": sop.version,
        "number": sop.number,
        "title": sop.title,
        "agency": list(sop.agency),
        "logo": sop.logo,
        "status": None if sop.status is None else sop.status.value,
        "created": sop.created.isoformat(),
        "revised": _day(sop.revised),
        "effective": sop.effective.isoformat(),
        "approved_by": {
            "position": sop.approved_by.position,
            "name": sop.approved_by.name,
            "nip": sop.approved_by.nip,
            **_extras(sop.approved_by.extras),
        },
        **{name: list(getattr(sop, name)) for name in LISTS},
        "history": [
            {
                "version": revision.version,
                "date": _day(revision.date),
                "change": revision.change,
                **_extras(revision.extras),
            }
            for revision in sop.history
        ],
        "total_time": _time(sop.total_time),
        "language": sop.language,
        "form": _form(sop),
        "actors": [_actor(actor) for actor in sop.actors],
        "actors_extras": _extras(sop.actors_extras),
        "steps": [_step(sop, step, flow) for step in sop.steps],
        **_extras(sop.extras),
    }


def _form(sop: Sop) -> dict[str, object]:
    form = sop.form
    columns = [
        {"name": column.name.value, "title": column.title, **_extras(column.extras)}
        for column in form.columns
    ]
    paper = None if form.paper is None else form.paper.value
    return {"paper": paper, "columns": columns, "numbers": form.numbers, **_extras(form.extras)}


def _actor(actor: Actor) -> dict[str, object]:
    return {"id": actor.id, "title": actor.title, "group": actor.group, **_extras(actor.extras)}


def _step(sop: Sop, step: Step, flow: Flow) -> dict[str, object]:
    performers = step.performers
    return {
        "number": step.number,
        "key": step.key,
        "id": step.id,
        "performers": {
            "manner": performers.manner.value,
            "actors": list(performers.actors),
            **_extras(performers.extras),
        },
        "activity": step.activity,
        "question": step.question,
        "inputs": list(step.inputs),
        "time": _time(step.time),
        "outputs": list(step.outputs),
        "note": step.note,
        "ways": [_way(sop, step, way) for way in flow.leaving[step.key]],
        **_extras(step.extras),
    }


def _way(sop: Sop, step: Step, way: Way) -> dict[str, object]:
    branches = {WayKind.BRANCH: step.branches, WayKind.RETURN: step.returns}.get(way.kind)
    return {
        "kind": way.kind.value,
        "to": way.target,
        "to_number": None if way.target == END else sop.step(way.target).number,
        "when": way.when,
        "label": way.label,
        "limit": way.limit,
        "chance": None if way.chance is None else number(way.chance),
        **_extras(branches[way.index].extras if branches else ()),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _time(standard: TimeStandard | None) -> dict[str, object] | None:
    return None if standard is None else time_standard(standard)


def _extras(extras: Extras) -> dict[str, object]:
    return {key: _thawed(value) for key, value in extras}


def _thawed(value: Plain) -> object:
    """Return a frozen value as lists and objects; a number that JSON does not have becomes null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if not isinstance(value, tuple):
        return value
    pairs = [
        item for item in value if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str)
    ]
    if pairs and len(pairs) == len(value) == len({pair[0] for pair in pairs}):
        return {str(key): _thawed(item) for key, item in pairs}
    return [_thawed(item) for item in value]
