"""The flowchart table on paper: nothing is clipped, and what is cut hangs together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise, permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.document import read_file
from sopkit.errors import PaperTooSmall
from sopkit.layout import Arrow, ArrowKind, CellKind, Grid, SymbolKind
from sopkit.layout import pages as pages_module
from sopkit.layout.connectors import Break, lettered, page_break
from sopkit.layout.grid import Box
from sopkit.layout.metrics import text_width
from sopkit.layout.pages import GOOD_FONT_PT, GOOD_SCALE, LEAST_FONT_PT, LEAST_SCALE, lay_out_pages
from sopkit.layout.paper import Sheet, sheet
from sopkit.layout.sizes import SYMBOL_WIDTH_PT
from sopkit.model import Actor, ActorId, Branch, Paper, StepKey
from tests.arrow_laws import PAGE_LAWS, enlarged, wanted_ways
from tests.strategies import sops
from tests.test_layout_arrows import long_sop
from tests.test_layout_table import ACTORS, back, step
from tests.test_layout_table import sop as sop_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.layout.grid import Cell, Symbol
    from sopkit.model import Sop

SOPS: Final = sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))
EDGE_PT: Final = 0.01
APART_PT: Final = 1.0
"""Between a pentagon and what is not its own, on paper."""
LEAST_JOG_PT: Final = 6.0
"""How far aside an arrow is led at least, by the points of the long table."""
USUAL: Final = {SymbolKind.START, SymbolKind.PROCESS, SymbolKind.DECISION, SymbolKind.END}


def pages_of(sop: Sop, paper: Paper) -> tuple[Grid, ...]:
    """Return the pages of an SOP; none if the paper refuses it and says which row or how many points."""
    try:
        return lay_out_pages(sop, sheet(paper))
    except PaperTooSmall as refusal:
        if refusal.step is None and refusal.missing_pt <= 0:
            raise
        return ()


# --- what each page keeps ---


def outside_the_room(page: Grid, paper: Sheet) -> list[str]:
    """Everything but the number of the page is inside the margins and above the foot band."""
    room = Box(paper.side, paper.top, paper.room_width, paper.room_height)
    drawn = [(cell.column, cell.box) for cell in page.cells if cell.column != "page"]
    drawn += [(symbol.id, symbol.box) for symbol in page.symbols]
    drawn += [(arrow.id, arrow.label_box) for arrow in page.arrows if arrow.label_box]
    drawn += [(arrow.id, Box(*point, 0.0, 0.0)) for arrow in page.arrows for point in arrow.points]
    return [f"{name} {box} is outside {room}" for name, box in drawn if not inside(box, room)]


def inside(inner: Box, outer: Box) -> bool:
    """Tell whether a box lies in another; it may touch the border."""
    return (
        inner.x > outer.x - EDGE_PT
        and inner.right < outer.right + EDGE_PT
        and inner.y > outer.y - EDGE_PT
        and inner.bottom < outer.bottom + EDGE_PT
    )


def small_letters(page: Grid, _paper: Sheet) -> list[str]:
    """No letter in cells, symbols or labels is smaller than the least size."""
    sizes = [(cell.column, cell.font_size) for cell in page.cells if cell.lines]
    sizes += [(symbol.id, symbol.font_size) for symbol in page.symbols if symbol.lines]
    sizes += [(arrow.id, arrow.label_size) for arrow in page.arrows if arrow.label]
    return [f"{name}: {size} pt" for name, size in sizes if size < LEAST_FONT_PT]


def overflowing_texts(page: Grid, _paper: Sheet) -> list[str]:
    """Every text is inside its cell, label box or symbol."""
    faults = []
    for cell in page.cells:
        high = len(cell.lines) * cell.line_height > cell.box.height + EDGE_PT
        if high or any(widest(cell.lines, cell.font_size, cell.bold) > cell.box.width for _ in cell.lines):
            faults.append(f"{cell.lines} overflows {cell.box}")
    faults += [
        f"{symbol.lines} overflows {symbol.box}"
        for symbol in page.symbols
        if widest(symbol.lines, symbol.font_size) > symbol.box.width
    ]
    faults += [
        f"{arrow.label} overflows {arrow.label_box}"
        for arrow in page.arrows
        if arrow.label_box and widest(arrow.label, arrow.label_size) > arrow.label_box.width + EDGE_PT
    ]
    return faults


def widest(lines: Iterable[str], size: float, bold: bool = False) -> float:
    """Return the width of the widest line; a letter that stands alone may be as wide as it is."""
    return max((text_width(line, size, bold) for line in lines if len(line) > 1), default=0.0)


def torn_rows(page: Grid, _paper: Sheet) -> list[str]:
    """The rows of a page stand below its header one after the other, each with all its cells."""
    faults = [
        f"{one} runs into {other}" for one, other in pairwise(page.rows) if one.bottom > other.y + EDGE_PT
    ]
    if page.rows[0].y < page.header.bottom - EDGE_PT:
        faults.append(f"{page.rows[0]} runs into the header")
    cells = [cell for cell in page.cells if cell.step is not None]
    steps = list(dict.fromkeys(cell.step for cell in cells))
    if len(steps) != len(page.rows):
        faults.append(f"{len(steps)} steps on {len(page.rows)} rows")
    for name, row in zip(steps, page.rows, strict=False):
        own = [cell.box for cell in cells if cell.step == name]
        if any(abs(box.y - row.y) + abs(box.bottom - row.bottom) > EDGE_PT for box in own):
            faults.append(f"cells of step {name} are not as high as their row")
        if abs(sum(box.width for box in own) - row.width) > EDGE_PT:
            faults.append(f"cells of step {name} do not fill their row")
    return faults


def crowded_connectors(page: Grid, _paper: Sheet) -> list[str]:
    """Pentagons stand in a strip and in their actor's column, apart from all that is not their own."""
    faults = []
    strips = [cell.box for cell in page.cells if cell.column == "connectors"]
    columns = {cell.column: cell.box for cell in page.cells if cell.kind is CellKind.HEADER}
    for symbol in connectors(page):
        column = columns[f"actor:{symbol.actor}"]
        if not column.x < symbol.box.center[0] < column.right:
            faults.append(f"{symbol.id} leaves its column")
        if not any(inside(symbol.box, strip) for strip in strips):
            faults.append(f"{symbol.id} leaves the strip")
        room = widened(symbol.box, APART_PT)
        for other in page.symbols:
            if other is not symbol and overlap(room, other.box):
                faults.append(f"{symbol.id} is too near to {other.id}")
        for arrow in page.arrows:
            if arrow.label_box and overlap(room, arrow.label_box):
                faults.append(f"{symbol.id} is too near to the label of {arrow.id}")
            if symbol.id not in {arrow.source_symbol, arrow.target_symbol} and any(
                overlap(room, around(one, other)) for one, other in pairwise(arrow.points)
            ):
                faults.append(f"{symbol.id} is too near to {arrow.id}")
    return faults


def connectors(page: Grid) -> list[Symbol]:
    """Return the pentagons of a page."""
    return [symbol for symbol in page.symbols if symbol.kind is SymbolKind.CONNECTOR]


def widened(box: Box, by: float) -> Box:
    """Return a box with a margin around it."""
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def around(one: tuple[float, float], other: tuple[float, float]) -> Box:
    """Return the box around two points."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(left, top, right - left, bottom - top)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share more than a border."""
    return (
        one.x < other.right - EDGE_PT
        and other.x < one.right - EDGE_PT
        and one.y < other.bottom - EDGE_PT
        and other.y < one.bottom - EDGE_PT
    )


def slips(page: Grid, _paper: Sheet) -> list[str]:
    """An arrow meets its pentagon straight from its lane, or after a turn aside that nobody overlooks."""
    least = LEAST_JOG_PT * scale_of(page)
    faults = []
    for arrow in page.arrows:
        for name, points in ((arrow.source_symbol, arrow.points), (arrow.target_symbol, arrow.points[::-1])):
            if name.startswith("connector-") and len(points) > 3:
                aside = abs(points[1][0] - points[2][0])
                if aside < least - EDGE_PT:
                    faults.append(f"{arrow.id} turns {aside} pt aside at {name}")
    return faults


def scale_of(page: Grid) -> float:
    """Return by how much a page was made smaller."""
    usual = next(each for each in page.symbols if each.kind in USUAL and not each.lines)
    return usual.box.width / SYMBOL_WIDTH_PT


def letters_of(pages: tuple[Grid, ...]) -> float:
    """Return the size of the letters in the cells of a table."""
    return min(
        cell.font_size for page in pages for cell in page.cells if cell.kind is CellKind.TEXT and cell.lines
    )


OF_A_PAGE: Final = (
    outside_the_room,
    small_letters,
    overflowing_texts,
    torn_rows,
    crowded_connectors,
    slips,
)


# --- what all pages keep together ---


def lost_or_doubled_steps(sop: Sop, pages: tuple[Grid, ...]) -> list[str]:
    """Each step is on exactly one page, in order, with the symbols of all its actors."""
    steps = [name for page in pages for name in dict.fromkeys(cell.step for cell in page.cells if cell.step)]
    faults = [] if steps == [each.key for each in sop.steps] else [f"steps stand as {steps}"]
    symbols = Counter(
        (symbol.step, symbol.actor)
        for page in pages
        for symbol in page.symbols
        if symbol.kind is not SymbolKind.CONNECTOR and not symbol.lines
    )
    wanted = Counter((each.key, actor) for each in sop.steps for actor in each.performers.actors)
    if symbols != wanted:
        faults.append(f"symbols: {(wanted - symbols) + (symbols - wanted)}")
    cells = {(cell.step, cell.column): cell.box for page in pages for cell in page.cells}
    faults += [
        f"{symbol.id} leaves its cell"
        for page in pages
        for symbol in page.symbols
        if symbol.kind is not SymbolKind.CONNECTOR
        and not inside(symbol.box, cells[symbol.step, f"actor:{symbol.actor}"])
    ]
    return faults


def differing_headers(_sop: Sop, pages: tuple[Grid, ...]) -> list[str]:
    """The header is the same on every page."""
    first = header_of(pages[0])
    return [
        f"the header of page {number} differs"
        for number, page in enumerate(pages, 1)
        if header_of(page) != first or not first
    ]


def header_of(page: Grid) -> list[Cell]:
    """Return the cells of the header."""
    return [cell for cell in page.cells if cell.kind is CellKind.HEADER]


def unpaired_letters(_sop: Sop, pages: tuple[Grid, ...]) -> list[str]:
    """Each letter of a break is once below the earlier page and once above the later, in one column."""
    faults = []
    for number, (earlier, later) in enumerate(pairwise(pages), 1):
        below = [symbol for symbol in connectors(earlier) if symbol.id.endswith("-to")]
        above = [symbol for symbol in connectors(later) if symbol.id.endswith("-from")]
        if [(each.lines, each.actor) for each in below] != [(each.lines, each.actor) for each in above]:
            faults.append(f"the letters at break {number} differ")
        if any(one.lines == other.lines for one, other in combinations(below, 2)):
            faults.append(f"a letter at break {number} stands twice")
    outer = [symbol.id for symbol in connectors(pages[0]) if symbol.id.endswith("-from")]
    outer += [symbol.id for symbol in connectors(pages[-1]) if symbol.id.endswith("-to")]
    return faults + [f"{name} leads nowhere" for name in outer]


def broken_ways(sop: Sop, pages: tuple[Grid, ...]) -> list[str]:
    """The pieces joined at their letters give back every way, from a symbol of its step to its target."""
    faults = []
    begins = {
        (index, piece.source_symbol, base_of(piece, index)): piece
        for index, page in enumerate(pages)
        for piece in page.arrows
    }
    symbols = {symbol.id: symbol for page in pages for symbol in page.symbols}
    drawn: Counter[tuple[str, str, str]] = Counter()
    used = 0
    for (index, source, base), piece in begins.items():
        if symbols[source].kind is SymbolKind.CONNECTOR:
            continue
        last, count = followed(begins, index, base, piece)
        used += count
        if last is None or symbols[last.target_symbol].kind is SymbolKind.CONNECTOR:
            faults.append(f"{piece.id} leads nowhere")
        elif piece.kind is not ArrowKind.JOINT:
            drawn[str(piece.source), str(last.target), str(piece.kind)] += 1
    if used != sum(len(page.arrows) for page in pages):
        faults.append("some pieces belong to no way")
    wanted = wanted_ways(sop)
    faults += [
        f"{way}: wanted {wanted[way]}, drawn {drawn[way]}"
        for way in wanted | drawn
        if wanted[way] != drawn[way]
    ]
    return faults


def base_of(piece: Arrow, index: int) -> str:
    """Return the name of the arrow of which this is the piece on a page."""
    return piece.id.removesuffix(f"-{index + 1}") if is_piece(piece) else piece.id


def is_piece(arrow: Arrow) -> bool:
    """Tell whether an arrow begins or ends at a pentagon."""
    return arrow.source_symbol.startswith("connector-") or arrow.target_symbol.startswith("connector-")


def followed(
    begins: dict[tuple[int, str, str], Arrow], index: int, base: str, piece: Arrow
) -> tuple[Arrow | None, int]:
    """Follow an arrow from pentagon to pentagon; return its last piece and how many there are."""
    count, last = 1, piece
    while last.target_symbol.startswith("connector-"):
        stem, _, side = last.target_symbol.rpartition("-")
        index += 1 if side == "to" else -1
        following = begins.get((index, f"{stem}-{'from' if side == 'to' else 'to'}", base))
        if following is None or following.label or following.label_box:
            return None, count
        last, count = following, count + 1
    return last, count


OF_ALL_PAGES: Final = (lost_or_doubled_steps, differing_headers, unpaired_letters, broken_ways)


def faults_of(sop: Sop, paper: Paper) -> dict[str, list[str]]:
    """Return what breaks a law, by the name of the law."""
    pages = pages_of(sop, paper)
    found: dict[str, list[str]] = {}
    for page in pages:
        for of_page in OF_A_PAGE:
            found.setdefault(of_page.__name__, []).extend(of_page(page, sheet(paper)))
        large = enlarged(page)
        for law in PAGE_LAWS:
            found.setdefault(law.__name__, []).extend(law(sop, large))
    for of_all in OF_ALL_PAGES if pages else ():
        found.setdefault(of_all.__name__, []).extend(of_all(sop, pages))
    return {name: faults for name, faults in found.items() if faults}


class TestLawsOnPages:
    """Any table that paper takes is drawn whole: nothing is clipped, and every arrow arrives."""

    @given(sops(max_steps=20, max_actors=6), st.sampled_from(Paper))
    def test_every_law_holds_for_generated_tables(self, sop: Sop, paper: Paper) -> None:
        """Tables of up to twenty steps and six actors keep every law on every paper."""
        assert faults_of(sop, paper) == {}

    @given(st.integers(2, 60), st.integers(1, 6), st.integers(0, 10_000), st.sampled_from(Paper))
    def test_every_law_holds_for_tables_full_of_returns(
        self, steps: int, actors: int, seed: int, paper: Paper
    ) -> None:
        """Tables of up to sixty steps, half of which send back, keep every law on every paper."""
        assert faults_of(long_sop(steps, actors, Random(seed)), paper) == {}

    @pytest.mark.parametrize("paper", Paper)
    @pytest.mark.parametrize("actors", [1, 3])
    def test_every_law_holds_for_the_longest_tables(self, actors: int, paper: Paper) -> None:
        """Tables of a hundred and twenty steps, half of which send back, keep every law on every paper."""
        sop = long_sop(120, actors, Random(35))

        assert pages_of(sop, paper)
        assert faults_of(sop, paper) == {}

    @pytest.mark.parametrize("paper", Paper)
    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_every_law_holds_for_the_procedures(self, file: Path, paper: Paper) -> None:
        """Every procedure keeps every law; Letter alone refuses those of eight officials and more."""
        sop = read_file(file).sop
        assert sop is not None

        assert pages_of(sop, paper) or (paper is Paper.LETTER and len(sop.actors) >= 8)
        assert faults_of(sop, paper) == {}

    @given(sops(max_steps=20, max_actors=4, many_ways=False, horrors=False), st.sampled_from(Paper))
    def test_ordinary_tables_are_never_refused(self, sop: Sop, paper: Paper) -> None:
        """Every paper takes a table of up to four actors with one return a step and plain words."""
        assert pages_of(sop, paper)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[dict[ActorId, Box], list[float]]:
    """Columns side by side, and lanes in them as near to each other and to the borders as lanes may be."""
    columns, lanes, x = {}, [], 100.0
    for index in range(draw(st.integers(1, 4))):
        slots = draw(st.lists(st.integers(0, 40), max_size=25, unique=True))
        width = max(66.0, 2 * 5 + 6 * max(slots, default=0)) + draw(st.integers(0, 60))
        columns[ActorId(f"a{index}")] = Box(x, 0.0, width, 100.0)
        lanes += [x + 5 + 6 * slot for slot in sorted(slots)]
        x += width
    return columns, lanes


class TestStrip:
    """Whatever crosses a break, pentagons stand apart in their columns and no arrow crosses another."""

    @given(crowds(), st.sampled_from([7.0, 8.5, 10.9]))
    def test_pentagons_of_a_crowd_stand_apart(
        self, crowd: tuple[dict[ActorId, Box], list[float]], letter: float
    ) -> None:
        """Pentagons keep the order of the lanes, in their columns, apart from each other and all arrows."""
        columns, lanes = crowd
        cut = page_break([through(x) for x in lanes], 0.0, columns, table_of(columns), letter)
        boxes = [
            Box(pin.x - cut.width_of_pentagon / 2, pin.near, cut.width_of_pentagon, pin.far - pin.near)
            for pin in cut.pins
        ]
        ways = [
            [(pin.crossing.x, 0.0), (pin.crossing.x, pin.turn), (pin.x, pin.turn), (pin.x, pin.near)]
            for pin in cut.pins
        ]

        assert [pin.crossing.x for pin in cut.pins] == lanes
        if cut.missing:
            return
        for pin, box in zip(cut.pins, boxes, strict=True):
            column = columns[pin.crossing.actor]
            assert column.x < pin.x < column.right
            assert inside(box, Box(100.0, 0.0, table_of(columns).width, cut.height))
        for (one, box), (other, second) in permutations(zip(ways, boxes, strict=True), 2):
            assert not overlap(widened(box, APART_PT), second)
            for first, last in pairwise(other):
                stretch = around(first, last)
                assert not overlap(widened(box, APART_PT), stretch)
                assert not any(overlap(widened(around(*piece), 2.9), stretch) for piece in pairwise(one))

    @given(st.integers(1, 12))
    def test_a_column_of_usual_width_has_room_for_all(self, count: int) -> None:
        """Up to twelve arrows have room in the narrowest column that holds their lanes."""
        columns = {ActorId("a"): Box(100.0, 0.0, 66.0 + 10 + 6 * (count - 1), 100.0)}
        cut = page_break(
            [through(105 + 6 * index) for index in range(count)], 0.0, columns, table_of(columns), 7.0
        )

        assert cut.missing == 0
        assert len(cut.pins) == count

    def test_pentagons_without_room_are_not_squeezed(self) -> None:
        """Where they cannot stand apart, the break says how much is missing, and no page ends there."""
        columns = {ActorId("a"): Box(100.0, 0.0, 70.0, 100.0)}
        cut = page_break(
            [through(105 + 6 * index) for index in range(10)], 0.0, columns, table_of(columns), 10.9
        )

        assert cut.missing > 0


def through(x: float) -> Arrow:
    """Return an arrow of its own that runs down through a break at y = 0."""
    key = StepKey(str(x))
    return Arrow(f"arrow-{x}", key, key, ArrowKind.FORWARD, ((x, -50.0), (x, 50.0)), "from", f"to-{x}")


def table_of(columns: dict[ActorId, Box]) -> Box:
    """Return the box of a table that has no columns but these."""
    return Box(100.0, 0.0, sum(box.width for box in columns.values()), 20.0)


@pytest.fixture
def usual_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave only the usual size to the tables, so that short ones are cut too, with room to spare."""
    monkeypatch.setattr("sopkit.layout.pages._GOOD", pages_module._GOOD[:1])


class TestPages:
    """How a table is cut."""

    def test_rows_are_balanced_over_the_pages(self) -> None:
        """Where one row too many needs another page, both pages hold about as many rows."""
        rows = [step(number, "a") for number in range(1, 20)]
        counts = [len(page.rows) for page in lay_out_pages(sop_of(*rows), sheet(Paper.A4))]

        assert len(counts) == 2
        assert abs(counts[0] - counts[1]) <= 1

    def test_no_more_pages_than_needed(self) -> None:
        """Balancing takes no page more: by filling up each page one would need as many."""
        sop = long_sop(40, 3, Random(7))
        pages = lay_out_pages(sop, sheet(Paper.A4))
        room = sheet(Paper.A4).room_height
        filled = [len(page.rows) for page in pages]
        heights = [row.height for page in pages for row in page.rows]

        assert (len(pages) - 1) * room < sum(heights) + len(pages) * (pages[0].header.height + 80)
        assert min(filled) > 1

    @pytest.mark.usefixtures("usual_size")
    def test_a_break_is_where_few_arrows_cross(self) -> None:
        """A break moves up or down to where the way ahead alone crosses it, and no return."""
        rows = [step(number, "a") for number in range(1, 8)]
        rows += [step(number, "b", returns=back("7")) for number in (8, 9)]
        rows += [step(number, "a") for number in range(10, 15)]
        pages = lay_out_pages(sop_of(*rows), sheet(Paper.A4))

        assert [len(connectors(page)) for page in pages] == [1, 1]

    @pytest.mark.usefixtures("usual_size")
    def test_no_page_ends_where_pentagons_have_no_room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A page ends elsewhere if the pentagons of a break cannot stand apart."""
        rows = [step(number, "a") for number in range(1, 14)]
        usual = [len(page.rows) for page in lay_out_pages(sop_of(*rows), sheet(Paper.A4))]
        last = StepKey(str(usual[0]))

        def crowded(arrows: list[Arrow], *place: Any) -> Break:
            found = page_break(arrows, *place)
            return replace(found, missing=float(any(arrow.source == last for arrow in arrows)))

        monkeypatch.setattr("sopkit.layout.cutting.page_break", crowded)
        moved = [len(page.rows) for page in lay_out_pages(sop_of(*rows), sheet(Paper.A4))]

        assert sum(moved) == sum(usual)
        assert moved[0] != usual[0]

    @pytest.mark.usefixtures("usual_size")
    def test_an_arrow_alone_stands_straight_on_its_pentagon(self) -> None:
        """An arrow with room around it meets its pentagon without a turn, at the border of a column too."""
        rows = [step(1, "a", branches=(Branch(StepKey("14"), label="Langsung"),))]
        rows += [step(number, "a") for number in range(2, 15)]
        pages = lay_out_pages(sop_of(*rows), sheet(Paper.A4))
        pieces = [arrow for arrow in pages[0].arrows if is_piece(arrow)]

        assert len(pieces) == 2
        assert {len(piece.points) for piece in pieces} == {2, 3}

    def test_letters_go_on_from_break_to_break(self) -> None:
        """Letters stand once in the whole procedure while the alphabet lasts."""
        rows = [step(number, "a") for number in range(1, 40)]
        pages = lay_out_pages(sop_of(*rows), sheet(Paper.A4))
        below = [each.lines for page in pages for each in connectors(page) if each.id.endswith("-to")]

        assert len(pages) > 2
        assert below == [(letter,) for letter in "ABCDEFGH"[: len(pages) - 1]]

    def test_letters_begin_again_where_the_alphabet_does_not_last(self) -> None:
        """A procedure with more than twenty-six crossings begins with A at every break."""
        pages = lay_out_pages(long_sop(120, 3, Random(35)), sheet(Paper.A4))
        firsts = {
            next(each.lines for each in connectors(page) if each.id.endswith("-to")) for page in pages[:-1]
        }

        assert firsts == {("A",)}

    @pytest.mark.parametrize("many", [False, True])
    def test_pentagons_leave_out_the_letters_of_labels(self, many: bool) -> None:
        """Where long conditions are letters at the arrows, no pentagon is called by one of them."""
        long = "berkas permohonan tidak memenuhi persyaratan yang telah ditentukan"
        rows = [step(number, "a") for number in range(1, 40)]
        rows[4] = step(5, "a", when=long, branches=(Branch(StepKey("39"), when=long),))
        if many:
            rows[6:38] = [
                step(number, "abc"[number % 3], returns=back(str(number - 6))) for number in range(7, 39)
            ]
        pages = lay_out_pages(sop_of(*rows), sheet(Paper.A4))
        labels = {" ".join(arrow.label) for page in pages for arrow in page.arrows if arrow.label}
        names = [" ".join(each.lines) for page in pages for each in connectors(page)]

        assert labels >= {"A", "B"}
        assert names[0] == "C"
        assert not labels & set(names)

    @given(st.integers(0, 60), st.sets(st.sampled_from("ABCDEFXYZ")))
    def test_pentagons_with_two_letters_are_wide(self, count: int, taken: set[str]) -> None:
        """The pentagons of a break are wide exactly if some name has two letters, whatever is taken."""
        columns = {ActorId("a"): Box(100.0, 0.0, 2000.0, 100.0)}
        lanes = [through(110 + 30 * index) for index in range(count)]
        cut = page_break(lanes, 0.0, columns, table_of(columns), 7.0, taken)
        names = list(lettered([cut], taken)[0].values())

        assert len(set(names)) == count
        assert not set(names) & taken
        assert (cut.width_of_pentagon > 7.0 * 1.6) == any(len(name) > 1 for name in names)

    def test_columns_that_do_not_fit_are_refused_with_what_is_missing(self) -> None:
        """Twenty officials with long titles are too wide, and the refusal says by how much."""
        actors = tuple(Actor(ActorId(f"a{index}"), "Kepala Subbagian Ketatausahaan") for index in range(20))
        rows = [step(index + 1, f"a{index}") for index in range(20)]

        with pytest.raises(PaperTooSmall) as refusal:
            lay_out_pages(sop_of(*rows, actors=actors), sheet(Paper.A4))
        assert refusal.value.step is None
        assert refusal.value.missing_pt > 0

    def test_a_row_that_is_too_high_is_refused_with_its_step(self) -> None:
        """A row that is higher than a page is not clipped; the refusal names its step."""
        rows = [step(1, "a"), step(2, "b", note="Uraian yang sangat panjang. " * 400), step(3, "a")]

        with pytest.raises(PaperTooSmall) as refusal:
            lay_out_pages(sop_of(*rows), sheet(Paper.LETTER))
        assert refusal.value.step == 2

    def test_letters_get_smaller_before_a_paper_refuses(self) -> None:
        """A wide table is drawn with smaller letters and symbols, down to the least."""
        file = next(file for file in SOPS if file.stem == "penerbitan-surat-keterangan-penelitian")
        sop = read_file(file).sop
        assert sop is not None

        page = lay_out_pages(sop, sheet(Paper.A4))[0]
        sizes = {cell.font_size for cell in page.cells if cell.kind is CellKind.TEXT and cell.lines}
        assert min(sizes) == pytest.approx(LEAST_FONT_PT)
        assert LEAST_SCALE <= scale_of(page) + EDGE_PT < 0.7

    def test_a_page_is_saved_by_slightly_smaller_letters(self) -> None:
        """Ten rows that would need a second page stand on one, with letters a little smaller."""
        rows = [step(number, "a") for number in range(1, 11)]
        pages = lay_out_pages(sop_of(*rows), sheet(Paper.A4))

        assert len(pages) == 1
        assert 0.85 < scale_of(pages[0]) <= 1

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_a_larger_sheet_never_takes_more_pages(self, file: Path) -> None:
        """A procedure takes no more pages, and no smaller letters, on a sheet that is as wide and as high."""
        sop = read_file(file).sop
        assert sop is not None
        found = {paper: pages_of(sop, paper) for paper in Paper}

        for one, other in permutations(Paper, 2):
            small, large = sheet(one), sheet(other)
            if small.width <= large.width and small.height <= large.height and found[one]:
                assert 0 < len(found[other]) <= len(found[one])
                least = min(letters_of(found[one]), GOOD_FONT_PT)
                assert letters_of(found[other]) >= least - EDGE_PT

    @given(sops(max_steps=14, max_actors=6), st.sampled_from(Paper))
    def test_letters_are_well_readable_before_pages_are_saved(self, sop: Sop, paper: Paper) -> None:
        """Letters and symbols are smaller than is good only where the table does not fit otherwise."""
        for page in pages_of(sop, paper):
            small = letters_of((page,)) < GOOD_FONT_PT - EDGE_PT
            assert not small or scale_of(page) == pytest.approx(LEAST_SCALE)
            assert scale_of(page) >= GOOD_SCALE - EDGE_PT or scale_of(page) == pytest.approx(LEAST_SCALE)

    def test_texts_share_the_width_so_that_rows_are_low(self) -> None:
        """A long note gets the room that short texts do not need."""
        note = "Bila berkas belum lengkap, pemohon diberi tahu lewat surat elektronik"
        rows = [step(number, "a", note=note) for number in range(1, 6)]
        page = lay_out_pages(sop_of(*rows, actors=ACTORS), sheet(Paper.A4))[0]
        widths = {cell.column: cell.box.width for cell in page.cells if cell.kind is CellKind.TEXT}

        assert widths["note"] > widths["inputs"]
