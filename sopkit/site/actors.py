"""The pages by actor: for each position all its steps in all SOPs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.site.linked import Link
from sopkit.site.names import actor_key, actor_page
from sopkit.site.steps import ActorView, manner_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.site.summary import StepSummary, Summary

__all__ = ["ActorPage", "OwnSop", "OwnStep", "actor_pages"]


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step of an actor."""

    step: StepSummary
    others: tuple[ActorView, ...]
    """Who else works on it."""
    manner: str | None
    """How they do, in words of the page's language."""


@dataclass(frozen=True, slots=True)
class OwnSop:
    """An SOP with the steps of one actor; none where it has a column and no step."""

    sop: Summary
    link: Link
    steps: tuple[OwnStep, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor with all its steps."""

    title: str
    """As most SOPs spell it."""
    language: str
    page: str
    sops: tuple[OwnSop, ...]
    count: int
    """Of its steps."""


def actor_pages(summaries: Iterable[Summary], language: str) -> tuple[ActorPage, ...]:
    """Return every actor of the SOPs that have a page, in the order of the alphabet.

    Titles that differ in letter case and spaces alone are one actor.
    """
    found: dict[str, list[Summary]] = {}
    for summary in summaries:
        if summary.name is not None:
            for key in dict.fromkeys(actor_key(actor.title) for actor in summary.actors):
                found.setdefault(key, []).append(summary)
    return tuple(_actor(key, sops, language) for key, sops in sorted(found.items()))


def _actor(key: str, summaries: list[Summary], language: str) -> ActorPage:
    spelled = Counter(
        (actor.title, summary.language)
        for summary in summaries
        for actor in summary.actors
        if actor_key(actor.title) == key
    )
    (title, spoken), _ = spelled.most_common(1)[0]
    sops = sorted(
        (_own_sop(key, summary, language) for summary in summaries),
        key=lambda own: (not own.steps, own.sop.title.casefold(), own.sop.file),
    )
    return ActorPage(title, spoken, actor_page(key), tuple(sops), sum(len(own.steps) for own in sops))


def _own_sop(key: str, summary: Summary, language: str) -> OwnSop:
    own = (step for step in summary.steps if key in map(actor_key, step.actors))
    return OwnSop(summary, Link.to(summary), tuple(_own_step(key, step, language) for step in own))


def _own_step(key: str, step: StepSummary, language: str) -> OwnStep:
    others = (title for title in step.actors if actor_key(title) != key)
    manner = manner_words(step.manner, language)
    return OwnStep(step, tuple(ActorView(title, actor_page(title)) for title in others), manner)
