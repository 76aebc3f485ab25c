"""An Sop back to the text of a file, in either vocabulary."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sopkit.model import Manner
from sopkit.source.keys import is_extra
from sopkit.source.writer import write_plain

if TYPE_CHECKING:
    from sopkit.model import Actor, Branch, Column, Form, Performers, Revision, Sop, Step
    from sopkit.model.sop import Plain
    from sopkit.source.scalars import Value

__all__ = ["write"]

_MOST_PLACES = 400
"""The decimal places of the smallest number that YAML can write; every chance that was read has fewer."""

_SEVERAL = {Manner.ANY: "any", Manner.IN_ORDER: "in_order"}


def write(sop: Sop, vocabulary: str = "en") -> str:
    """Return an SOP as YAML, in the vocabulary `en` or `id`; reading it gives the same SOP."""
    return write_plain(_some(_sop(sop)), vocabulary)


def _some(data: dict[str, Value]) -> dict[str, Value]:
    """Leave out what is empty, but for the keys of an embedding app."""
    return {key: value for key, value in data.items() if is_extra(key) or value not in (None, "", [], {})}


def _sop(sop: Sop) -> dict[str, Value]:
    return {
        "sopkit": 1,
        "id": sop.id,
        "version": sop.version,
        "number": sop.number,
        "title": sop.title,
        "agency": list(sop.agency),
        "logo": sop.logo,
        "status": sop.status.value if sop.status else None,
        "created": sop.created.isoformat(),
        "revised": sop.revised.isoformat() if sop.revised else None,
        "effective": sop.effective.isoformat(),
        "approved_by": _some(
            {
                "position": sop.approved_by.position,
                "name": sop.approved_by.name,
                "nip": sop.approved_by.nip,
                **_extras(sop.approved_by.extras),
            }
        ),
        "legal_basis": list(sop.legal_basis),
        "qualifications": list(sop.qualifications),
        "related": list(sop.related),
        "equipment": list(sop.equipment),
        "warnings": list(sop.warnings),
        "records": list(sop.records),
        "history": [_revision(each) for each in sop.history],
        "total_time": sop.total_time.text if sop.total_time else None,
        "language": sop.language if sop.language != "id" else None,
        "form": _form(sop.form),
        "actors": {**{actor.id: _actor(actor) for actor in sop.actors}, **_extras(sop.actors_extras)},
        "steps": [_step(step) for step in sop.steps],
        **_extras(sop.extras),
    }


def _revision(revision: Revision) -> dict[str, Value]:
    return _some(
        {
            "version": revision.version,
            "date": revision.date.isoformat() if revision.date else None,
            "change": revision.change,
            **_extras(revision.extras),
        }
    )


def _form(form: Form) -> dict[str, Value]:
    paper = form.paper.value if form.paper else None
    columns = [_column(column) for column in form.columns]
    return _some({"paper": paper, "columns": columns, "numbers": form.numbers, **_extras(form.extras)})


def _column(column: Column) -> Value:
    if column.title is None and not column.extras:
        return column.name.value
    return {column.name.value: column.title, **_extras(column.extras)}


def _actor(actor: Actor) -> Value:
    if actor.group is None and not actor.extras:
        return actor.title
    return _some({"title": actor.title, "group": actor.group, **_extras(actor.extras)})


def _step(step: Step) -> dict[str, Value]:
    return _some(
        {
            "id": step.id,
            "actor": _performers(step.performers),
            "activity": step.activity,
            "question": step.question,
            "inputs": list(step.inputs),
            "time": step.time.text if step.time else None,
            "outputs": list(step.outputs),
            "note": step.note,
            "next": _reference(step.next) if step.next else None,
            "when": step.when,
            "label": step.label,
            "returns": [_branch(each) for each in step.returns],
            "branches": [_branch(each) for each in step.branches],
            **_extras(step.extras),
        }
    )


def _performers(performers: Performers) -> Value:
    names: list[Value] = list(performers.actors)
    if performers.manner in _SEVERAL or performers.extras:
        return {_SEVERAL.get(performers.manner, "any"): names, **_extras(performers.extras)}
    return names[0] if performers.manner is Manner.ALONE else names


def _branch(branch: Branch) -> dict[str, Value]:
    return _some(
        {
            "to": _reference(branch.to),
            "when": branch.when,
            "label": branch.label,
            "limit": branch.limit,
            "chance": None if branch.chance is None else _chance(branch.chance),
            **_extras(branch.extras),
        }
    )


def _reference(key: str) -> Value:
    return int(key) if key.isascii() and key.isdigit() else key


def _chance(chance: Fraction) -> Value:
    """Write a probability as a decimal fraction; one that has none is rounded to twelve digits."""
    if chance.denominator == 1:
        return int(chance)
    number = float(chance)
    places = next((n for n in range(1, _MOST_PLACES) if 10**n % chance.denominator == 0), None)
    if places is None:
        return round(number, 12)
    digits = f"{chance.numerator * 10**places // chance.denominator:0{places + 1}d}"
    is_short = "e" not in str(number) and Fraction(str(number)) == chance
    return number if is_short else f"{digits[:-places]}.{digits[-places:]}"


def _extras(extras: tuple[tuple[str, Plain], ...]) -> dict[str, Value]:
    return {key: _thawed(value) for key, value in extras}


def _thawed(value: Plain) -> Value:
    if not isinstance(value, tuple):
        return value
    pairs = [
        item for item in value if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str)
    ]
    if pairs and len(pairs) == len(value) == len({pair[0] for pair in pairs}):
        return {str(key): _thawed(item) for key, item in pairs}
    return [_thawed(item) for item in value]
