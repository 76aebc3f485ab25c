"""A case on the table: states, times and ways taken, for eyes, for ears and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings

from sopkit.chart import draw
from sopkit.chart.shapes import check_mark, symbol_lines
from sopkit.chart.words import Words
from sopkit.document import load
from sopkit.errors import InvalidValue, PaperTooSmall
from sopkit.flow import Flow, WayKind
from sopkit.layout import ArrowKind, CellKind, StepState, SymbolKind
from sopkit.layout.marks import Marks, WayKey, marks
from sopkit.layout.metrics import has_letter
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import sheet
from sopkit.layout.table import lay_out
from sopkit.machine import Case, start
from sopkit.model import END, Branch, Paper
from sopkit.model.time_parser import parse_time
from tests.arrow_laws import LAWS
from tests.charts import SVG, figures, group, inside, picture, texts_of
from tests.test_case_laws import CHOICES
from tests.walks import procedures, walk

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

    from sopkit.layout import Grid, Symbol
    from sopkit.model import Sop

ENGINES: Final = ["graphviz-pure", pytest.param("dot", marks=pytest.mark.dot)]
SOPS: Final = sorted((Path(__file__).parent.parent / "sops").glob("*.yaml"))
NOW: Final = datetime(2026, 1, 7, 8)

few = settings(max_examples=12)


def clock(hour: int, minute: int = 0) -> datetime:
    """Return a moment of the day on which the cases of these tests run."""
    return datetime(2026, 1, 5, hour, minute)


def sent_back(language: str = "id") -> Case:
    """Return a case of the letter that was sent back once and is checked for the second time."""
    case = start(picture(language), by="staf", at=clock(8)).complete(by="staf", at=clock(8, 20))
    case = case.send_back(by="kabag", at=clock(9)).complete(by="staf", at=clock(10))
    return case.complete(by="kasubbag", at=clock(11, 5))


def returned(times: int, language: str = "id") -> Case:
    """Return a case of the letter that was sent back so many times, and is written anew."""
    case = start(picture(language), by="staf", at=clock(8))
    for hour in range(9, 9 + times):
        case = case.complete(by="staf", at=clock(hour)).send_back(by="kabag", at=clock(hour, 30))
    return case


def stood(case: Case, now: datetime | None = None) -> Grid:
    """Return the table with a case on it."""
    return lay_out(case.sop, marks=marks(case.sop, case, now=now))


class TestSvg:
    """The SVG tells where the case stands."""

    @pytest.mark.parametrize("engine", ENGINES)
    def test_symbols_and_rows_bear_their_states(self, engine: str) -> None:
        """A done step is of the class `done`, the one at work `current`; both say it as data."""
        root = figures(picture(), engine=engine, case=sent_back())

        assert _state(root, "symbol-konsep-1") == ("symbol start done", "done")
        assert _state(root, "symbol-paraf-2") == ("symbol process current", "current")
        assert _state(root, "symbol-periksa-3") == ("symbol decision waiting", "waiting")
        assert _state(root, "row-1") == ("row done", "done")
        assert _state(root, "row-5") == ("row waiting", "waiting")
        assert group(root, "row-2").get("data-visits") == "2"
        assert group(root, "row-1").get("data-finished") == "2026-01-05T10:00:00"

    @pytest.mark.parametrize("engine", ENGINES)
    def test_ways_taken_are_marked_and_counted(self, engine: str) -> None:
        """A way that was taken is of the class `taken`; at a return taken more than once stands how often."""
        root = figures(picture(), engine=engine, case=sent_back())
        back = group(root, "arrow-periksa-return-1")

        assert (back.get("class"), back.get("data-taken")) == ("arrow return taken", "1")
        assert _words(root, "arrow-periksa-return-1") == ["salah"]
        assert group(root, "arrow-konsep-forward-1").get("data-taken") == "2"
        assert group(root, "arrow-paraf-forward-1").get("class") == "arrow forward"
        twice = figures(picture(), engine=engine, case=returned(2))
        assert "".join(_words(twice, "arrow-periksa-return-1")) == "salah 2×"

    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_check_is_drawn_in_what_is_done(self, engine: str) -> None:
        """A check is two strokes inside the symbol of a done step, above its moment; no other has one."""
        root = figures(picture(), engine=engine, case=sent_back())
        checked = {symbol.id: symbol for symbol in stood(sent_back()).symbols if symbol.has_check}

        drawn = {
            part.get("id", ""): check.get("points", "")
            for part in root.iter(f"{SVG}g")
            for check in part.findall(f"{SVG}*[@class='check']")
        }
        assert set(drawn) == set(checked) == {"symbol-konsep-1", "symbol-periksa-2"}
        for name, symbol in checked.items():
            corners = check_mark(symbol)
            assert len(drawn[name].split()) == len(corners) == 3
            assert all(_width_at(symbol, y) / 2 > abs(x - symbol.box.center[0]) for x, y in corners)
            assert max(y for _, y in corners) < next(symbol_lines(symbol)).y - 0.72 * symbol.font_size

    def test_symbols_tell_when_without_colour(self) -> None:
        """In a done symbol stands the moment, in the one at work `sejak` too, in a reopened one `lagi`."""
        root = figures(picture(), case=sent_back())

        assert _words(root, "symbol-konsep-1") == ["5 Jan", "10.00"]
        assert _words(root, "symbol-periksa-2") == ["5 Jan", "11.05"]
        assert _words(root, "symbol-periksa-3") == []
        assert _words(root, "symbol-paraf-3") == ["sejak", "5 Jan", "11.05"]
        root = figures(picture(), case=returned(1))
        assert [_words(root, f"symbol-periksa-{column}") for column in (2, 3)] == [["lagi"], ["lagi"]]
        assert _state(root, "symbol-periksa-3") == ("symbol decision again", "again")
        assert _words(root, "symbol-kirim-1") == []

    def test_what_is_overdue_says_since_when(self) -> None:
        """An overdue symbol has an exclamation mark, and the moment its time was over."""
        case = _late("id")

        root = figures(case.sop, case=case, now=NOW)

        assert _state(root, "symbol-konsep-1") == ("symbol start overdue", "overdue")
        assert _words(root, "symbol-konsep-1") == ["! batas", "5 Jan", "08.30"]
        assert group(root, "row-1").get("data-due") == "2026-01-05T08:30:00"

    def test_it_speaks_the_language_of_the_form(self) -> None:
        """On an English form the words in the symbols and the clock are English."""
        root = figures(picture("en"), case=sent_back("en"))

        assert _words(root, "symbol-konsep-1") == ["5 Jan", "10:00"]
        assert _words(root, "symbol-paraf-3") == ["since", "5 Jan", "11:05"]

    @pytest.mark.parametrize(
        ("language", "sentences"),
        [
            (
                "id",
                [
                    "Tabel ini menunjukkan sebuah kasus yang berjalan.",
                    "Selesai 5 Januari 2026 pukul 10.00. Didatangi 2 kali.",
                    "Jika salah, kembali ke langkah 1. Ditempuh satu kali.",
                    "Sedang dikerjakan sejak 5 Januari 2026 pukul 11.05.",
                    "Belum dikerjakan.",
                ],
            ),
            (
                "en",
                [
                    "A case stands on the table.",
                    "Done 5 January 2026, 10:00. Come to 2 times.",
                    "If salah, go back to step 1. Taken once.",
                    "At work since 5 January 2026, 11:05.",
                    "Not done yet.",
                ],
            ),
        ],
    )
    def test_those_who_listen_hear_it_too(self, language: str, sentences: list[str]) -> None:
        """The description tells where the case stands, step by step."""
        told = group(figures(picture(language), case=sent_back(language)), "sop-description").text or ""

        assert all(sentence in told for sentence in sentences)

    @pytest.mark.parametrize(
        ("language", "again", "another"),
        [
            ("id", "Perlu dikerjakan lagi.", "Dikerjakan oleh pelaksana lain."),
            ("en", "To be done again.", "Done by another one."),
        ],
    )
    def test_what_was_done_is_never_called_undone(self, language: str, again: str, another: str) -> None:
        """A reopened step is told as such, one of several who did not do it as done by another."""
        told = Words.of(picture(language), stood(returned(1, language)))
        titles = Words.of(picture(language), stood(sent_back(language))).titles

        assert told.description.count(again) == 1
        assert all(told.titles[f"symbol-periksa-{column}"].endswith(again) for column in (2, 3))
        assert another in titles["symbol-periksa-3"]

    def test_an_ended_case_has_done_all_it_came_to(self) -> None:
        """Nothing that a finished case came to is told as not done, though it was sent back before."""
        case = _ended()
        row = group(figures(case.sop, case=case), "row-2")
        told = Words.of(case.sop, stood(case)).description

        assert (row.get("data-state"), row.get("data-finished")) == ("done", "2026-01-05T09:00:00")
        assert "Selesai 5 Januari 2026 pukul 09.00." in told
        assert "Belum dikerjakan." not in told
        assert "lagi" not in told

    def test_titles_tell_it(self) -> None:
        """A pointer that rests on a symbol or a return reads its state."""
        root = figures(picture(), case=sent_back())

        assert (group(root, "symbol-paraf-2").findtext(f"{SVG}title") or "").endswith(
            "Memaraf surat. Sedang dikerjakan sejak 5 Januari 2026 pukul 11.05."
        )
        assert group(root, "arrow-periksa-return-1").findtext(f"{SVG}title") == (
            "Dari langkah 2 kembali ke langkah 1: salah. Ditempuh satu kali."
        )

    def test_a_case_that_ended_early_marks_the_end(self) -> None:
        """The small capsule below a decision is done if the case ended there."""
        case = start(picture(), by="staf", at=clock(8)).complete(by="staf", at=clock(9))
        ended = case.choose(when="batal", by="kabag", at=clock(10))

        root = figures(picture(), case=ended)

        assert _state(root, "symbol-periksa-2-end") == ("symbol end done", "done")
        assert "Kasus ini sudah selesai." in (group(root, "sop-description").text or "")

    def test_without_a_case_there_is_no_trace_of_one(self) -> None:
        """The drawing of an SOP alone has no states."""
        root = figures(picture())

        assert not [element for element in root.iter() if element.get("data-state")]


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "dot", "layout"])
def test_every_form_shows_the_case(form: str) -> None:
    """Each form of drawing differs from that of the SOP alone, and is the same each time."""
    drawn = draw(picture(), form, case=sent_back())

    assert drawn != draw(picture(), form)
    assert drawn == draw(picture(), form, case=sent_back())


def test_layout_tells_states_and_ways_taken() -> None:
    """Programs find the state of each symbol and how often each way was taken."""
    table = json.loads(draw(picture(), "layout", case=sent_back()))

    assert {symbol["state"] for symbol in table["symbols"]} == {"done", "current", "waiting"}
    assert {arrow["id"]: arrow["taken"] for arrow in table["arrows"]}["arrow-konsep-forward-1"] == 2


def test_case_of_another_sop_is_refused() -> None:
    """A case is drawn on its own SOP only."""
    with pytest.raises(InvalidValue, match="expected a case of this SOP, `Pengiriman Surat`"):
        draw(picture("en"), case=sent_back())


class TestLaws:
    """A case on the table keeps the laws of the table."""

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_the_font_has_all_letters(self, language: str) -> None:
        """No sign of a case is a letter that the font of the drawing lacks."""
        words = chain(_signs(stood(sent_back(language))), _signs(stood(_late(language), NOW)))

        assert [word for word in words if not all(has_letter(letter) for letter in word)] == []

    @few
    @given(procedures(), CHOICES)
    def test_arrows_keep_their_laws(self, sop: Sop, choices: list[int]) -> None:
        """Counts at returns get room of their own: nothing touches them."""
        grid = stood(walk(sop, choices)[-1])

        assert [fault for law in LAWS for fault in law(sop, grid)] == []

    @few
    @given(procedures(), CHOICES)
    def test_words_stay_inside_their_symbols(self, sop: Sop, choices: list[int]) -> None:
        """Each line in a symbol fits between its sides at the height where it stands."""
        grid = stood(walk(sop, choices)[-1], NOW)

        for symbol in grid.symbols:
            for line in symbol_lines(symbol):
                for y in (line.y, line.y - 0.72 * line.size):
                    assert line.width <= _width_at(symbol, y), (symbol.id, line.text)

    @few
    @given(procedures(), CHOICES)
    def test_every_text_of_the_svg_has_its_place(self, sop: Sop, choices: list[int]) -> None:
        """Each drawn line lies within a cell of words, a symbol or a label's box."""
        case = walk(sop, choices)[-1]
        grid = stood(case)
        boxes = [cell.box for cell in grid.cells if cell.kind is not CellKind.ACTOR]
        boxes += [symbol.box for symbol in grid.symbols]
        boxes += [arrow.label_box for arrow in grid.arrows if arrow.label_box is not None]

        drawn = texts_of(figures(sop, case=case))
        assert [text for text, place in drawn if not any(inside(place, box, 1.0) for box in boxes)] == []

    @pytest.mark.parametrize("path", SOPS, ids=lambda path: path.stem)
    def test_counts_never_make_a_paper_too_small(self, path: Path) -> None:
        """With each return taken twice an SOP takes every paper that it takes without a case."""
        sop = load(path)
        stand = _each_return_twice(sop)

        refused = [paper for paper in Paper if not _fits(sop, paper, stand)]

        assert [paper for paper in refused if _fits(sop, paper, None)] == []

    def test_without_counts_a_case_takes_no_room(self) -> None:
        """Where counts are left out all is where it is without a case, and the ways still know them."""
        case = returned(2)
        bare, alone = (
            lay_out(case.sop, marks=replace(marks(case.sop, case), has_counts=False)),
            lay_out(case.sop),
        )

        assert bare.cells == alone.cells
        assert [symbol.box for symbol in bare.symbols] == [symbol.box for symbol in alone.symbols]
        assert [replace(arrow, taken=0) for arrow in bare.arrows] == list(alone.arrows)
        assert {arrow.id: arrow.taken for arrow in bare.arrows}["arrow-periksa-return-1"] == 2

    def test_pages_show_the_case_too(self) -> None:
        """On paper each symbol has the state that it has on the long table."""
        case = sent_back()
        pages = lay_out_pages(case.sop, sheet(Paper.A4), marks=marks(case.sop, case))

        found = {symbol.id: symbol.state for page in pages for symbol in page.symbols if symbol.state}
        assert found == {symbol.id: symbol.state for symbol in stood(case).symbols}


def _each_return_twice(sop: Sop) -> Marks:
    """Return where a case stands that took each return twice, limits aside."""
    case = start(sop, by=sop.steps[0].performers.actors[0], at=clock(8))
    ways: dict[WayKey, int] = {
        (way.kind, way.source, way.index): 2 for way in Flow.of(sop).ways if way.kind is WayKind.RETURN
    }
    return replace(marks(sop, case), ways=ways)


def _fits(sop: Sop, paper: Paper, stand: Marks | None) -> bool:
    """Return whether an SOP takes a paper; the returns on its pages then bear how often they were taken."""
    try:
        pages = lay_out_pages(sop, sheet(paper), marks=stand)
    except PaperTooSmall:
        return False
    returns = [arrow for page in pages for arrow in page.arrows if arrow.kind is ArrowKind.RETURN]
    assert {arrow.taken for arrow in returns} <= {0 if stand is None else 2}
    return True


def _ended() -> Case:
    """Return a case that was sent back to its first step and ended there."""
    sop = picture()
    first, second, *_ = sop.steps
    first = replace(first, when="lengkap", branches=(Branch(END, when="batal"),))
    sop = replace(sop, steps=(first, replace(second, branches=())))
    case = start(sop, by="staf", at=clock(8)).complete(by="staf", at=clock(8, 30))
    return case.send_back(by="kabag", at=clock(9)).choose(when="batal", by="staf", at=clock(10))


def _late(language: str) -> Case:
    """Return a case whose first step takes longer than half an hour."""
    sop = picture(language)
    first, *rest = sop.steps
    sop = replace(sop, steps=(replace(first, time=parse_time("30 menit")), *rest))
    return start(sop, by="staf", at=clock(8))


def _state(root: ET.Element, name: str) -> tuple[str | None, str | None]:
    found = group(root, name)
    return found.get("class"), found.get("data-state")


def _words(root: ET.Element, name: str) -> list[str]:
    return [element.text or "" for element in group(root, name).iter(f"{SVG}text")]


def _signs(grid: Grid) -> Iterator[str]:
    yield from (
        line for symbol in grid.symbols if symbol.state is not StepState.WAITING for line in symbol.lines
    )
    yield from (line for arrow in grid.arrows for line in arrow.label)


def _width_at(symbol: Symbol, y: float) -> float:
    """Return how wide a symbol is at a height."""
    box = symbol.box
    away = abs(y - box.center[1])
    if symbol.kind is SymbolKind.DECISION:
        return box.width * (1 - away / (box.height / 2))
    return box.width - (box.height if symbol.kind in {SymbolKind.START, SymbolKind.END} else 0.0) * 0.5
