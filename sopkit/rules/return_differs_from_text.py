"""Finds returns that lead to another actor or step than the activity says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.actors import mention_at
from sopkit.rules.wordings.conditions import returned_to
from sopkit.rules.wordings.tokens import activities, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, Step

__all__ = ["check"]

_NUMBER = re.compile(
    r"(?:kegiatan|langkah|aktivitas|tahap|step|nomor|no\.?)(?: (?:nomor|no\.?|ke-?))?[ -]?(\d{1,3})\b",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each deciding step whose activity sends work back to an actor to whom none of its returns leads.

    A shorter name means everybody whose title begins with it, and a name that no actor has says nothing.
    """
    titles = tuple(actor.title for actor in sop.actors)
    for row, step in activities(sop):
        targets = _targets(sop, step)
        if not targets or len(targets) < len({branch.to for branch in step.returns}):
            continue
        found = _differing(sop, step, targets, titles)
        if found:
            there = ", ".join(sorted(_titles(sop, targets)))
            details = (
                ("number", str(row + 1)),
                ("words", found),
                ("target", ", ".join(str(target.number) for target in targets)),
                ("actors", there),
                ("key_returns", "returns"),
            )
            related = tuple(("steps", row, "returns", index, "to") for index in range(len(step.returns)))
            yield Spot(("steps", row, "activity"), details, related=related, words=found)


def _differing(sop: Sop, step: Step, targets: tuple[Step, ...], titles: tuple[str, ...]) -> str | None:
    """Return the words that name a step or an actor to which no return leads."""
    text = step.activity
    found = tokens(text)
    reached = {actor for target in targets for actor in target.performers.actors}
    for start, end in returned_to(text):
        number = _NUMBER.match(text, end)
        if number:
            if int(number[1]) not in {target.number for target in targets} and int(number[1]) <= len(
                sop.steps
            ):
                return text[start : number.end()]
            continue
        index = next((index for index, token in enumerate(found) if token.start >= end), None)
        mention = None if index is None else mention_at(text, found, index, titles)
        if mention is None or not mention.is_certain:
            continue
        if not {sop.actors[position].id for position in mention.actors} & reached:
            return text[start:end] + mention.words
    return None


def _targets(sop: Sop, step: Step) -> tuple[Step, ...]:
    """Return the steps to which the returns of a step lead, as far as they do lead back."""
    wanted = {branch.to for branch in step.returns}
    before = sop.steps[: step.number]
    return tuple(each for each in before if each.key in wanted or str(each.number) in wanted)


def _titles(sop: Sop, targets: tuple[Step, ...]) -> set[str]:
    reached = {actor for target in targets for actor in target.performers.actors}
    titles = {actor.id: actor.title for actor in sop.actors}
    return {titles.get(actor, str(actor)) for actor in reached}
