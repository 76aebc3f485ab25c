"""What a reference that names nothing known was probably meant to name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.model import ActorId, Sop, Step, StepKey
from sopkit.rules.nearest import nearest, plain
from sopkit.rules.references import END_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.rules.references import StepReference

__all__ = ["likely_actors", "likely_step", "named_number"]

_NUMBERED = re.compile(
    r"(?:ke |kembali ke )?(?:(?:langkah|kegiatan|aktivitas|tahap|step|nomor|number|no)\b[ .:-]*)*"
    r"0*([1-9][0-9]{0,5})(?:\.0*)?"
)
_OTHER_ENDS = {
    **dict.fromkeys(("akhir", "berakhir", "tamat", "penutup", "stop"), "selesai"),
    **dict.fromkeys(("finish", "finished", "done", "ending"), "end"),
}
_SHORTEST_WORDING = 8
"""From this many characters on the beginning of an activity stands for it."""
_BETWEEN = re.compile(r"\s*[,;/&+()\[\]]+\s*|\s+(?:dan|and|atau|or)\s+")


def likely_step(sop: Sop, reference: StepReference) -> StepKey | None:
    """Return the step that an unknown reference probably means, or the word for the end that it resembles.

    It is an id or a word for the end in other letters, a number in words, an activity, a misspelt id, or an
    actor in place of a step.
    """
    target = reference.target
    if target.isdecimal():
        return None
    ends = () if reference.key == "returns" else END_WORDS
    names = [*(step.id for step in sop.steps if step.id), *ends]
    for name in names:
        if plain(name) == plain(target):
            return StepKey(name)
    number = named_number(sop, target)
    if number is not None:
        return sop.steps[number - 1].key
    end = _OTHER_ENDS.get(plain(target))
    likely = (end if end in ends else None) or _step_of_wording(sop, reference) or nearest(target, names)
    return StepKey(likely) if likely else _step_of_actor(sop, reference)


def named_number(sop: Sop, target: str) -> int | None:
    """Return the number of the step that a text such as `langkah 1`, `no. 1` or `1.0` names."""
    match = _NUMBERED.fullmatch(target.casefold())
    number = int(match[1]) if match else 0
    return number if 1 <= number <= len(sop.steps) else None


def likely_actors(sop: Sop, name: str) -> tuple[ActorId, ...]:
    """Return the actors that an unknown name probably means: one, or several that are told in one text."""
    known = {plain(actor.title): actor.id for actor in reversed(sop.actors)}
    known |= {plain(actor.id): actor.id for actor in reversed(sop.actors)}
    if plain(name) in known:
        return (known[plain(name)],)
    for parts in ([part for part in _BETWEEN.split(name.strip()) if part], name.split()):
        if len(parts) > 1 and all(plain(part) in known for part in parts):
            return tuple(dict.fromkeys(known[plain(part)] for part in parts))
    likely = nearest(name, [actor.id for actor in sop.actors])
    return (ActorId(likely),) if likely else ()


def _step_of_wording(sop: Sop, reference: StepReference) -> StepKey | None:
    """The nearest step, in the direction of the way, whose activity is told in place of its id."""
    wording = plain(reference.target)
    if len(wording) < _SHORTEST_WORDING:
        return None
    steps = _in_direction(sop, reference)
    return next((step.key for step in steps if plain(step.activity).startswith(wording)), None)


def _step_of_actor(sop: Sop, reference: StepReference) -> StepKey | None:
    names = {plain(name) for actor in sop.actors for name in (actor.id, actor.title)}
    if plain(reference.target) not in names:
        return None
    (actor_id,) = likely_actors(sop, reference.target)
    steps = _in_direction(sop, reference)
    return next((step.key for step in steps if actor_id in step.performers.actors), None)


def _in_direction(sop: Sop, reference: StepReference) -> Iterable[Step]:
    """The steps to which a way may lead, the nearest first."""
    before = reversed(sop.steps[: reference.row + 1])
    return before if reference.key == "returns" else sop.steps[reference.row + 1 :]
