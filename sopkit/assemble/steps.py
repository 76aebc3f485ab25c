"""The steps and their ways, with every reference brought to the key of the step it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.assemble.values import SLUG, Values, by_key, extras, fold, is_nothing, own_entries
from sopkit.model import END, ActorId, Branch, Manner, Performers, Step, StepKey
from sopkit.model.time_parser import parse_time
from sopkit.nodes import Mapping, Scalar, Sequence
from sopkit.source.ids import as_id

if TYPE_CHECKING:
    from collections.abc import Mapping as Lookup

    from sopkit.findings import Pointer
    from sopkit.model import TimeStandard
    from sopkit.nodes import Node

__all__ = ["read_steps", "read_time"]

RESERVED = frozenset({"end", "selesai"})
_MANNERS = {"any": Manner.ANY, "in_order": Manner.IN_ORDER}


def read_steps(values: Values, node: Node | None, pointer: Pointer) -> tuple[Step, ...]:
    """Return the steps in the order of the list; places in it never shift."""
    rows = list(values.mappings(node, pointer))
    if not rows:
        values.doubt()
    ids = [_step_id(values, by_key(row).get("id")) for row, _ in rows]
    keys = _refused_ids(rows, ids)
    keys |= {str(number): StepKey(step_id) for number, step_id in enumerate(ids, 1) if step_id}
    return tuple(
        _step(values, number, ids[number - 1], row, at, keys) for number, (row, at) in enumerate(rows, 1)
    )


def read_time(values: Values, node: Node | None) -> TimeStandard | None:
    """Return a time standard with its author's words, None if there is nothing."""
    text = values.shown(node)
    return None if text is None else parse_time(text)


def _step_id(values: Values, node: Node | None) -> str | None:
    step_id = values.id(node, SLUG)
    if step_id in RESERVED:
        values.doubt()
        return None
    return step_id


def _refused_ids(rows: list[tuple[Mapping, Pointer]], ids: list[str | None]) -> dict[str, StepKey]:
    """Return the steps by what is no id but stands in its place, so that references to it are no faults."""
    refused: dict[str, StepKey] = {}
    for number, (row, _) in enumerate(rows, 1):
        node = by_key(row).get("id")
        if ids[number - 1] is None and isinstance(node, Scalar) and not node.text.isdecimal():
            refused[fold(node.text)] = StepKey(str(number))
            refused.setdefault(as_id(node.text), StepKey(str(number)))
    return {name: key for name, key in refused.items() if name not in ids}


def _step(
    values: Values, number: int, step_id: str | None, row: Mapping, at: Pointer, keys: Lookup[str, StepKey]
) -> Step:
    get = by_key(row).get
    return Step(
        number=number,
        performers=_performers(values, get("actor")),
        activity=values.needed(get("activity")),
        id=step_id,
        question=values.text(get("question")),
        inputs=values.texts(get("inputs"), alone=True),
        time=read_time(values, get("time")),
        outputs=values.texts(get("outputs"), alone=True),
        note=values.shown(get("note")),
        next=_reference(values, get("next"), keys),
        when=values.text(get("when")),
        label=values.text(get("label")),
        returns=_branches(values, get("returns"), (*at, "returns"), keys),
        branches=_branches(values, get("branches"), (*at, "branches"), keys),
        extras=extras(row),
    )


def _performers(values: Values, node: Node | None) -> Performers:
    manner, names = Manner.TOGETHER, node
    if isinstance(node, Mapping):
        entries = own_entries(node)
        if len(entries) != 1:
            values.doubt()
            if not entries:
                return Performers(())
        manner, names = _MANNERS[entries[0].key.text], entries[0].value
        if not isinstance(names, Sequence):
            values.doubt()
    items = names.items if isinstance(names, Sequence) else (names,)
    actors = tuple(ActorId(name) for name in map(values.needed, items) if name)
    if not actors:
        values.doubt()
    return Performers(
        actors,
        manner if len(actors) > 1 else Manner.ALONE,
        extras(node) if isinstance(node, Mapping) else (),
    )


def _reference(values: Values, node: Node | None, keys: Lookup[str, StepKey]) -> StepKey | None:
    text = values.text(node)
    if text is None:
        return None
    if text in RESERVED:
        return END
    number = text.lstrip("0") if text.isascii() and text.isdigit() else text
    return keys.get(number, StepKey(number or text))


def _branches(
    values: Values, node: Node | None, at: Pointer, keys: Lookup[str, StepKey]
) -> tuple[Branch, ...]:
    branches = []
    for item, _ in values.mappings(node, at):
        get = by_key(item).get
        to = get("to")
        if not isinstance(to, Scalar) or is_nothing(to):
            values.doubt()
        branches.append(
            Branch(
                to=_reference(values, to, keys) or StepKey(""),
                when=values.text(get("when")),
                label=values.text(get("label")),
                limit=values.limit(get("limit")),
                chance=values.chance(get("chance")),
                extras=extras(item),
            )
        )
    return tuple(branches)
