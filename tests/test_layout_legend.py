"""What stands around the table: the legend below it, and the numbers of its columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import read
from sopkit.errors import PaperTooSmall
from sopkit.layout import ArrowKind, CellKind
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import sheet
from sopkit.layout.table import lay_out
from sopkit.model import Column, ColumnName, Form, Manner, Paper, Performers
from tests.arrow_laws import LAWS
from tests.charts import SVG, figures, letter, picture
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.layout import Cell, Grid
    from sopkit.model import Sop

LEGEND: Final = {
    "id": "Garis antarsimbol: langkah dikerjakan oleh salah satu pelaksana yang dihubungkannya.",
    "en": "Line between symbols: one of the actors that it joins performs the step.",
}

LEAST_DOTS_PT: Final = 9.8
"""On paper, where everything is as small as can be."""


def legend(grid: Grid) -> list[Cell]:
    """Return the words of the legend."""
    return [cell for cell in grid.cells if cell.column == "legend"]


def numbered(sop: Sop, *columns: ColumnName) -> Sop:
    """Return an SOP whose columns are numbered."""
    return replace(sop, form=Form(columns=tuple(Column(name) for name in columns), numbers=True))


class TestLegend:
    """The legend explains the line between actors of whom one performs the step."""

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_it_stands_below_the_table(self, language: str) -> None:
        """Its words are in the language of the form, below the last row, behind a piece of the line."""
        grid = lay_out(picture(language))

        (cell,), (sample,) = legend(grid), grid.samples
        assert " ".join(cell.lines) == LEGEND[language]
        assert grid.rows[-1].bottom < cell.box.y
        assert sample.start[0] < sample.end[0] <= cell.box.x
        assert cell.box.y < sample.start[1] == sample.end[1] < cell.box.bottom

    def test_who_needs_none_has_none(self) -> None:
        """A table without such a step ends with its last row."""
        steps = (letter(1), letter(3), letter(4), letter(5))
        grid = lay_out(replace(picture(), steps=tuple(replace(s, number=n) for n, s in enumerate(steps, 1))))

        assert (legend(grid), grid.samples) == ([], ())
        assert grid.height - grid.rows[-1].bottom == grid.header.y

    def test_the_sample_looks_like_the_joint(self) -> None:
        """The piece of line in the legend has the colour and the gaps of the line it explains."""
        root = figures(picture())
        (sample,) = [element for element in root.iter() if element.get("class") == "one-of"]
        joints = [element for element in root.iter() if element.get("id") == "joint-periksa-1"]
        (line,) = joints[0].findall(f"{SVG}path")

        for name in ("stroke", "stroke-dasharray", "stroke-width"):
            assert sample.get(name) == line.get(name)

    @given(sops(max_steps=6, max_actors=4))
    def test_it_is_there_when_it_is_needed(self, sop: Sop) -> None:
        """There is a legend exactly if one of several performs some step; all of it is on the drawing."""
        grid = lay_out(sop)
        needed = any(step.performers.manner is Manner.ANY for step in sop.steps)

        assert bool(legend(grid)) == bool(grid.samples) == needed
        assert all(cell.box.right <= grid.width and cell.box.bottom <= grid.height for cell in legend(grid))

    @pytest.mark.parametrize("chosen", [{1}, {29}, {1, 29}, set(range(1, 30))])
    def test_on_paper_it_stands_on_the_pages_that_need_it(self, chosen: set[int]) -> None:
        """A page has the legend exactly if it has such a step, inside the margins, below its last row."""
        several = letter(2, returns=(), branches=())
        alone = replace(several, performers=Performers(several.performers.actors[:1]))
        steps = [replace(several if n in chosen else alone, number=n, id=None) for n in range(1, 30)]
        paper = sheet(Paper.A4)
        pages = lay_out_pages(replace(picture(), steps=tuple(steps)), paper)

        assert len(pages) > 1
        for page in pages:
            numbers = set(range(page.first_row, page.first_row + len(page.rows)))
            assert bool(legend(page)) == bool(page.samples) == bool(numbers & chosen)
            for cell in legend(page):
                assert page.rows[-1].bottom < cell.box.y
                assert cell.box.bottom <= paper.height - paper.foot + 0.01

    @given(sops(max_steps=12, max_actors=6), st.sampled_from(Paper))
    def test_the_line_that_it_explains_can_be_seen(self, sop: Sop, paper: Paper) -> None:
        """Between two actors of whom one performs a step some dots of their line are always visible."""
        try:
            pages = lay_out_pages(sop, sheet(paper))
        except PaperTooSmall:
            return
        for page in pages:
            for arrow in page.arrows:
                if arrow.kind is ArrowKind.JOINT and arrow.manner is Manner.ANY:
                    length = sum(hypot(x - u, y - v) for (x, y), (u, v) in pairwise(arrow.points))
                    assert length >= LEAST_DOTS_PT


class TestNumbers:
    """A row below the header numbers the columns, if the form asks for it."""

    def test_every_column_has_a_number(self) -> None:
        """The numbers run from left to right over all columns, those of the actors too."""
        cells = _numbers(lay_out(numbered(picture())))

        assert [cell.lines for cell in cells] == [(f"({number})",) for number in range(1, 11)]
        assert all(one.box.right == other.box.x for one, other in pairwise(cells))

    def test_columns_of_the_form_are_numbered(self) -> None:
        """A column that is not drawn takes no number."""
        sop = numbered(picture(), ColumnName.ACTIVITY, ColumnName.ACTORS, ColumnName.NOTE)

        assert [cell.column for cell in _numbers(lay_out(sop))] == [
            "number:activity",
            *(f"number:actor:{actor}" for actor in ("staf", "kasubbag", "kabag", "kepala")),
            "number:note",
        ]

    def test_without_being_asked_for_there_are_none(self) -> None:
        """The usual form has no such row."""
        assert _numbers(lay_out(picture())) == []

    def test_the_row_belongs_to_the_header(self) -> None:
        """It lies above the first row, and every page repeats it."""
        sop = numbered(picture())
        grid = lay_out(sop)

        assert {cell.box.bottom for cell in _numbers(grid)} == {grid.header.bottom} == {grid.rows[0].y}
        assert all(len(_numbers(page)) == 10 for page in lay_out_pages(sop, sheet(Paper.A4)))

    @given(sops(max_steps=6, max_actors=4))
    def test_arrows_keep_their_laws_below_it(self, sop: Sop) -> None:
        """A higher header moves everything down and changes nothing else."""
        numbers = replace(sop, form=replace(sop.form, numbers=True))

        assert [fault for law in LAWS for fault in law(numbers, lay_out(numbers))] == []

    @pytest.mark.parametrize(("word", "holds"), [("true", True), ("false", False), ("'-'", None), ("", None)])
    def test_the_format_asks_for_it(self, word: str, holds: bool | None) -> None:
        """`nomor_kolom` of the form says true or false; nothing leaves it to the settings."""
        assert _read(word).form.numbers is holds

    @pytest.mark.parametrize("word", ["ya", "1", "'true'", "[true]"])
    def test_another_word_is_named(self, word: str) -> None:
        """Whatever is neither true nor false is a finding that names both."""
        document = read(_text(word).encode(), "sop.yaml")

        (finding,) = [found for found in document.findings if found.severity == "error"]
        assert (finding.name, finding.pointer) == ("unknown-word", ("form", "numbers"))
        assert ("allowed", "`true`, `false`") in finding.details


def _numbers(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.cells if cell.kind is CellKind.HEADER and cell.column.startswith("number:")]


def _text(word: str) -> str:
    return (
        "sopkit: 1\nnomor: '1'\nnama: Surat\ninstansi: [Biro]\ndibuat: 2026-01-02\nberlaku: 2026-01-03\n"
        f"disahkan_oleh: {{jabatan: Kepala}}\nformulir:\n  nomor_kolom: {word}\npelaksana:\n  staf: Staf\n"
        "kegiatan:\n  - pelaksana: staf\n    aktivitas: Menyusun\n    waktu: 5 menit\n"
    )


def _read(word: str) -> Sop:
    sop = read(_text(word).encode(), "sop.yaml").sop
    assert sop is not None
    return sop
