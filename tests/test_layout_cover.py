"""The identity page: where everything stands, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.chart.shapes import text_lines
from sopkit.errors import PaperTooSmall
from sopkit.layout import Box, CellKind
from sopkit.layout.cover import LETTERS_PT, Logo, lay_out_cover, lay_out_one_page
from sopkit.layout.paper import PT_PER_MM, Sheet, sheet
from sopkit.model import Approval, Paper
from sopkit.model.dates import format_date
from tests.charts import inside, picture
from tests.strategies import sops, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.layout import Cell, Grid
    from sopkit.model import Sop

LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
A4 = sheet(Paper.A4)
LOGO = Logo(b"", 300, 200)
SHEETS = st.builds(sheet, st.sampled_from(list(Paper)), foot_band_mm=st.sampled_from([0.0, 20.0, 60.0]))


@st.composite
def wordy_sops(draw: st.DrawFn) -> Sop:
    """SOPs whose identity is anything from almost empty to several pages, with hostile texts."""
    sop = draw(sops(max_steps=2, max_actors=2))
    longer = st.lists(texts(), min_size=1, max_size=30).map(" ".join)
    entries = st.lists(st.one_of(texts(), longer), max_size=draw(st.sampled_from([1, 4, 30])))
    lists = {name: tuple(draw(entries)) for name in LISTS}
    return replace(sop, title=draw(st.one_of(texts(), longer)), **lists)  # type: ignore[arg-type]


def grids(sop: Sop, paper: Sheet = A4, logo: Logo | None = None) -> tuple[Grid, ...]:
    """Return the pages of an identity; none where paper refuses."""
    try:
        return lay_out_cover(sop, paper, logo=logo)
    except PaperTooSmall:
        return ()


def squeezed(words: str) -> str:
    """Return words without the room between them and without hyphens, which breaks of lines may change."""
    return "".join(words.replace("-", "").split())


def words_of(pages: tuple[Grid, ...], column: str, *, bold: bool = False) -> str:
    """Return what stands in a column of all pages, squeezed."""
    cells = [cell for page in pages for cell in page.cells if cell.column == column and cell.bold == bold]
    return squeezed("".join("".join(cell.lines) for cell in cells))


def bordered(page: Grid) -> list[Cell]:
    """Return the cells that have borders."""
    return [cell for cell in page.cells if cell.kind is not CellKind.MARGIN]


def bounds_of_lines(page: Grid, cell: Cell) -> Iterator[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each line of a cell."""
    for line in text_lines(replace(page, cells=(cell,))):
        left = line.x - line.width / 2 if line.centred else line.x
        yield left, line.y - 0.73 * line.size, left + line.width, line.y + 0.22 * line.size


def overlap(one: Box, other: Box) -> float:
    """Return how large the area is that two boxes share, in square points."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, across) * max(0.0, down)


class TestLaws:
    """Whatever an SOP says, its identity is a table on whole pages (domain: identity block)."""

    @given(wordy_sops(), SHEETS)
    def test_every_line_stands_in_its_cell(self, sop: Sop, paper: Sheet) -> None:
        """No line of text leaves its cell, and words without borders stand in a cell with borders."""
        for page in grids(sop, paper, LOGO):
            for cell in page.cells:
                assert all(inside(line, cell.box, 0.01) for line in bounds_of_lines(page, cell))
                if cell.kind is CellKind.MARGIN and cell.column != "page":
                    box = cell.box
                    corners = (box.x, box.y, box.right, box.bottom)
                    assert any(inside(corners, around.box, 0.01) for around in bordered(page))

    @given(wordy_sops(), SHEETS)
    def test_words_lie_on_no_other_words(self, sop: Sop, paper: Sheet) -> None:
        """The boxes of words without borders do not overlap."""
        for page in grids(sop, paper, LOGO):
            boxes = [cell.box for cell in page.cells if cell.kind is CellKind.MARGIN and cell.lines]
            assert all(overlap(one, other) < 0.1 for one, other in combinations(boxes, 2))

    @given(wordy_sops(), SHEETS)
    def test_cells_tile_the_table(self, sop: Sop, paper: Sheet) -> None:
        """The cells with borders do not overlap and leave no hole in the table."""
        for page in grids(sop, paper):
            boxes = [cell.box for cell in bordered(page)]
            height = max(box.bottom for box in boxes) - page.header.y
            assert all(overlap(one, other) < 0.1 for one, other in combinations(boxes, 2))
            covered = sum(box.width * box.height for box in boxes)
            assert covered == pytest.approx(page.header.width * height)

    @given(wordy_sops(), SHEETS)
    def test_the_band_at_the_foot_is_free(self, sop: Sop, paper: Sheet) -> None:
        """Nothing stands in the band for the electronic signature, nor beyond the margins."""
        room = Box(paper.side, 0.0, paper.room_width, paper.height - paper.foot)

        for page in grids(sop, paper, LOGO):
            for cell in page.cells:
                box = cell.box
                assert cell.column == "page" or inside((box.x, box.y, box.right, box.bottom), room, 0.01)

    @given(wordy_sops(), SHEETS)
    def test_no_word_is_lost(self, sop: Sop, paper: Sheet) -> None:
        """Every entry of every list stands on some page, in its order, numbered if there are several."""
        pages = grids(sop, paper)

        for name in LISTS if pages else ():
            entries: tuple[str, ...] = getattr(sop, name)
            numbered = len(entries) > 1
            said = "".join(f"{place}. {text}" if numbered else text for place, text in enumerate(entries, 1))
            assert words_of(pages, name) == squeezed(said)

    @given(wordy_sops(), SHEETS)
    def test_the_head_says_all(self, sop: Sop, paper: Sheet) -> None:
        """Letterhead, number, dates, title and approval stand on the first page as they are written."""
        pages = grids(sop, paper)[:1]

        if pages:
            approval = sop.approved_by
            revised = format_date(sop.revised, sop.language) if sop.revised else ""
            assert words_of(pages, "letterhead", bold=True) == squeezed("".join(sop.agency))
            assert words_of(pages, "number").endswith(squeezed(sop.number))
            assert words_of(pages, "revised").endswith(squeezed(revised))
            assert words_of(pages, "title", bold=True) == squeezed(sop.title)
            assert words_of(pages, "position") == squeezed(approval.position)
            assert words_of(pages, "name", bold=True) == squeezed(approval.name or "")
            assert words_of(pages, "nip").endswith(squeezed(approval.nip or ""))

    @given(wordy_sops(), SHEETS)
    def test_letters_are_of_the_stated_sizes(self, sop: Sop, paper: Sheet) -> None:
        """All letters of an identity have one size, from 10 down to 7 points."""
        pages = grids(sop, paper)

        sizes = {cell.font_size for page in pages for cell in page.cells if cell.column != "page"}
        assert len(sizes) == bool(pages)
        assert sizes <= set(LETTERS_PT)

    @given(wordy_sops(), SHEETS)
    def test_one_page_holds_both(self, sop: Sop, paper: Sheet) -> None:
        """On one page the table begins below the identity, and the band at the foot stays free."""
        try:
            page = lay_out_one_page(sop, paper)
        except PaperTooSmall:
            return

        (frame,) = page.frames
        assert frame.bottom <= page.header.y
        assert (frame.x, frame.width) == (page.header.x, page.header.width)
        assert max(cell.box.bottom for cell in page.cells) <= paper.height - paper.foot + 0.01
        assert len(page.rows) == len(sop.steps)


class TestPage:
    """What a bureau expects of the page."""

    def test_a_page_that_is_alone_is_filled(self) -> None:
        """The lists share the room that is left, so that the table ends where the page does."""
        (page,) = lay_out_cover(picture(), A4)

        bottom = max(cell.box.bottom for cell in page.cells)
        assert bottom == pytest.approx(A4.height - A4.foot - 6)

    def test_there_is_room_to_sign(self) -> None:
        """Between position and name at least 20 millimetres stay free."""
        approval = Approval("Kepala Biro", "Rita Hastarita", "19791208 200003 2 002")
        (page,) = lay_out_cover(replace(picture(), approved_by=approval), A4)

        (position, name) = (
            next(cell for cell in page.cells if cell.column == column) for column in ("position", "name")
        )
        assert name.box.y - position.box.bottom >= 20 * PT_PER_MM
        assert (name.bold, name.underlined) == (True, True)

    def test_a_nip_is_called_so_once(self) -> None:
        """`NIP` is written before the number unless its author wrote it."""
        for nip in ("19791208 200003 2 002", "NIP 19791208 200003 2 002"):
            approval = Approval("Kepala Biro", "Rita Hastarita", nip)
            pages = lay_out_cover(replace(picture(), approved_by=approval), A4)

            assert words_of(pages, "nip") == "NIP197912082000032002"

    def test_no_revision_is_a_dash(self) -> None:
        """A first issue has a dash for its date of revision."""
        (page,) = lay_out_cover(picture(), A4)

        assert [cell.lines for cell in page.cells if cell.column == "revised"] == [
            ("Tanggal Revisi",),
            ("-",),
        ]

    @pytest.mark.parametrize(
        ("language", "heading", "date"),
        [("id", "Dasar Hukum:", "2 Januari 2026"), ("en", "Legal basis:", "2 January 2026")],
    )
    def test_it_speaks_the_language_of_the_form(self, language: str, heading: str, date: str) -> None:
        """Headings and dates are in the language of the form."""
        (page,) = lay_out_cover(picture(language), A4)

        lines = [line for cell in page.cells for line in cell.lines]
        assert {heading, date} <= set(lines)

    def test_the_logo_stands_above_the_letterhead(self) -> None:
        """The logo keeps its proportions, in the middle above the lines of the agency."""
        (page,) = lay_out_cover(picture(), A4, logo=LOGO)

        (logo,) = page.pictures
        lines = next(cell for cell in page.cells if cell.column == "letterhead" and cell.lines)
        assert logo.box.width / logo.box.height == pytest.approx(1.5)
        assert logo.box.bottom < lines.box.y
        assert logo.box.center[0] == pytest.approx(lines.box.center[0])

    @pytest.mark.parametrize("size", [(4000, 20), (20, 4000)])
    def test_a_strange_logo_stays_in_its_cell(self, size: tuple[int, int]) -> None:
        """A very wide or very high picture is made as small as it has to be."""
        (page,) = lay_out_cover(picture(), A4, logo=Logo(b"", *size))

        box = page.pictures[0].box
        around = next(cell.box for cell in page.cells if cell.column == "letterhead")
        assert inside((box.x, box.y, box.right, box.bottom), around, 0.01)

    def test_letters_get_smaller_before_there_is_a_second_page(self) -> None:
        """What is too much for letters of 10 points stands on one page with smaller ones."""
        laws = tuple("Undang-Undang tentang Administrasi Pemerintahan" for _ in range(22))
        (page,) = lay_out_cover(replace(picture(), legal_basis=laws), A4)

        assert page.cells[0].font_size < LETTERS_PT[0]

    def test_lists_go_on_between_entries(self) -> None:
        """A list that is too long goes on below its heading on a numbered second page."""
        laws = tuple(f"Undang-Undang Nomor {number}" for number in range(1, 101))
        first, *more = lay_out_cover(replace(picture(), legal_basis=laws), A4)

        assert [line for cell in more[0].cells for line in cell.lines][:2] == [
            "- 2 -",
            "Dasar Hukum (lanjutan):",
        ]
        assert first.cells[0].column == "letterhead"

    def test_a_head_that_is_too_high_is_refused(self) -> None:
        """An agency of a hundred lines is refused, with what is missing."""
        sop = replace(picture(), agency=("BIRO",) * 100)

        with pytest.raises(PaperTooSmall, match=r"upper part of the identity page is \d+ mm too high"):
            lay_out_cover(sop, A4)

    def test_two_that_do_not_fit_on_one_page_are_refused(self) -> None:
        """One page for what needs two is refused."""
        sop = replace(picture(), legal_basis=("Undang-Undang",) * 30)

        with pytest.raises(PaperTooSmall, match="do not fit on one page"):
            lay_out_one_page(sop, A4)
