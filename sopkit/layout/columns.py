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
    ColumnName.NUMBER: 20.0,
    ColumnName.ACTIVITY: 96.0,
    ColumnName.INPUTS: 58.0,
    ColumnName.TIME: 44.0,
    ColumnName.OUTPUTS: 58.0,
    ColumnName.NOTE: 34.0,
}
"""How narrow a column may be made so that a table fits on paper, in points."""

_WIDEST_WORD_PT: Final = 90.0
"""Longer words may be broken where a table has to be narrow."""
_WIDTH_STEP_PT: Final = 8.0
_STRETCH: Final = 1.3
_ROUNDING_PT: Final = 0.01


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
) -> TextColumns:
    """Wrap all texts of an SOP; `explained` holds further lines for the note column.

    With `width_pt` the columns take that much together, or less where even their widest is less.

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
        widths = _fitted(wanted, widths, width_pt)
    before, after = (
        tuple(wanted[column.name].of_width(widths[column.name]) for column in side) for side in sides
    )
    return TextColumns(before, after, text)


def _fitted(
    wanted: Mapping[ColumnName, _WantedColumn], natural: Mapping[ColumnName, float], width: float
) -> dict[ColumnName, float]:
    """Return widths that add up to what there is: columns give, or get, by what they have to spare."""
    least = {name: min(column.least_width, natural[name]) for name, column in wanted.items()}
    most = {name: max(column.most_width, natural[name]) for name, column in wanted.items()}
    spare = width - sum(natural.values())
    bounds = least if spare < 0 else most
    room = sum(abs(bounds[name] - natural[name]) for name in wanted)
    if spare < -room - _ROUNDING_PT:
        raise DoesNotFit(sum(least.values()) - width)
    share = min(1.0, abs(spare) / room) if room else 0.0
    return {name: natural[name] + (bounds[name] - natural[name]) * share for name in wanted}


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
        """How narrow it may be made: the longest word of its title fits, and of its texts up to a limit."""
        word = min(self._word_width(), _WIDEST_WORD_PT * self._factor)
        return max(_PAGE_LEAST[self.name] * self._factor, self._title_width(), word)

    @property
    def most_width(self) -> float:
        """How wide it may be made to fill a page."""
        wide = {ColumnName.NUMBER, ColumnName.TIME}
        return self._widths()[1] * (1.0 if self.name in wide else _STRETCH)

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
        words = (word for row in self.texts for text in row for word in text.split())
        longest = max((text_width(word, self.text.font) for word in words), default=0.0)
        return longest + 2 * self.text.padding

    def _title_width(self) -> float:
        words = self.title.split()
        longest = max((text_width(word, self.text.font, True) for word in words), default=0.0)
        return longest + 2 * self.text.padding

    def _least_natural(self) -> float:
        return max(self._widths()[0], self._title_width())

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
