"""The drawing in words, in the language of the form: titles of its parts and a text alternative of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sopkit.chart.dot_writer import row_id
from sopkit.flow import Flow, WayKind
from sopkit.lang import text
from sopkit.layout import ArrowKind, StepState, SymbolKind
from sopkit.model import END, Manner
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sopkit.flow import Way
    from sopkit.layout import Arrow, Grid, Marks, Symbol
    from sopkit.model import ActorId, Sop, Step, StepKey

__all__ = ["Words", "row_titles"]


def row_titles(sop: Sop) -> dict[str, str]:
    """Return what each row is called, by the ids of the rows."""
    teller = _Teller(sop, {step.key: step for step in sop.steps})
    return {row_id(step.number): teller.row(step) for step in sop.steps}


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says to those who do not see it, and where a pointer rests."""

    picture: str
    """The title of the whole."""
    description: str
    """The whole flow as text."""
    titles: Mapping[str, str]
    """Of symbols, arrows and rows, by their ids."""

    @classmethod
    def of(cls, sop: Sop, grid: Grid) -> Self:
        """Describe the drawing of an SOP."""
        teller = _Teller(sop, {step.key: step for step in sop.steps}, grid.marks)
        titles = row_titles(sop)
        titles |= {symbol.id: teller.symbol(symbol) for symbol in grid.symbols}
        titles |= {arrow.id: teller.arrow(arrow) for arrow in grid.arrows}
        return cls(teller.say("picture", title=sop.title), " ".join(teller.flow()), titles)


@dataclass(frozen=True, slots=True)
class _Teller:
    sop: Sop
    steps: Mapping[StepKey, Step]
    marks: Marks | None = None

    def say(self, name: str, **blanks: object) -> str:
        return text(f"chart.{name}", self.sop.language, **blanks)

    def flow(self) -> Iterator[str]:
        """Tell the flow, sentence by sentence."""
        leaving = Flow.of(self.sop).leaving
        actors = self._listed([actor.title for actor in self.sop.actors], "and")
        yield self.say("summary", steps=len(self.sop.steps), actors=actors)
        if self.marks is not None:
            yield self.say("case-ended" if self.marks.ended_from else "case")
        for step in self.sop.steps:
            yield self.say(
                "step", number=step.number, actors=self._performers(step), activity=_sentence(step.activity)
            )
            if step.question:
                yield self.say("question", question=_sentence(step.question))
            for way in leaving[step.key]:
                yield self._way(way)
                if self.marks is not None:
                    yield from self._taken(self.marks.ways.get((way.kind, way.source, way.index), 0))
            yield from self._state(step)

    def row(self, step: Step) -> str:
        return self.say("row", number=step.number, activity=_sentence(step.activity))

    def symbol(self, symbol: Symbol) -> str:
        if symbol.kind is SymbolKind.CONNECTOR:
            return self.say("connector", letter="".join(symbol.lines))
        step = self.steps[symbol.step]
        if symbol.kind is SymbolKind.END and step.is_decision:
            return self.say("symbol-end", number=step.number)
        told = self.say(
            "symbol-question" if step.question else "symbol",
            number=step.number,
            actor=self.sop.actor(symbol.actor).title,
            activity=_sentence(step.activity),
            question=step.question,
        )
        return " ".join([told, *self._state(step, symbol.actor)])

    def arrow(self, arrow: Arrow) -> str:
        source = self.steps[arrow.source].number
        if arrow.kind is ArrowKind.JOINT:
            return self.say(f"joint-{arrow.manner or Manner.TOGETHER}", source=source)
        if arrow.target == END:
            told = self.say("arrow-end", source=source)
        else:
            name = "arrow-back" if arrow.kind is ArrowKind.RETURN else "arrow-on"
            told = self.say(name, source=source, number=self.steps[arrow.target].number)
        if arrow.label_text:
            told = self.say("arrow-label", arrow=told, label=arrow.label_text)
        return ". ".join([told, *self._taken(arrow.taken)])

    def _state(self, step: Step, actor: ActorId | None = None) -> Iterator[str]:
        """Tell where the case stands with a step, or with an actor's part of it."""
        if self.marks is None:
            return
        mark = self.marks.of_step(step.key)
        part = None if actor is None else mark.part(actor)
        since, finished = mark.entered_at, mark.finished_at
        if part is not None:
            since, finished = part.since, part.finished_at
        state: str = mark.state if part is None else part.state
        if mark.state is StepState.DONE and state is StepState.WAITING:
            state = "by-another"
        moments = {"since": since, "finished": finished, "due": mark.due_at}
        yield self.say(f"state-{state}", **{name: self._moment(at) for name, at in moments.items() if at})
        if mark.visits > 1:
            yield self.say("state-visits", count=mark.visits)

    def _taken(self, count: int) -> Iterator[str]:
        if count:
            yield self.say("taken-once" if count == 1 else "taken", count=count)

    def _moment(self, at: datetime) -> str:
        clock = self.say("clock", hour=f"{at.hour:02}", minute=f"{at.minute:02}")
        return self.say("moment", date=format_date(at.date(), self.sop.language), clock=clock)

    def _way(self, way: Way) -> str:
        if way.target == END:
            told = self.say("way-end")
        else:
            name = "way-back" if way.kind is WayKind.RETURN else "way-on"
            told = self.say(name, number=self.steps[way.target].number)
        condition = way.when or way.label
        if condition:
            return self.say("way-if", condition=condition, way=told)
        return self.say("way", way=told[:1].upper() + told[1:])

    def _performers(self, step: Step) -> str:
        performers = step.performers
        titles = [self.sop.actor(actor).title for actor in performers.actors]
        joined = self._listed(titles, "or" if performers.manner is Manner.ANY else "and")
        return self.say(str(performers.manner), actors=joined)

    def _listed(self, names: list[str], last: str) -> str:
        if len(names) < 2:
            return "".join(names)
        return ", ".join(names[:-1]) + self.say(last) + names[-1]


def _sentence(words: str) -> str:
    """Return words that end like a sentence."""
    return words if words.endswith((".", "?", "!", ":", ";")) else f"{words}."
