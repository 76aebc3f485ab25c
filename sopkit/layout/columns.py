"""The text columns of the table: which there are, how wide, and the wrapped lines of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from sopkit.lang import text as words
from sopkit.layout.metrics import text_width, wrap
from sopkit.layout.sizes import TextSizes
from sopkit.model import Column, ColumnName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sopkit.model import Sop, Step, StepKey

__all__ = ["DoesNotFit", "TextColumn", "TextColumns", "column_title", "text_columns"]

_USUAL: Final = tuple(Column(name) for name in ColumnName)

_WIDTHS: Final = {
    ColumnName.NUMBER: (26.0, 40.0, 1),
    ColumnName.ACTIVITY: (170.0, 270.0, 4),
    ColumnName.INPUTS: (74.0, 150.0, 4),
    ColumnName.TIME: (56.0, 100.0, 3),
    ColumnName.OUTPUTS: (74.0, 150.0, 4),
    ColumnName.NOTE: (38.0, 150.0, 4),
}
"""For each column its least and its largest width in points, and the lines a row should do with."""

_PAGE_LEAST: Final = {
    ColumnName.NUMBER: 18.0,
    ColumnName.ACTIVITY: 92.0,
    ColumnName.INPUTS: 56.0,
    ColumnName.TIME: 38.0,
    ColumnName.OUTPUTS: 56.0,
    ColumnName.NOTE: 34.0,
}
"""How narrow a column may be made so that a table fits on paper, in points."""

_WIDEST_WORD_PT: Final = 90.0
"""Longer words may be broken where a table has to be narrow."""
_WIDEST_TITLE_WORD_PT: Final = 110.0
"""Longer words of titles may be broken anywhere."""
_WIDTH_STEP_PT: Final = 8.0
_STEPS_AHEAD: Final = 4
"""So many steps together may be needed until a column has a line less."""
_STRETCH: Final = 1.3
_ROUNDING_PT: Final = 0.01
_NUMBERED: Final = re.compile("^([0-9]+\\.)\u00a0")
"""The number of an item stays on the line of its first word, by a hard space while the text is wrapped."""


class DoesNotFit(ValueError):
    """The columns need `missing_pt` points more than there are."""

    def __init__(self, missing_pt: float) -> None:
        self.missing_pt = missing_pt
        super().__init__(missing_pt)


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of words; `lines` holds those of each row."""

    name: ColumnName
    title: str
    x: float
    width: float
    lines: tuple[tuple[str, ...], ...]

    @property
    def align(self) -> str:
        """How its texts stand: numbers and times in the middle, the others at the left."""
        return "center" if self.name in {ColumnName.NUMBER, ColumnName.TIME} else "left"


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The text columns before and after the actor columns."""

    before: tuple[TextColumn, ...]
    after: tuple[TextColumn, ...]
    sizes: TextSizes

    @property
    def columns(self) -> tuple[TextColumn, ...]:
        """All text columns, from left to right."""
        return (*self.before, *self.after)

    @property
    def width(self) -> float:
        """The width of all text columns together."""
        return sum(column.width for column in self.columns)

    @property
    def width_before(self) -> float:
        """The width of the columns before the actors."""
        return sum(column.width for column in self.before)

    @property
    def right(self) -> float:
        """The right border of the last placed column of the table."""
        return max((column.x + column.width for column in self.after), default=0.0)

    def row_height(self, row: int) -> float:
        """Return the height that the texts of a row need."""
        most = max((len(column.lines[row]) for column in self.columns), default=0)
        return most * self.sizes.line + 2 * self.sizes.padding

    def placed(self, left: float, right_of_actors: float) -> Self:
        """Return the columns side by side, from `left` on and from the right border of the actors on."""
        return replace(
            self, before=_side_by_side(self.before, left), after=_side_by_side(self.after, right_of_actors)
        )


def text_columns(
    sop: Sop,
    explained: Mapping[StepKey, tuple[str, ...]],
    text: TextSizes,
    width_pt: float | None = None,
    least_heights: Sequence[float] = (),
) -> TextColumns:
    """Wrap all texts of an SOP; `explained` holds further lines for the note column.

    With `width_pt` the columns take that much together, or less where even their widest is less, and share it
    so that rows are low; `least_heights` are those that the rows have without their texts.

    Raises DoesNotFit: they cannot be so narrow.
    """
    form = sop.form.columns or _USUAL
    wanted: dict[ColumnName, _WantedColumn] = {
        column.name: _WantedColumn(
            column.name,
            column_title(column, sop.language),
            tuple(_texts(step, column.name, explained) for step in sop.steps),
            text,
        )
        for column in form
        if column.name is not ColumnName.ACTORS
    }
    middle = [column.name for column in form].index(ColumnName.ACTORS)
    sides = (form[:middle], form[middle + 1 :])
    widths = {name: column.natural_width for name, column in wanted.items()}
    if width_pt is not None:
        padding = 2 * text.padding
        rooms = [int((height - padding) / text.line + _ROUNDING_PT) for height in least_heights]
        widths = _fitted(wanted, widths, width_pt, rooms or [0] * len(sop.steps))
    before, after = (
        tuple(wanted[column.name].of_width(widths[column.name]) for column in side) for side in sides
    )
    return TextColumns(before, after, text)


def _fitted(
    wanted: Mapping[ColumnName, _WantedColumn],
    natural: Mapping[ColumnName, float],
    width: float,
    rooms: Sequence[int],
) -> dict[ColumnName, float]:
    """Return widths that add up to what there is, all columns at their widest at most.

    Each begins as narrow as it may be. What is left goes step by step to the column whose texts then make
    rows lower by most; `rooms` holds how many lines each row has room for in any case. What is left when all
    texts have room makes the columns as wide as they would be by themselves, and then wider.
    """
    widths = {name: min(column.least_width, natural[name]) for name, column in wanted.items()}
    if sum(widths.values()) > width + _ROUNDING_PT:
        raise DoesNotFit(sum(widths.values()) - width)
    most = {name: max(column.most_width, natural[name]) for name, column in wanted.items()}
    towers = _Towers(wanted, rooms)
    while (best := towers.best_step(widths, most, width - sum(widths.values()))) is not None:
        name, wider = best
        widths[name] = wider
    for bounds in (natural, most):
        spare = width - sum(widths.values())
        lacking = {name: max(0.0, bounds[name] - widths[name]) for name in wanted}
        share = min(1.0, spare / sum(lacking.values())) if any(lacking.values()) else 0.0
        widths = {name: widths[name] + lacking[name] * share for name in wanted}
    return widths


class _Towers:
    """How far the texts of each column stand above the room that the rows have in any case."""

    def __init__(self, wanted: Mapping[ColumnName, _WantedColumn], rooms: Sequence[int]) -> None:
        self._wanted = wanted
        self._rooms = rooms
        self._known: dict[tuple[ColumnName, float], int] = {}

    def best_step(
        self, widths: Mapping[ColumnName, float], most: Mapping[ColumnName, float], spare: float
    ) -> tuple[ColumnName, float] | None:
        """Return the column that gains most for each point, and its new width; None if none gains."""
        steps = []
        for name, width in widths.items():
            height = self._height(name, width)
            for count in range(1, _STEPS_AHEAD + 1) if height else ():
                more = count * _WIDTH_STEP_PT
                if more > min(spare, most[name] - width):
                    break
                steps.append(((height - self._height(name, width + more)) / more, name, width + more))
        gain, name, width = max(steps, key=lambda step: step[0], default=(0.0, ColumnName.NOTE, 0.0))
        return (name, width) if gain > 0 else None

    def _height(self, name: ColumnName, width: float) -> int:
        """Return the sum of the squares of the lines too many, so that the highest counts most."""
        key = (name, width)
        if key not in self._known:
            lines = self._wanted[name].line_counts(width)
            pairs = zip(lines, self._rooms, strict=True)
            self._known[key] = sum(max(0, count - room) ** 2 for count, room in pairs)
        return self._known[key]


def column_title(column: Column, language: str) -> str:
    """Return the title of a column: the form's own, or the usual one in the form's language."""
    return column.title or words(f"form.{column.name}", language)


def _side_by_side(columns: Sequence[TextColumn], x: float) -> tuple[TextColumn, ...]:
    placed = []
    for column in columns:
        placed.append(replace(column, x=x))
        x += column.width
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _WantedColumn:
    """A column of words before it has a width."""

    name: ColumnName
    title: str
    texts: tuple[tuple[str, ...], ...]
    """Those of each row."""
    text: TextSizes

    @property
    def natural_width(self) -> float:
        """The width at which no row has more lines than it should, or the largest of its kind."""
        _, largest, wanted_lines = self._widths()
        padding = 2 * self.text.padding
        width = max(self._least_natural(), min(largest, self._word_width()))
        while width < largest and self._most_lines(width - padding) > wanted_lines:
            width = min(width + _WIDTH_STEP_PT, largest)
        return width

    @property
    def least_width(self) -> float:
        """How narrow it may be made: the longest words of its title and its texts fit, up to a limit."""
        padding = 2 * self.text.padding
        title = _widest(_pieces(self.title), self.text.font, True)
        pieces = [piece for row in self.texts for text in row for piece in _pieces(text)]
        word = max(title, _widest(pieces, self.text.font)) + padding
        return max(_PAGE_LEAST[self.name] * self._factor, min(word, _WIDEST_WORD_PT * self._factor))

    @property
    def most_width(self) -> float:
        """How wide it may be made to fill a page."""
        wide = {ColumnName.NUMBER, ColumnName.TIME}
        return self._widths()[1] * (1.0 if self.name in wide else _STRETCH)

    def line_counts(self, width: float) -> tuple[int, ...]:
        """Return how many lines each row has in a column of a width."""
        room = width - 2 * self.text.padding
        return tuple(len(self._wrapped(row, room)) for row in self.texts)

    def of_width(self, width: float) -> TextColumn:
        """Return the column with its texts wrapped."""
        room = width - 2 * self.text.padding
        lines = tuple(self._wrapped(row, room) for row in self.texts)
        return TextColumn(self.name, self.title, 0.0, width, lines)

    def _widths(self) -> tuple[float, float, int]:
        least, largest, lines = _WIDTHS[self.name]
        return least * self._factor, largest * self._factor, lines

    @property
    def _factor(self) -> float:
        return self.text.font / TextSizes().font

    def _word_width(self) -> float:
        words = [word for row in self.texts for text in row for word in text.split(" ")]
        return _widest(words, self.text.font) + 2 * self.text.padding

    def _title_width(self) -> float:
        longest = _widest(self.title.split(), self.text.font, True)
        return min(longest, _WIDEST_TITLE_WORD_PT * self._factor) + 2 * self.text.padding

    def _least_natural(self) -> float:
        return max(self._widths()[0], self._title_width())

    def _most_lines(self, room: float) -> int:
        return max((len(self._wrapped(row, room)) for row in self.texts), default=0)

    def _wrapped(self, texts: Sequence[str], room: float) -> tuple[str, ...]:
        lines = (line for text in texts for line in wrap(text, room, self.text.font))
        return tuple(_NUMBERED.sub(r"\1 ", line) for line in lines)


def _pieces(text: str) -> list[str]:
    """Return the words of a text; those with a slash may break after it."""
    return text.replace("/", "/ ").split(" ")


def _widest(words: Iterable[str], size: float, bold: bool = False) -> float:
    return max((text_width(word, size, bold) for word in words), default=0.0)


def _texts(step: Step, name: ColumnName, explained: Mapping[StepKey, tuple[str, ...]]) -> tuple[str, ...]:
    if name is ColumnName.NUMBER:
        return (str(step.number),)
    if name is ColumnName.ACTIVITY:
        return (step.activity,)
    if name is ColumnName.TIME:
        return (step.time.text,) if step.time else ()
    if name is ColumnName.NOTE:
        return (*((step.note,) if step.note else ()), *explained.get(step.key, ()))
    items = step.inputs if name is ColumnName.INPUTS else step.outputs
    if len(items) < 2:
        return items
    return tuple(f"{place}.\u00a0{item}" for place, item in enumerate(items, 1))
