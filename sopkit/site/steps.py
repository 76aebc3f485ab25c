"""The steps of an SOP as an ordinary table: what the drawing shows, for reading aloud and for searching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sopkit.flow import Flow, Way, WayKind
from sopkit.lang import text
from sopkit.model import END, Manner, Sop, Step
from sopkit.site.names import actor_page

if TYPE_CHECKING:
    from sopkit.site.context import SiteContext

__all__ = ["ActorView", "ColumnView", "StepView", "WayView", "column_views", "manner_words", "step_views"]

_COLUMNS: Final = ("number", "activity", "actors", "inputs", "time", "outputs", "note", "next")
_MANNERS: Final = {Manner.TOGETHER: "together", Manner.ANY: "any", Manner.IN_ORDER: "in-order"}


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor of a step."""

    title: str
    page: str
    """The path of the page of all its steps."""


@dataclass(frozen=True, slots=True)
class WayView:
    """A way out of a step."""

    words: str | None
    """When it is taken; None where there is only one."""
    target: str
    """Where it leads, in words of the page's language."""
    number: int | None
    """The step it leads to; None for the end."""
    is_return: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A row of the table of steps."""

    number: int
    activity: str
    question: str | None
    actors: tuple[ActorView, ...]
    manner: str | None
    """How several actors work on it, in words of the page's language."""
    inputs: tuple[str, ...]
    time: str | None
    outputs: tuple[str, ...]
    note: str | None
    ways: tuple[WayView, ...]
    is_decision: bool


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the table of steps."""

    name: str
    title: str
    """As the SOP or the form of the agency calls it, else in words of the page's language."""
    language: str
    """Of the title."""


def column_views(sop: Sop, context: SiteContext) -> dict[str, ColumnView]:
    """Return the columns of the table of steps, by their names; that of notes only where there are some."""
    own = {str(column.name): column.title for column in sop.form.columns if column.title is not None}
    usual = [name for name in _COLUMNS if name != "note" or any(step.note for step in sop.steps)]
    return {
        name: ColumnView(name, own[name], sop.language)
        if name in own
        else ColumnView(name, text(f"site.step-{name}", context.language), context.language)
        for name in usual
    }


def step_views(sop: Sop, context: SiteContext) -> tuple[StepView, ...]:
    """Return the rows of the table of steps."""
    flow = Flow.of(sop)
    return tuple(_step(sop, step, flow, context.language) for step in sop.steps)


def manner_words(manner: str, language: str) -> str | None:
    """Return how several actors work on a step, in words; None for one actor."""
    name = _MANNERS.get(Manner(manner))
    return text(f"site.manner-{name}", language) if name else None


def _step(sop: Sop, step: Step, flow: Flow, language: str) -> StepView:
    titles = (sop.actor(actor).title for actor in step.performers.actors)
    return StepView(
        number=step.number,
        activity=step.activity,
        question=step.question,
        actors=tuple(ActorView(title, actor_page(title)) for title in titles),
        manner=manner_words(step.performers.manner, language),
        inputs=step.inputs,
        time=step.time.text if step.time else None,
        outputs=step.outputs,
        note=step.note,
        ways=tuple(_way(sop, way, language) for way in flow.leaving[step.key]),
        is_decision=step.is_decision,
    )


def _way(sop: Sop, way: Way, language: str) -> WayView:
    is_return = way.kind is WayKind.RETURN
    words = way.when or way.label
    if way.target == END:
        return WayView(words, text("site.go-end", language), None, is_return, way.limit)
    number = sop.step(way.target).number
    target = text("site.go-back" if is_return else "site.go-step", language, number=number)
    return WayView(words, target, number, is_return, way.limit)
