"""The drawing in words, in the language of the form: titles of its parts and a text alternative of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sopkit.chart.dot_writer import row_id
from sopkit.flow import Flow, WayKind
from sopkit.lang import text
from sopkit.layout import ArrowKind, SymbolKind
from sopkit.model import END, Manner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopkit.flow import Way
    from sopkit.layout import Arrow, Grid, Symbol
    from sopkit.model import Sop, Step, StepKey

__all__ = ["Words"]


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
        teller = _Teller(sop, {step.key: step for step in sop.steps})
        titles = {row_id(step.number): teller.row(step) for step in sop.steps}
        titles |= {symbol.id: teller.symbol(symbol) for symbol in grid.symbols}
        titles |= {arrow.id: teller.arrow(arrow) for arrow in grid.arrows}
        return cls(teller.say("picture", title=sop.title), " ".join(teller.flow()), titles)


@dataclass(frozen=True, slots=True)
class _Teller:
    sop: Sop
    steps: Mapping[StepKey, Step]

    def say(self, name: str, **blanks: object) -> str:
        return text(f"chart.{name}", self.sop.language, **blanks)

    def flow(self) -> Iterator[str]:
        """Tell the flow, sentence by sentence."""
        leaving = Flow.of(self.sop).leaving
        actors = self._listed([actor.title for actor in self.sop.actors], "and")
        yield self.say("summary", steps=len(self.sop.steps), actors=actors)
        for step in self.sop.steps:
            yield self.say(
                "step", number=step.number, actors=self._performers(step), activity=_sentence(step.activity)
            )
            if step.question:
                yield self.say("question", question=_sentence(step.question))
            for way in leaving[step.key]:
                yield self._way(way)

    def row(self, step: Step) -> str:
        return self.say("row", number=step.number, activity=_sentence(step.activity))

    def symbol(self, symbol: Symbol) -> str:
        step = self.steps[symbol.step]
        if symbol.kind is SymbolKind.END and step.is_decision:
            return self.say("symbol-end", number=step.number)
        return self.say(
            "symbol-question" if step.question else "symbol",
            number=step.number,
            actor=self.sop.actor(symbol.actor).title,
            activity=_sentence(step.activity),
            question=step.question,
        )

    def arrow(self, arrow: Arrow) -> str:
        source = self.steps[arrow.source].number
        if arrow.kind is ArrowKind.JOINT:
            return self.say(f"joint-{arrow.manner or Manner.TOGETHER}", source=source)
        if arrow.target == END:
            told = self.say("arrow-end", source=source)
        else:
            name = "arrow-back" if arrow.kind is ArrowKind.RETURN else "arrow-on"
            told = self.say(name, source=source, number=self.steps[arrow.target].number)
        if not arrow.label_text:
            return told
        return self.say("arrow-label", arrow=told, label=arrow.label_text)

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
