"""Finds applications in the place of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.rules.identity import words_of
from sopkit.rules.positions import plain_title
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow import Flow
    from sopkit.model import Sop

__all__ = ["check"]


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each actor whose title is an application, and not one who works with it."""
    for actor in sop.actors:
        title = plain_title(actor.title)
        apps = words_of("positions", "applications")
        heads = words_of("positions", "application_words")
        rest = next(
            (title[len(head) :].strip() for head in heads if f"{title} ".startswith(f"{head} ")), None
        )
        if (
            title in apps
            or (rest is not None and len(rest.split()) <= 4)
            or title.removeprefix("sistem ") in apps
        ):
            yield Spot(("actors", actor.id, "title"), (("title", actor.title),))
