"""Nodes to an Sop; the only package that knows both.

It accepts or doubts: where a value has not the shape of the schema, the schema says what is wrong; faults
beyond the shape, such as a day that no calendar has, are found here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.assemble.steps import read_steps, read_time
from sopkit.assemble.values import ID, Values, by_key, extras, is_dash, is_nothing, own_entries
from sopkit.model import (
    Actor,
    ActorId,
    Approval,
    Column,
    ColumnName,
    Form,
    Paper,
    Revision,
    Sop,
    Status,
)
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.faults import fault
from sopkit.source.keys import COLUMNS
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from sopkit.findings import Finding, Pointer
    from sopkit.nodes import Node

__all__ = ["FORMAT_VERSION", "Assembled", "assemble"]

FORMAT_VERSION = 1

_NEEDED_COLUMNS = frozenset({ColumnName.ACTIVITY, ColumnName.ACTORS})


@dataclass(frozen=True, slots=True)
class Assembled:
    """An SOP as far as it could be read; `doubted` says that the schema has something to say."""

    sop: Sop
    findings: tuple[Finding, ...]
    doubted: bool


def assemble(root: Mapping, vocabulary: str = "en") -> Assembled:
    """Make the Sop of a document under canonical keys; findings use the words of a vocabulary.

    Where a value is missing or of the wrong sort a placeholder stands: an empty text, `date.min`, no
    performers. Places in lists never shift, so that pointers stay true.
    """
    values = Values(vocabulary)
    sop = _sop(values, root)
    return Assembled(sop, tuple(values.findings), values.doubted)


def _sop(values: Values, root: Mapping) -> Sop:
    get = by_key(root).get
    actors = get("actors")
    _version(values, get("sopkit"))
    return Sop(
        number=values.needed(get("number")),
        title=values.needed(get("title")),
        agency=values.needed_texts(get("agency")),
        created=values.needed_day(get("created"), ("created",)),
        effective=values.needed_day(get("effective"), ("effective",)),
        approved_by=_approval(values, get("approved_by")),
        actors=_actors(values, actors),
        steps=read_steps(values, get("steps"), ("steps",)),
        id=values.id(get("id"), ID) or "",
        version=values.text(get("version")),
        logo=values.text(get("logo")),
        status=Status(word) if (word := values.word(get("status"), tuple(Status))) else None,
        revised=values.day(get("revised"), ("revised",)),
        legal_basis=values.texts(get("legal_basis")),
        qualifications=values.texts(get("qualifications")),
        related=values.texts(get("related")),
        equipment=values.texts(get("equipment")),
        warnings=values.texts(get("warnings")),
        records=values.texts(get("records")),
        history=_history(values, get("history")),
        total_time=None if is_dash(get("total_time")) else read_time(values, get("total_time")),
        language=values.word(get("language"), ("id", "en")) or "id",
        form=_form(values, get("form")),
        extras=extras(root),
        actors_extras=extras(actors) if isinstance(actors, Mapping) else (),
    )


def _version(values: Values, node: Node | None) -> None:
    value = resolved(node) if isinstance(node, Scalar) else None
    if isinstance(value, bool) or value not in (FORMAT_VERSION, str(FORMAT_VERSION)):
        values.doubt()


def _approval(values: Values, node: Node | None) -> Approval:
    if not isinstance(node, Mapping):
        values.doubt()
        return Approval("")
    get = by_key(node).get
    return Approval(
        values.needed(get("position")), values.text(get("name")), values.text(get("nip")), extras(node)
    )


def _actors(values: Values, node: Node | None) -> tuple[Actor, ...]:
    entries = own_entries(node) if isinstance(node, Mapping) else ()
    if not entries or not all(entry.key.text.strip() for entry in entries):
        values.doubt()
    return tuple(_actor(values, ActorId(entry.key.text), entry.value) for entry in entries)


def _actor(values: Values, actor_id: ActorId, node: Node) -> Actor:
    if not isinstance(node, Mapping):
        return Actor(actor_id, values.needed(node))
    get = by_key(node).get
    return Actor(actor_id, values.needed(get("title")), values.text(get("group")), extras(node))


def _history(values: Values, node: Node | None) -> tuple[Revision, ...]:
    revisions = []
    for item, at in values.mappings(node, ("history",)):
        get = by_key(item).get
        revisions.append(
            Revision(
                values.text(get("version")),
                values.day(get("date"), (*at, "date")),
                values.text(get("change")),
                extras(item),
            )
        )
    return tuple(revisions)


def _form(values: Values, node: Node | None) -> Form:
    if not isinstance(node, Mapping):
        if not (node is None or (isinstance(node, Scalar) and is_nothing(node))):
            values.doubt()
        return Form()
    get = by_key(node).get
    paper = values.word(get("paper"), tuple(Paper))
    return Form(
        paper=Paper(paper) if paper else None,
        columns=_columns(values, get("columns")),
        numbers=values.flag_or_none(get("numbers")),
        extras=extras(node),
    )


def _columns(values: Values, node: Node | None) -> tuple[Column, ...]:
    if not isinstance(node, Sequence):
        if not (node is None or (isinstance(node, Scalar) and is_nothing(node))):
            values.doubt()
        return ()
    columns: list[Column] = []
    for index, item in enumerate(node.items):
        column = _column(values, item)
        if column and column.name in {other.name for other in columns}:
            at: Pointer = ("form", "columns", index)
            values.findings.append(
                fault("repeated-column", at, details=(("found", values.own_word(column.name, COLUMNS)),))
            )
        elif column:
            columns.append(column)
    if node.items and not {column.name for column in columns} >= _NEEDED_COLUMNS:
        values.doubt()
    return tuple(columns)


def _column(values: Values, item: Node) -> Column | None:
    names = tuple(ColumnName)
    if isinstance(item, Mapping) and len(own_entries(item)) == 1:
        entry = own_entries(item)[0]
        title = values.text(entry.value)
        if entry.key.text in names:
            return Column(ColumnName(entry.key.text), title, extras(item))
    elif isinstance(item, Scalar) and resolved(item) in names:
        return Column(ColumnName(item.text))
    values.doubt()
    return None
