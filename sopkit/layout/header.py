"""The header: Pelaksana over the actors, groups over their actors, Mutu Baku over its columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from sopkit.lang import text as words
from sopkit.layout.columns import column_title
from sopkit.layout.grid import Box, Cell, CellKind
from sopkit.layout.metrics import text_width, wrap
from sopkit.model import Column, ColumnName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.layout.columns import TextColumns
    from sopkit.layout.frame import ColumnFrame
    from sopkit.layout.sizes import TextSizes
    from sopkit.model import Actor, Sop

__all__ = ["header_cells", "least_actor_widths"]

_STANDARD_COLUMNS: Final = {ColumnName.INPUTS, ColumnName.TIME, ColumnName.OUTPUTS}
_ACTORS: Final = Column(ColumnName.ACTORS)
_LEAST_ACTOR_PT: Final = 74.0
_NARROW_ACTOR_PT: Final = 66.0
_WIDEST_HEADER_WORD_PT: Final = 110.0


@dataclass(frozen=True, slots=True)
class _Title:
    """A header cell before it has a height: it reaches from one header row to another, both included."""

    column: str
    title: str
    x: float
    width: float
    first: int
    last: int

    def lines(self, text: TextSizes) -> tuple[str, ...]:
        return wrap(self.title, self.width - 2 * text.padding, text.font, True)

    def height(self, text: TextSizes) -> float:
        return len(self.lines(text)) * text.line + 2 * text.padding


def least_actor_widths(sop: Sop, text: TextSizes, *, even: bool = True) -> list[float]:
    """Return how wide each actor column must be for the longest word of its title, in points.

    If not `even`, columns are as narrow as can be.
    """
    least = _LEAST_ACTOR_PT if even else _NARROW_ACTOR_PT
    return [_least_width(actor, text, least) for actor in sop.actors]


def _least_width(actor: Actor, text: TextSizes, least: float) -> float:
    longest = max((text_width(word, text.font, True) for word in actor.title.split()), default=0.0)
    word = min(longest, _WIDEST_HEADER_WORD_PT)
    natural = text_width(actor.title, text.font, True) / 4
    padding = 2 * text.padding
    return max(least, word + padding, min(natural, _WIDEST_HEADER_WORD_PT) + padding)


def header_cells(
    sop: Sop, text: TextColumns, columns: Sequence[ColumnFrame], top: float
) -> tuple[list[Cell], float]:
    """Return the cells of the header and the y where the first row begins."""
    has_groups = any(actor.group for actor in sop.actors)
    last = 2 if has_groups else 1
    titles = [*_text_titles(sop, text, last), *_actor_titles(sop, columns, last)]
    borders = [top]
    for row in range(last + 1):
        ending = [title for title in titles if title.last == row]
        needed = (title.height(text.sizes) - (borders[row] - borders[title.first]) for title in ending)
        borders.append(borders[-1] + max(needed, default=0.0))
    cells = [
        Cell(
            CellKind.HEADER,
            title.column,
            None,
            Box(title.x, borders[title.first], title.width, borders[title.last + 1] - borders[title.first]),
            title.lines(text.sizes),
            bold=True,
            align="center",
            font_size=text.sizes.font,
            line_height=text.sizes.line,
            padding=text.sizes.padding,
        )
        for title in titles
    ]
    if not sop.form.numbers:
        return cells, borders[-1]
    numbered = _numbers(sop, text, columns, borders[-1])
    return [*cells, *numbered], numbered[-1].box.bottom


def _numbers(sop: Sop, text: TextColumns, columns: Sequence[ColumnFrame], top: float) -> list[Cell]:
    """Return the cells of a row that numbers the columns from left to right."""
    places = [(str(column.name), column.x, column.width) for column in text.before]
    places += [
        (f"actor:{actor.id}", frame.x, frame.width) for actor, frame in zip(sop.actors, columns, strict=True)
    ]
    places += [(str(column.name), column.x, column.width) for column in text.after]
    sizes = text.sizes
    return [
        Cell(
            CellKind.HEADER,
            f"number:{name}",
            None,
            Box(x, top, width, sizes.line + sizes.padding),
            (f"({number})",),
            align="center",
            font_size=sizes.font,
            line_height=sizes.line,
            padding=sizes.padding,
        )
        for number, (name, x, width) in enumerate(places, start=1)
    ]


def _text_titles(sop: Sop, text: TextColumns, last: int) -> Iterator[_Title]:
    for side in (text.before, text.after):
        for standard, run in groupby(side, key=lambda column: column.name in _STANDARD_COLUMNS):
            columns = list(run)
            if standard:
                first_x, width = columns[0].x, sum(column.width for column in columns)
                yield _Title("standard", words("form.standard", sop.language), first_x, width, 0, 0)
            for column in columns:
                yield _Title(column.name, column.title, column.x, column.width, int(standard), last)


def _actor_titles(sop: Sop, columns: Sequence[ColumnFrame], last: int) -> Iterator[_Title]:
    width = columns[-1].x + columns[-1].width - columns[0].x
    own = next((column for column in sop.form.columns if column.name is ColumnName.ACTORS), _ACTORS)
    yield _Title("actors", column_title(own, sop.language), columns[0].x, width, 0, 0)
    pairs = list(zip(sop.actors, columns, strict=True))
    for group, run in groupby(pairs, key=lambda pair: pair[0].group):
        members = list(run)
        if group:
            x = members[0][1].x
            right = members[-1][1].x + members[-1][1].width
            yield _Title(f"group:{members[0][0].id}", group, x, right - x, 1, 1)
        for actor, frame in members:
            yield _Title(f"actor:{actor.id}", actor.title, frame.x, frame.width, 2 if group else 1, last)
