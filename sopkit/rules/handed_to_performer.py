"""Finds work that is handed to the very actor in whose column the step stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.actors import mention_at
from sopkit.rules.wordings.tokens import activities, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, Step

__all__ = ["check"]

_HANDED = re.compile(
    r"(?:me(?:nyampaikan|nyerahkan|ngirim(?:kan)?|laporkan|neruskan|ngajukan))\b.*?\b(?:ke|kepada) ",
    re.IGNORECASE,
)


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity of one actor that hands its work to that actor, and so is another one's.

    It is the usual slip of drawing the symbol into the column of who receives.
    """
    titles = tuple(actor.title for actor in sop.actors)
    for row, step in activities(sop):
        words = _to_itself(sop, step, titles)
        if words:
            actor = step.performers.actors[0]
            title = next(each.title for each in sop.actors if each.id == actor)
            details = (("number", str(row + 1)), ("words", words), ("actor", title), ("key_actor", "actor"))
            yield Spot(("steps", row, "activity"), details, words=words, related=(("steps", row, "actor"),))


def _to_itself(sop: Sop, step: Step, titles: tuple[str, ...]) -> str | None:
    handed = _HANDED.match(step.activity)
    if handed is None or len(step.performers.actors) != 1:
        return None
    found = tokens(step.activity)
    index = next((index for index, token in enumerate(found) if token.start >= handed.end()), None)
    mention = None if index is None else mention_at(step.activity, found, index, titles)
    if mention is None or not mention.is_certain:
        return None
    named = {sop.actors[position].id for position in mention.actors}
    return mention.words if named == set(step.performers.actors) else None
