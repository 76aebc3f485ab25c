"""The upper part of the identity page: the letterhead, and number, dates, approval and title beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from sopkit.lang import text as words
from sopkit.layout.grid import Box, Picture
from sopkit.layout.metrics import text_width
from sopkit.layout.paper import PT_PER_MM
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.layout.cover_lists import Letters
    from sopkit.layout.grid import Cell
    from sopkit.model import Approval, Sop

__all__ = ["Head", "Logo"]

_SIGNATURE_PT: Final = 20.0 * PT_PER_MM
"""The room to sign, whatever the size of the letters."""
_LOGO_EM: Final = 6.4
"""The height of the logo by the size of the letters."""
_LOGO_GAP_EM: Final = 0.8


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture above the letterhead: its file, and its width and height in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and its value, which for the approval has parts with room between them."""

    name: str
    label: tuple[str, ...]
    value: tuple[str, ...] = ()
    bold: bool = False
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The upper part of the page for two columns of a width."""

    letterhead: tuple[str, ...]
    rows: tuple[_Row, ...]
    widths: tuple[float, float]
    label_width: float
    language: str
    letters: Letters
    logo: Logo | None

    @classmethod
    def of(cls, sop: Sop, widths: tuple[float, float], letters: Letters, logo: Logo | None) -> Self:
        """Wrap the texts of an SOP."""
        language = sop.language
        revised = format_date(sop.revised, language) if sop.revised else words("cover.none", language)
        values = {
            "number": sop.number,
            "created": format_date(sop.created, language),
            "revised": revised,
            "effective": format_date(sop.effective, language),
            "approved-by": "",
            "title": sop.title,
        }
        labels = {name: words(f"cover.{name}", language) for name in values}
        label_width = max(text_width(label, letters.size) for label in labels.values()) + 3 * letters.padding
        rows = tuple(
            _Row(
                name,
                (labels[name],),
                letters.wrap(value, widths[1] - label_width, bold=name == "title"),
                name == "title",
                sop.approved_by if name == "approved-by" else None,
            )
            for name, value in values.items()
        )
        lines = tuple(line for agency in sop.agency for line in letters.wrap(agency, widths[0], bold=True))
        return cls(lines, rows, widths, label_width, language, letters, logo)

    @property
    def height(self) -> float:
        """How high it has to be, in points."""
        letterhead = self._logo_room + self.letters.height(len(self.letterhead))
        return max(letterhead, sum(self._row_height(row) for row in self.rows))

    def cells(self, x: float, y: float, height: float) -> Iterator[Cell]:
        """Yield its cells, stretched to a height; what is over becomes room to sign."""
        letters = self.letters
        left, right = self.widths
        yield letters.cell("letterhead", Box(x, y, left, height))
        top = self._letterhead_top(y, height) + self._logo_room
        width = left - 2 * letters.padding
        yield _centred(
            letters.words("letterhead", self.letterhead, x + letters.padding, top, width, bold=True)
        )
        spare = height - sum(self._row_height(row) for row in self.rows)
        label_x, value_x = x + left, x + left + self.label_width
        for row in self.rows:
            row_height = self._row_height(row) + (spare if row.approval else 0.0)
            yield letters.cell(row.name, Box(label_x, y, self.label_width, row_height), row.label)
            box = Box(value_x, y, right - self.label_width, row_height)
            yield letters.cell(row.name, box, row.value, bold=row.bold)
            if row.approval:
                yield from self._approval_cells(row.approval, box)
            y += row_height

    def pictures(self, x: float, y: float, height: float) -> tuple[Picture, ...]:
        """Return the logo in its place, its proportions kept; none if there is no logo."""
        if self.logo is None:
            return ()
        wide, high = self._logo_size(self.logo)
        top = self._letterhead_top(y, height)
        return (Picture(Box(x + (self.widths[0] - wide) / 2, top, wide, high), self.logo.data),)

    def _logo_size(self, logo: Logo) -> tuple[float, float]:
        room = self.widths[0] - 2 * self.letters.padding
        high = min(_LOGO_EM * self.letters.size, room * logo.height / logo.width)
        return (high * logo.width / logo.height, high)

    @property
    def _logo_room(self) -> float:
        """The height of the logo and the gap below it."""
        if self.logo is None:
            return 0.0
        return self._logo_size(self.logo)[1] + _LOGO_GAP_EM * self.letters.size

    def _letterhead_top(self, y: float, height: float) -> float:
        return y + (height - self._logo_room - len(self.letterhead) * self.letters.line) / 2

    def _row_height(self, row: _Row) -> float:
        if row.approval is None:
            return self.letters.height(max(len(row.value), len(row.label)))
        position, name, nip = self._approval_lines(row.approval)
        return self.letters.height(len(position) + len(name) + len(nip)) + _SIGNATURE_PT

    def _approval_lines(self, approval: Approval) -> tuple[tuple[str, ...], ...]:
        """Return the lines of position, name and NIP."""
        width = self.widths[1] - self.label_width
        nip = approval.nip or ""
        if nip and not nip.upper().startswith("NIP"):
            nip = words("cover.nip", self.language, nip=nip)
        return (
            self.letters.wrap(approval.position, width),
            self.letters.wrap(approval.name or "", width, bold=True),
            self.letters.wrap(nip, width),
        )

    def _approval_cells(self, approval: Approval, box: Box) -> Iterator[Cell]:
        """Yield the position at the top, name and NIP at the foot, and between them the room to sign."""
        letters = self.letters
        position, name, nip = self._approval_lines(approval)
        x, width = box.x + letters.padding, box.width - 2 * letters.padding
        yield _centred(letters.words("position", position, x, box.y + letters.padding, width))
        foot = box.bottom - letters.padding
        name_y = foot - (len(name) + len(nip)) * letters.line
        signed = letters.words("name", name, x, name_y, width, bold=True)
        yield replace(_centred(signed), underlined=True)
        yield _centred(letters.words("nip", nip, x, foot - len(nip) * letters.line, width))


def _centred(cell: Cell) -> Cell:
    return replace(cell, align="center")
