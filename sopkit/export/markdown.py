"""An SOP as one page of Markdown, as GitHub, GitLab and wikis show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.export.gfm import items, lines_in_cell, plain, table
from sopkit.export.identity import facts, lists
from sopkit.export.mermaid import MOST_EDGES, MOST_LETTERS, as_mermaid
from sopkit.export.words import Wording, columns_of, flat
from sopkit.flow.timing import timing_as_set
from sopkit.layout.columns import column_title
from sopkit.model import ColumnName
from sopkit.model.dates import format_date
from sopkit.report.times import totals
from sopkit.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import Revision, Sop

__all__ = ["as_markdown"]


def as_markdown(sop: Sop, settings: Settings | None = None) -> str:
    """Return the page: identity, flowchart, steps, times with their returns, lists of the form, history.

    Its words are in the language of the SOP, whose texts stay texts. `settings` say what a day counts as in
    the times. A flowchart that is too large for Mermaid is left out with a word.
    """
    page = _Page(sop, settings or Settings())
    return "\n\n".join(page.parts()) + "\n"


class _Page:
    def __init__(self, sop: Sop, settings: Settings) -> None:
        self._sop = sop
        self._settings = settings
        self._wording = Wording(sop)

    def parts(self) -> Iterator[str]:
        yield f"# {plain(self._sop.title)}"
        yield self._identity()
        yield from self._section("flowchart", self._flowchart())
        yield from self._section("steps", self._steps())
        yield from self._section("times", items(self._times()))
        for heading, lines in lists(self._sop):
            yield f"## {heading}"
            yield items([flat(line) for line in lines])
        if self._sop.history:
            yield from self._section("history", self._history())

    def _section(self, name: str, *parts: str) -> Iterator[str]:
        yield f"## {self._wording.say(name)}"
        yield from parts

    def _identity(self) -> str:
        rows = [[plain(name), lines_in_cell(lines)] for name, lines in facts(self._sop)]
        return table([[self._wording.say("identity"), self._wording.say("entry")], *rows])

    def _flowchart(self) -> str:
        diagram = as_mermaid(self._sop)
        if len(diagram) > MOST_LETTERS or len(self._wording.flow.ways) >= MOST_EDGES:
            return self._wording.say("too-large")
        return f"```mermaid\n{diagram}```"

    def _steps(self) -> str:
        columns = columns_of(self._sop)
        titles = [plain(column_title(column, self._sop.language)) for column in columns]
        rows = [
            [
                *(lines_in_cell(self._wording.cell(step, column.name)) for column in columns),
                lines_in_cell(self._wording.ways(step)),
            ]
            for step in self._sop.steps
        ]
        right = frozenset(place for place, column in enumerate(columns) if column.name is ColumnName.NUMBER)
        return table([[*titles, self._wording.say("ways")], *rows], right=right)

    def _times(self) -> list[str]:
        blocks = totals(timing_as_set(self._sop, self._settings), self._sop.language)
        return [line for block in blocks for line in block]

    def _history(self) -> str:
        heads = [self._wording.say(name) for name in ("version", "date", "change")]
        return table([heads, *map(self._revision, self._sop.history)])

    def _revision(self, revision: Revision) -> list[str]:
        day = format_date(revision.date, self._sop.language) if revision.date else ""
        return [plain(revision.version or ""), plain(day), plain(revision.change or "")]
