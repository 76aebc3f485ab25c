"""Which key comes before which, and what each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.nodes import Mapping, Scalar
from sopkit.source.keys import COLUMNS, TABLE, is_extra, words

if TYPE_CHECKING:
    from sopkit.source.formatting.parts import Member, Value

__all__ = ["EXACT", "group_of", "held_by", "ordered", "place_below"]

EXACT = ""
"""What a value holds that belongs to an embedding app, or that an anchor names: nothing in it is changed."""

_GROUPS = {"total_time": 1, "language": 1, "form": 1, "actors": 2, "steps": 3}
"""The keys of an SOP in groups with an empty line between them; those not named here come first."""
_LAST_GROUP = 4


def place_below(value: Value, holds: str) -> str:
    """Return the place of the format whose keys a mapping has; `ids` and `columns` stand for their own."""
    sort, _, place = holds.partition(":")
    if value.anchor or not isinstance(value.node, Mapping):
        return EXACT
    return place if sort == "keys" else sort if sort in {"performers", "ids", "columns"} else EXACT


def held_by(member: Member, place: str, holds: str) -> str:
    """Return what a member of a mapping at a place, or of a list that `holds` describes, itself holds."""
    if member.key is None:
        sort, _, below = holds.partition(":")
        lists = {"list": f"keys:{below}", "texts": "text", "items": "text", "performers": "id"}
        return {**lists, "columns": "columns"}.get(sort, EXACT)
    word = _word(member)
    if place == EXACT or is_extra(word):
        return EXACT
    if place == "ids":
        return f"keys:{holds.partition(':')[2]}"
    if place == "columns":
        return "text"
    name = _name(word, place)
    if name is None:
        return EXACT
    return "performers" if place == "performers" else TABLE[place][name].holds


def ordered(value: Value, place: str) -> list[Member]:
    """Return the members in order: keys of the format as its tables have them, then all others."""
    if place in {EXACT, "ids"} or not isinstance(value.node, Mapping):
        return value.members
    known = list(_columns() if place == "columns" else TABLE[place])
    ranks = {name: rank for rank, name in enumerate(known)}
    return sorted(value.members, key=lambda member: ranks.get(_known(_word(member), place), len(known)))


def _columns() -> tuple[str, ...]:
    return (*COLUMNS, *COLUMNS.values())


def _known(word: str, place: str) -> str:
    return word if place == "columns" else _name(word, place) or ""


def _word(member: Member) -> str:
    key = member.key.node if member.key else None
    return key.text if isinstance(key, Scalar) else ""


def _name(word: str, place: str) -> str | None:
    return words(place, "en").get(word) or words(place, "id").get(word)


def group_of(member: Member) -> int:
    """Return the group that a key of an SOP belongs to."""
    name = _name(_word(member), "sop")
    return _LAST_GROUP if name is None else _GROUPS.get(name, 0)
