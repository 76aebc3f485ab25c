"""Finds activities that begin with another actor than the one in whose column they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.spot import Spot
from sopkit.rules.wordings.openings import OpeningKind, openings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop, Step
    from sopkit.rules.wordings.openings import Opening

__all__ = ["check", "is_another"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each activity whose subject is an actor of the SOP, but none of those who perform the step."""
    for row, step, opening in openings(sop):
        if opening.kind is OpeningKind.SUBJECT and is_another(sop, step, opening):
            performers = [actor.title for actor in sop.actors if actor.id in step.performers.actors]
            details = (
                ("number", str(row + 1)),
                ("words", opening.words),
                ("actors", ", ".join(performers)),
                ("key_actor", "actor"),
            )
            related = (("steps", row, "actor"),)
            yield Spot(("steps", row, "activity"), details, related=related, words=opening.words)


def is_another(sop: Sop, step: Step, opening: Opening) -> bool:
    """Return whether the subject of an activity is an actor for certain, and none who performs the step."""
    named = {sop.actors[position].id for position in opening.actors}
    known = {actor.id for actor in sop.actors}
    performers = set(step.performers.actors)
    return bool(
        opening.is_certain and named and performers <= known and performers and not named & performers
    )
