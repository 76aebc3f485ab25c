"""What the texts of an export have in common: cells of the form, performers and ways out, in plain words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sopkit.flow import Flow, Way, WayKind
from sopkit.lang import text
from sopkit.layout.labels import way_labels
from sopkit.model import END, Column, ColumnName, Form, Manner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.model import Performers, Sop, Step

__all__ = ["Wording", "columns_of", "flat"]

_USUAL: Final = tuple(Column(name) for name in ColumnName)
_WITHOUT_NOTES: Final = Form(columns=(Column(ColumnName.ACTIVITY), Column(ColumnName.ACTORS)))
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029 ]+")
"""Spaces, and the characters that end a line or that no page may hold."""
_NO_LETTERS: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Halves of letters, and what Unicode keeps from being letters."""


def flat(words: str) -> str:
    r"""Return a text on one line, without characters that are no text.

    >>> flat("a\n\tb\x07 ")
    'a b'
    """
    return _UNSEEN.sub(" ", _NO_LETTERS.sub("\N{REPLACEMENT CHARACTER}", words)).strip(" ")


def columns_of(sop: Sop) -> tuple[Column, ...]:
    """Return the columns of an SOP's form in their order, the usual ones where it names none."""
    return sop.form.columns or _USUAL


class Wording:
    """The words of one SOP's table, in the language of the SOP; every text is on one line."""

    def __init__(self, sop: Sop) -> None:
        self._sop = sop
        self.flow = Flow.of(sop)
        self._drawn = _drawn(sop, self.flow)

    def say(self, name: str, **blanks: object) -> str:
        """Return the words of `lang/*/export.yaml`."""
        return text(f"export.{name}", self._sop.language, **blanks)

    def cell(self, step: Step, column: ColumnName) -> tuple[str, ...]:
        """Return the lines of a step's cell; none where it is empty."""
        match column:
            case ColumnName.NUMBER:
                lines: tuple[str | None, ...] = (str(step.number),)
            case ColumnName.ACTIVITY:
                lines = (step.activity, step.question)
            case ColumnName.ACTORS:
                lines = (self.performers(step.performers),)
            case ColumnName.INPUTS:
                lines = step.inputs
            case ColumnName.TIME:
                lines = (step.time.text if step.time else None,)
            case ColumnName.OUTPUTS:
                lines = step.outputs
            case ColumnName.NOTE:
                lines = (step.note,)
        return tuple(line for line in map(flat, filter(None, lines)) if line)

    def performers(self, performers: Performers) -> str:
        """Return the titles of the actors of a step, and how several of them work on it."""
        titles = [flat(self._sop.actor(actor).title) for actor in dict.fromkeys(performers.actors)]
        if performers.manner is Manner.ALONE or len(titles) == 1:
            return ", ".join(titles)
        return self.say(performers.manner.value, actors=self._listed(titles, performers.manner))

    def at(self, way: Way) -> str:
        """Return what stands at a way: the words of the drawing, its condition, its limit; maybe nothing."""
        drawn, condition = flat(self._drawn.get(way, "")), flat(way.when or "")
        if drawn and condition and drawn != condition:
            drawn = self.say("words-and-condition", words=drawn, condition=condition)
        words = drawn or condition
        if way.limit is None:
            return words
        limit = self.say("limit-once" if way.limit == 1 else "limit", count=way.limit)
        return self.say("words-and-limit", words=words, limit=limit) if words else limit

    def ways(self, step: Step) -> tuple[str, ...]:
        """Return a line for each way out of a step: what stands at it, and where it leads."""
        return tuple(self._way(way) for way in self.flow.leaving[step.key])

    def _way(self, way: Way) -> str:
        words, target = self.at(way), self._target(way)
        return self.say("way", words=words, target=target) if words else target

    def _target(self, way: Way) -> str:
        if way.target == END:
            return self.say("to-end")
        name = "back-to-step" if way.kind is WayKind.RETURN else "to-step"
        return self.say(name, number=self._sop.step(way.target).number)

    def _listed(self, titles: list[str], manner: Manner) -> str:
        joint = self.say("or" if manner is Manner.ANY else "and")
        return joint.join([", ".join(titles[:-1]), titles[-1]])


def _drawn(sop: Sop, flow: Flow) -> Mapping[Way, str]:
    """Return the words at the ways, long conditions in full: no letters that the note column explains."""
    return way_labels(replace(sop, form=_WITHOUT_NOTES), flow).drawn
