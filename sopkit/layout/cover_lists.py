"""The lower part of the identity page: lists side by side, which may be cut between their entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from sopkit.lang import text as words
from sopkit.layout.grid import Box, Cell, CellKind
from sopkit.layout.metrics import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.model import Sop

__all__ = ["Band", "Letters", "list_bands"]

_PAIRS: Final = (("legal_basis", "qualifications"), ("related", "equipment"), ("warnings", "records"))
"""Side by side, in the order of the printed form. Source: practice, in nearly all forms that were seen."""
_LINE_EM: Final = 1.25
_PADDING_EM: Final = 0.5
_NUMBER_GAP_EM: Final = 0.4


@dataclass(frozen=True, slots=True)
class Letters:
    """How large the letters of an identity page are, in points."""

    size: float

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * _LINE_EM

    @property
    def padding(self) -> float:
        """Between words and the border of their cell."""
        return self.size * _PADDING_EM

    def wrap(self, text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
        """Return the lines of a text in a cell of a width."""
        return wrap(text, width - 2 * self.padding, self.size, bold)

    def height(self, lines: int) -> float:
        """Return how high a cell with so many lines is."""
        return lines * self.line + 2 * self.padding

    def words(
        self, name: str, lines: tuple[str, ...], x: float, y: float, width: float, *, bold: bool = False
    ) -> Cell:
        """Return words without borders that begin at a place."""
        box = Box(x, y, width, len(lines) * self.line)
        return replace(self.cell(name, box, lines, bold=bold), kind=CellKind.MARGIN, padding=0.0)

    def cell(self, name: str, box: Box, lines: tuple[str, ...] = (), *, bold: bool = False) -> Cell:
        """Return a cell with borders."""
        return Cell(
            CellKind.TEXT,
            name,
            None,
            box,
            lines,
            bold=bold,
            font_size=self.size,
            line_height=self.line,
            padding=self.padding,
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A numbered text of a list, or what is left of it on the next page, without the number then."""

    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A heading and its entries in a cell of a width."""

    name: str
    heading: tuple[str, ...]
    again: tuple[str, ...]
    """The heading where the list goes on, on the next page."""
    entries: tuple[_Entry, ...]
    indent: float
    """Of the entries, for their numbers."""
    width: float
    letters: Letters

    @classmethod
    def of(cls, sop: Sop, name: str, width: float, letters: Letters) -> Self:
        heading = words(f"cover.{name.replace('_', '-')}", sop.language)
        again = words("cover.continued", sop.language, heading=heading)
        texts: tuple[str, ...] = getattr(sop, name)
        numbers = [f"{place}." for place in range(1, len(texts) + 1)] if len(texts) > 1 else [""]
        widest = max(text_width(number, letters.size) for number in numbers)
        indent = widest + _NUMBER_GAP_EM * letters.size if widest else 0.0
        entries = tuple(
            _Entry(number, letters.wrap(text, width - indent) or ("",))
            for number, text in zip(numbers, texts, strict=False)
        )
        return cls(
            name,
            letters.wrap(f"{heading}:", width, bold=True),
            letters.wrap(f"{again}:", width, bold=True),
            entries,
            indent,
            width,
            letters,
        )

    @property
    def height(self) -> float:
        count = len(self.heading) + sum(len(entry.lines) for entry in self.entries)
        return self.letters.height(count)

    def cut(self, room: float, *, within: bool) -> tuple[Self, Self]:
        """Return what fits and the rest; an entry is only cut if it is the first and `within` allows it."""
        lines = int((room - self.letters.height(len(self.heading))) / self.letters.line + 1e-6)
        count = 0
        while count < len(self.entries) and len(self.entries[count].lines) <= lines:
            lines -= len(self.entries[count].lines)
            count += 1
        fitting, rest = self.entries[:count], self.entries[count:]
        if within and not fitting and rest and lines > 0:
            first = rest[0]
            fitting = (replace(first, lines=first.lines[:lines]),)
            rest = (_Entry("", first.lines[lines:]), *rest[1:])
        return replace(self, entries=fitting), replace(self, heading=self.again if rest else (), entries=rest)

    def cells(self, x: float, y: float, height: float) -> Iterator[Cell]:
        letters = self.letters
        yield letters.cell(self.name, Box(x, y, self.width, height))
        left, width = x + letters.padding, self.width - 2 * letters.padding
        y += letters.padding
        if self.heading:
            yield letters.words(self.name, self.heading, left, y, width, bold=True)
        y += len(self.heading) * letters.line
        for entry in self.entries:
            if entry.number:
                yield letters.words(self.name, (entry.number,), left, y, self.indent)
            yield letters.words(self.name, entry.lines, left + self.indent, y, width - self.indent)
            y += len(entry.lines) * letters.line


@dataclass(frozen=True, slots=True)
class Band:
    """Two lists side by side."""

    left: _List
    right: _List

    @property
    def height(self) -> float:
        """How high it has to be, in points."""
        return max(self.left.height, self.right.height)

    @property
    def least_height(self) -> float:
        """How high it has to be where it goes on, for a line of each list, in points."""
        return max(each.letters.height(len(each.again) + 1) for each in (self.left, self.right))

    def cut(self, room: float, *, within: bool = False) -> tuple[Band, Band] | None:
        """Return what fits into a height and the rest; None if nothing of a list would be in the first.

        `within` allows to cut an entry that is higher than the whole room.
        """
        left, rest_left = self.left.cut(room, within=within)
        right, rest_right = self.right.cut(room, within=within)
        for whole, fitting in ((self.left, left), (self.right, right)):
            if whole.entries and not fitting.entries:
                return None
        return Band(left, right), Band(rest_left, rest_right)

    def cells(self, x: float, y: float, height: float) -> Iterator[Cell]:
        """Yield its cells, stretched to a height."""
        yield from self.left.cells(x, y, height)
        yield from self.right.cells(x + self.left.width, y, height)


def list_bands(sop: Sop, widths: tuple[float, float], letters: Letters) -> tuple[Band, ...]:
    """Return the three pairs of lists, wrapped for two columns of a width."""
    return tuple(
        Band(_List.of(sop, left, widths[0], letters), _List.of(sop, right, widths[1], letters))
        for left, right in _PAIRS
    )
