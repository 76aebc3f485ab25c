"""The text columns of the table: which there are, how wide, and the wrapped lines of each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from sopkit.lang import text as words
from sopkit.layout.metrics import text_width, wrap
from sopkit.layout.sizes import TextSizes
from sopkit.model import Column, ColumnName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.model import Sop, Step, StepKey

__all__ = ["TextColumn", "TextColumns", "column_title", "text_columns"]

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

_WIDTH_STEP_PT: Final = 8.0


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


def text_columns(sop: Sop, explained: Mapping[StepKey, tuple[str, ...]], text: TextSizes) -> TextColumns:
    """Wrap all texts of an SOP; `explained` holds further lines for the note column."""
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
    before, after = (
        tuple(wanted[column.name].of_width(wanted[column.name].natural_width) for column in side)
        for side in sides
    )
    return TextColumns(before, after, text)


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
        longest_word = max(
            (text_width(word, self.text.font) for row in self.texts for text in row for word in text.split()),
            default=0.0,
        )
        width = max(self._least_natural(), min(largest, longest_word + padding))
        while width < largest and self._most_lines(width - padding) > wanted_lines:
            width = min(width + _WIDTH_STEP_PT, largest)
        return width

    def of_width(self, width: float) -> TextColumn:
        """Return the column with its texts wrapped."""
        room = width - 2 * self.text.padding
        lines = tuple(self._wrapped(row, room) for row in self.texts)
        return TextColumn(self.name, self.title, 0.0, width, lines)

    def _widths(self) -> tuple[float, float, int]:
        least, largest, lines = _WIDTHS[self.name]
        factor = self.text.font / TextSizes().font
        return least * factor, largest * factor, lines

    def _least_natural(self) -> float:
        words = self.title.split()
        longest = max((text_width(word, self.text.font, True) for word in words), default=0.0)
        return max(self._widths()[0], longest + 2 * self.text.padding)

    def _most_lines(self, room: float) -> int:
        return max((len(self._wrapped(row, room)) for row in self.texts), default=0)

    def _wrapped(self, texts: Sequence[str], room: float) -> tuple[str, ...]:
        return tuple(line for text in texts for line in wrap(text, room, self.text.font))


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
    return items if len(items) < 2 else tuple(f"{place}. {item}" for place, item in enumerate(items, 1))
