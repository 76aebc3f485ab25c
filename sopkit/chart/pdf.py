"""The laid-out table as a PDF page of its own size; the only door to reportlab.

Vectors and selectable text in embedded letters; the same table gives the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sopkit.chart.dot_writer import row_id
from sopkit.chart.shapes import (
    arrow_base,
    arrow_line,
    capsule_curve,
    check_line,
    check_mark,
    label_lines,
    printable,
    rules,
    symbol_lines,
    symbol_look,
    text_lines,
)
from sopkit.chart.theme import COLOUR, DASHES_PT, Theme
from sopkit.layout import CellKind, SymbolKind
from sopkit.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sopkit.chart.shapes import TextLine
    from sopkit.chart.theme import Line
    from sopkit.layout import Arrow, Box, Grid, Picture, Point, Symbol

__all__ = ["Part", "pdf"]

_LETTERS: Final = {False: "Arimo-Regular", True: "Arimo-Bold"}
_OUTLINED_CHARACTERS: Final = 80
"""Bookmarks are cut after so many characters."""
_HEAD_WIDTH_SHARE: Final = 0.7
"""The width of an arrowhead by its length, as Graphviz draws it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: a bookmark above those of the rows that follow it."""

    title: str
    page: int
    """From 0."""
    y: float
    """Where it begins on the page."""


def pdf(
    pages: Sequence[Grid],
    titles: Mapping[str, str] | None = None,
    *,
    title: str = "",
    author: str = "",
    subject: str | None = None,
    parts: Sequence[Part] = (),
    theme: Theme = COLOUR,
) -> bytes:
    """Draw tables, each as a page of its size; `titles` holds the bookmarks of the rows by their ids.

    With `parts` the pages are a document for the printer, which is asked not to make them smaller.
    """
    fonts = _register_letters()
    out = io.BytesIO()
    first = pages[0]
    canvas = Canvas(
        out,
        pagesize=(first.width, first.height),
        invariant=1,
        initialFontName=fonts[False],  # type: ignore[arg-type]  # the stubs say float
        lang=first.language,
    )
    canvas.setTitle(printable(title or first.title))
    canvas.setAuthor(printable(author))
    canvas.setCreator("sopkit")
    canvas.setSubject(printable(first.title if subject is None else subject))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if parts:
        canvas.setViewerPreference("PrintScaling", "None")
    row = 1
    for index, grid in enumerate(pages):
        canvas.setPageSize((grid.width, grid.height))
        _Drawing(canvas, grid, theme, fonts).draw()
        for part in parts:
            if part.page == index:
                _bookmark(canvas, part.title, 0, (0.0, grid.height - part.y))
        _bookmarks(canvas, grid, titles or {}, row, level=1 if parts else 0)
        row += len(grid.rows)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _register_letters() -> dict[bool, str]:
    """Return the names of the regular (False) and bold (True) letters, known to reportlab from now on."""
    names = {bold: f"sopkit-{name}" for bold, name in _LETTERS.items()}
    for bold, name in names.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            file = package_file("chart", "fonts", f"{_LETTERS[bold]}.ttf")
            pdfmetrics.registerFont(TTFont(name, str(file)))
    return names


def _bookmarks(canvas: Canvas, grid: Grid, titles: Mapping[str, str], first: int, *, level: int) -> None:
    for index, row in enumerate(grid.rows, start=first):
        name = row_id(index)
        words = titles.get(name)
        if words:
            _bookmark(canvas, words, level, (row.x, grid.height - row.y), name)


def _bookmark(canvas: Canvas, words: str, level: int, place: Point, name: str | None = None) -> None:
    """Add an entry to the outline that leads to a place, whose y runs up; it is named by its words."""
    key = name or words
    canvas.bookmarkHorizontal(key, *place)
    canvas.addOutlineEntry(_cut(printable(words)), key, level=level)


def _cut(words: str) -> str:
    return words if len(words) <= _OUTLINED_CHARACTERS else words[: _OUTLINED_CHARACTERS - 1].rstrip() + "…"


class _Drawing:
    """A table on its way to a canvas, whose origin is bottom left."""

    def __init__(self, canvas: Canvas, grid: Grid, theme: Theme, fonts: Mapping[bool, str]) -> None:
        self.canvas = canvas
        self.grid = grid
        self.theme = theme
        self.fonts = fonts

    def draw(self) -> None:
        """Draw everything from back to front."""
        canvas = self.canvas
        canvas.setFillColor(HexColor(self.theme.header))
        for cell in self.grid.cells:
            if cell.kind is CellKind.HEADER:
                box = cell.box
                canvas.rect(box.x, self._up(box.bottom), box.width, box.height, stroke=0, fill=1)
        for rule in rules(self.grid, self.theme):
            self._pen(rule.line)
            self._chain((rule.start, rule.end))
        for picture in self.grid.pictures:
            self._picture(picture)
        self._text(text_lines(self.grid), self.theme.text)
        for symbol in self.grid.symbols:
            self._symbol(symbol)
        for arrow in self.grid.arrows:
            self._arrow(arrow)

    def _picture(self, picture: Picture) -> None:
        box = picture.box
        image = ImageReader(io.BytesIO(picture.data))
        self.canvas.drawImage(image, box.x, self._up(box.bottom), box.width, box.height, mask="auto")

    def _symbol(self, symbol: Symbol) -> None:
        line, fill = symbol_look(symbol, self.theme)
        self._pen(line)
        self.canvas.setFillColor(HexColor(fill))
        if symbol.kind in {SymbolKind.START, SymbolKind.END}:
            self._capsule(symbol.box)
        else:
            self._polygon(_corners(symbol))
        self._text(symbol_lines(symbol), self.theme.text)
        if symbol.has_check:
            self._pen(check_line(symbol, self.theme))
            self._chain(check_mark(symbol))

    def _capsule(self, box: Box) -> None:
        start, *curves = [(x, self._up(y)) for x, y in capsule_curve(box)]
        path = self.canvas.beginPath()
        path.moveTo(*start)
        for first, second, end in zip(curves[::3], curves[1::3], curves[2::3], strict=True):
            path.curveTo(*first, *second, *end)
        path.close()
        self.canvas.drawPath(path, stroke=1, fill=1)

    def _arrow(self, arrow: Arrow) -> None:
        line = arrow_line(arrow, self.theme)
        self._pen(line)
        base = arrow_base(arrow, self.theme.arrow_length) if arrow.head else arrow.points[-1]
        self._chain((base, *arrow.points[-2::-1]))  # from the head on: shared dashes lie on each other
        self.canvas.setDash()
        if arrow.head:
            self.canvas.setFillColor(HexColor(line.colour))
            self._polygon(_head(arrow.points[-1], base, line.width))
        self._text(label_lines(arrow), line.colour)

    def _text(self, lines: Iterable[TextLine], colour: str) -> None:
        self.canvas.setFillColor(HexColor(colour))
        for line in (each.with_own_letters() for each in lines):
            self.canvas.setFont(self.fonts[line.bold], line.size)
            x = line.x - line.width / 2 if line.centred else line.x
            self.canvas.drawString(x, self._up(line.y), line.text)

    def _pen(self, line: Line) -> None:
        self.canvas.setStrokeColor(HexColor(line.colour))
        self.canvas.setLineWidth(line.width)
        self.canvas.setDash(*DASHES_PT[line.style])

    def _chain(self, points: Sequence[Point]) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._up(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self._up(y))
        self.canvas.drawPath(path, stroke=1, fill=0)

    def _polygon(self, points: Sequence[Point]) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._up(points[0][1]))
        for x, y in points[1:]:
            path.lineTo(x, self._up(y))
        path.close()
        self.canvas.drawPath(path, stroke=1, fill=1)

    def _up(self, y: float) -> float:
        return self.grid.height - y


def _corners(symbol: Symbol) -> tuple[Point, ...]:
    box = symbol.box
    x, y = box.center
    if symbol.kind is SymbolKind.DECISION:
        return ((x, box.y), (box.right, y), (x, box.bottom), (box.x, y))
    if symbol.kind is SymbolKind.CONNECTOR:
        shoulder = box.y + box.height * 0.6
        return ((box.x, box.y), (box.right, box.y), (box.right, shoulder), (x, box.bottom), (box.x, shoulder))
    return ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


def _head(tip: Point, base: Point, stroke: float) -> tuple[Point, ...]:
    """Return the triangle of an arrowhead, set back so that its outline, stroke included, ends at the tip."""
    across, down = tip[0] - base[0], tip[1] - base[1]
    length = abs(across) + abs(down)
    if not length:
        return (tip, tip, tip)
    half = length * _HEAD_WIDTH_SHARE / 2
    along = (across / length, down / length)
    # The outline's corner reaches beyond the tip: half the stroke over the sine of half its angle.
    beyond = stroke / 2 * (half**2 + length**2) ** 0.5 / half
    back = (along[0] * beyond, along[1] * beyond)
    return (
        (tip[0] - back[0], tip[1] - back[1]),
        (base[0] - back[0] - along[1] * half, base[1] - back[1] + along[0] * half),
        (base[0] - back[0] + along[1] * half, base[1] - back[1] - along[0] * half),
    )
