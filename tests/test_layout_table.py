"""The table around the arrows: cells, header, columns, labels and symbols."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.flow import Flow, WayKind
from sopkit.layout import ArrowKind, CellKind, SymbolKind
from sopkit.layout.labels import way_labels
from sopkit.layout.metrics import text_width
from sopkit.layout.table import lay_out
from sopkit.model import (
    END,
    Actor,
    ActorId,
    Approval,
    Branch,
    Column,
    ColumnName,
    Form,
    Manner,
    Performers,
    Sop,
    Step,
    StepKey,
)
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.layout import Arrow, Grid

ACTORS = tuple(Actor(ActorId(name), name.upper()) for name in ("a", "b", "c", "d"))


def step(number: int, *actors: str, manner: Manner = Manner.ALONE, **rest: object) -> Step:
    """Return a step of these actors."""
    performers = Performers(tuple(ActorId(actor) for actor in actors), manner)
    return Step(number, performers, f"Kegiatan {number}", **rest)  # type: ignore[arg-type]


def sop(
    *steps: Step, actors: tuple[Actor, ...] = ACTORS, language: str = "id", form: Form | None = None
) -> Sop:
    """Return a SOP of these steps."""
    day = date(2026, 1, 2)
    return Sop(
        "1", "Contoh", ("Biro",), day, day, Approval("Kepala"), actors, steps,
        language=language, form=form or Form(),
    )  # fmt: skip


def back(to: str, **rest: object) -> tuple[Branch, ...]:
    """Return one return branch."""
    return (Branch(StepKey(to), **rest),)  # type: ignore[arg-type]


def arrow(grid: Grid, source: str, target: str) -> Arrow:
    """Return the one arrow between two steps."""
    (found,) = [a for a in grid.arrows if (a.source, a.target) == (source, target)]
    return found


def headers(grid: Grid) -> list[str]:
    """Return the titles of the header, from left to right and top to bottom."""
    cells = [cell for cell in grid.cells if cell.kind is CellKind.HEADER]
    return [" ".join(cell.lines) for cell in sorted(cells, key=lambda cell: (cell.box.x, cell.box.y))]


class TestCells:
    """What the cells hold fits into them, and they cover the table."""

    @given(sops(max_steps=5))
    def test_every_line_fits_into_its_cell(self, sop: Sop) -> None:
        """No line is wider than its cell, and no cell holds more lines than it is high."""
        for cell in lay_out(sop).cells:
            room = cell.box.width - 2 * cell.padding + 0.01
            height = len(cell.lines) * cell.line_height

            assert all(text_width(line, cell.font_size, cell.bold) <= room for line in cell.lines)
            assert height <= cell.box.height

    @given(sops(max_steps=5))
    def test_cells_cover_each_row_without_overlap(self, sop: Sop) -> None:
        """The cells of a row stand side by side from the left to the right border."""
        grid = lay_out(sop)

        for row, step in zip(grid.rows, sop.steps, strict=True):
            boxes = sorted((c.box for c in grid.cells if c.step == step.key), key=lambda box: box.x)
            assert boxes[0].x == row.x
            assert boxes[-1].right == pytest.approx(row.right)
            for left, right in itertools.pairwise(boxes):
                assert left.right == pytest.approx(right.x)

    @given(sops(max_steps=6))
    def test_the_same_sop_is_laid_out_alike(self, sop: Sop) -> None:
        """Laying out an SOP twice gives equal tables."""
        assert lay_out(sop) == lay_out(sop)

    def test_several_items_are_numbered(self) -> None:
        """Two inputs are written as a numbered list, a single one is not."""
        grid = lay_out(sop(step(1, "a", inputs=("Surat", "Berkas"), outputs=("Draf",))))
        lines = {cell.column: cell.lines for cell in grid.cells if cell.kind is CellKind.TEXT}

        assert lines["inputs"] == ("1. Surat", "2. Berkas")
        assert lines["outputs"] == ("Draf",)


class TestHeader:
    """The header says who performs and what the standard is, in the form's language."""

    def test_indonesian_titles(self) -> None:
        """A form in Indonesian has the titles of the regulation."""
        titles = headers(lay_out(sop(step(1, "a"))))

        assert titles == [
            "No", "Kegiatan", "Pelaksana", "A", "B", "C", "D",
            "Mutu Baku", "Kelengkapan", "Waktu", "Output", "Keterangan",
        ]  # fmt: skip

    def test_a_group_stands_over_its_actors(self) -> None:
        """Neighbouring actors of one group share a header cell above their own."""
        actors = (
            Actor(ActorId("a"), "A"),
            Actor(ActorId("b"), "B", "Biro"),
            Actor(ActorId("c"), "C", "Biro"),
        )
        cells = {cell.column: cell for cell in lay_out(sop(step(1, "a"), actors=actors)).cells}
        group, first, last = cells["group:b"].box, cells["actor:b"].box, cells["actor:c"].box

        assert group.x == first.x
        assert group.right == pytest.approx(last.right)
        assert group.bottom <= cells["actor:b"].box.bottom

    @pytest.mark.parametrize("width", [None, 700.0])
    def test_a_long_word_in_a_title_is_divided(self, width: float | None) -> None:
        """A title of one very long word takes several lines and makes no column wider than usual."""
        word = "Pertanggungjawaban" * 12
        columns = (Column(ColumnName.ACTIVITY), Column(ColumnName.ACTORS), Column(ColumnName.NOTE, word))
        grid = lay_out(sop(step(1, "a"), form=Form(None, columns)), width_pt=width)
        (title,) = [c for c in grid.cells if c.kind is CellKind.HEADER and c.column == ColumnName.NOTE]

        assert "".join(line.removesuffix("-") for line in title.lines) == word
        assert len(title.lines) > 1
        assert title.box.width <= 200

    def test_the_form_chooses_titles_order_and_presence(self) -> None:
        """Columns stand as the form lists them; what it leaves out is not drawn."""
        form = Form(
            None,
            (
                Column(ColumnName.ACTIVITY, "Uraian Prosedur"),
                Column(ColumnName.ACTORS, "Aktor"),
                Column(ColumnName.OUTPUTS),
                Column(ColumnName.TIME),
            ),
        )
        titles = headers(lay_out(sop(step(1, "a"), form=form)))

        assert titles == ["Uraian Prosedur", "Aktor", "A", "B", "C", "D", "Mutu Baku", "Output", "Waktu"]


class TestSymbols:
    """The regulation's symbols, by what a step is."""

    def test_capsules_at_both_ends_and_boxes_between(self) -> None:
        """The first and the last step are capsules, those between are boxes."""
        grid = lay_out(sop(step(1, "a"), step(2, "b"), step(3, "a")))

        assert [s.kind for s in grid.symbols] == [SymbolKind.START, SymbolKind.PROCESS, SymbolKind.END]

    @pytest.mark.parametrize(("language", "word"), [("id", "Selesai"), ("en", "End")])
    def test_a_decision_ends_in_a_small_capsule(self, language: str, word: str) -> None:
        """A decision stays a diamond; its way to the end leads to a capsule in the same cell."""
        grid = lay_out(sop(step(1, "a"), step(2, "b", returns=back("1")), language=language))
        diamond, capsule = grid.symbols[1:]

        assert diamond.kind is SymbolKind.DECISION
        assert (capsule.kind, capsule.lines, capsule.actor) == (SymbolKind.END, (word,), "b")
        assert arrow(grid, "2", END).target_symbol == capsule.id

    def test_a_step_of_several_actors_has_a_symbol_in_each_cell(self) -> None:
        """Actors who work together are joined by lines without heads, from left to right."""
        grid = lay_out(sop(step(1, "c", "a", "d", manner=Manner.TOGETHER), step(2, "b")))
        joints = [a for a in grid.arrows if a.kind is ArrowKind.JOINT]

        assert [s.actor for s in grid.symbols[:3]] == ["c", "a", "d"]
        assert [(j.source_symbol, j.target_symbol, j.head) for j in joints] == [
            ("symbol-1-1", "symbol-1-3", False),
            ("symbol-1-3", "symbol-1-4", False),
        ]

    def test_a_joint_step_is_left_by_the_first_and_entered_by_the_nearest(self) -> None:
        """Arrows leave by the first-listed symbol and enter by the one nearest to where they come from."""
        steps = (step(1, "d"), step(2, "a", "c", manner=Manner.TOGETHER), step(3, "d"))
        grid = lay_out(sop(*steps))

        assert arrow(grid, "1", "2").target_symbol == "symbol-2-3"
        assert arrow(grid, "2", "3").source_symbol == "symbol-2-1"

    def test_a_step_done_in_order_is_entered_by_its_first_and_left_by_its_last_actor(self) -> None:
        """Work that is handed on within a row comes in at the first symbol and goes out at the last."""
        steps = (step(1, "d"), step(2, "a", "c", manner=Manner.IN_ORDER), step(3, "d"))
        grid = lay_out(sop(*steps))
        (joint,) = [a for a in grid.arrows if a.kind is ArrowKind.JOINT]

        assert arrow(grid, "1", "2").target_symbol == "symbol-2-1"
        assert arrow(grid, "2", "3").source_symbol == "symbol-2-3"
        assert joint.head

    @given(sops(max_steps=6), st.data())
    def test_no_two_symbols_are_called_alike(self, sop: Sop, data: st.DataObject) -> None:
        """Whoever a step lists twice has one symbol there, and no line leads from a symbol to itself."""
        steps = tuple(repeated(step, data) for step in sop.steps)
        grid = lay_out(dataclasses.replace(sop, steps=steps))
        names = [symbol.id for symbol in grid.symbols]

        assert len(names) == len(set(names))
        assert not [
            a.id for a in grid.arrows if a.kind is ArrowKind.JOINT and a.source_symbol == a.target_symbol
        ]

    def test_an_actor_listed_again_stands_at_the_first_place(self) -> None:
        """Work that goes from one to another and back is drawn as far as the other."""
        grid = lay_out(sop(step(1, "a", "c", "a", "b", manner=Manner.IN_ORDER), step(2, "b")))
        joints = {(a.source_symbol, a.target_symbol) for a in grid.arrows if a.kind is ArrowKind.JOINT}

        assert joints == {("symbol-1-1", "symbol-1-3"), ("symbol-1-3", "symbol-1-2")}


def repeated(step: Step, data: st.DataObject) -> Step:
    """Return a step that perhaps lists some of its actors again, in whatever manner."""
    actors = step.performers.actors
    again = data.draw(st.lists(st.sampled_from(actors), max_size=3))
    if not again:
        return step
    manner = data.draw(st.sampled_from([Manner.IN_ORDER, Manner.ANY, Manner.TOGETHER]))
    return dataclasses.replace(step, performers=Performers((*actors, *again), manner))


class TestArrows:
    """Where arrows leave and enter, in the plain cases that people look at most."""

    def test_straight_down_in_one_column(self) -> None:
        """Two steps of one actor are joined by one straight line."""
        assert len(arrow(lay_out(sop(step(1, "a"), step(2, "a"))), "1", "2").points) == 2

    def test_one_bend_into_the_next_column(self) -> None:
        """The arrow to another actor's next step leaves by the side and bends once."""
        points = arrow(lay_out(sop(step(1, "a"), step(2, "c"))), "1", "2").points

        assert len(points) == 3
        assert points[0][1] == points[1][1]

    def test_a_return_leaves_where_no_other_way_leaves(self) -> None:
        """A decision that goes on to the left sends back from its right side."""
        grid = lay_out(sop(step(1, "b"), step(2, "c", returns=back("1")), step(3, "a")))
        ahead, returned = arrow(grid, "2", "3"), arrow(grid, "2", "1")

        assert ahead.points[1][0] < ahead.points[0][0]
        assert returned.points[1][0] > returned.points[0][0]

    def test_returns_into_one_step_join(self) -> None:
        """Two returns to one step end in a common last stretch."""
        steps = (step(1, "a"), step(2, "b", returns=back("1")), step(3, "b", returns=back("1")), step(4, "c"))
        grid = lay_out(sop(*steps))

        assert arrow(grid, "2", "1").points[-2:] == arrow(grid, "3", "1").points[-2:]

    def test_arrows_of_one_side_do_not_cross_each_other(self) -> None:
        """Of several returns from one side the one with the nearer track leaves above the others."""
        far = Branch(StepKey("1")), Branch(StepKey("2")), Branch(StepKey("3"))
        steps = [step(number, "a") for number in (1, 2, 3)]
        branches = (Branch(StepKey("5")), Branch(END))
        last = step(4, "a", returns=far, branches=branches, next=StepKey("6"))
        grid = lay_out(sop(*steps, last, step(5, "b"), step(6, "c"), actors=ACTORS[:3]))
        middle = grid.symbols[0].box.center[0]
        returns = [a for a in grid.arrows if a.kind is ArrowKind.RETURN]
        by_side = [[a for a in returns if (a.points[1][0] > middle) is right] for right in (True, False)]

        assert max(len(arrows) for arrows in by_side) >= 2
        for arrows in by_side:
            from_top = sorted(arrows, key=lambda a: a.points[0][1])
            reach = [abs(a.points[1][0] - middle) for a in from_top]
            assert reach == sorted(reach)


class TestLabels:
    """What stands at the arrows of a decision."""

    @pytest.mark.parametrize(
        ("ahead", "returned", "expected"),
        [
            ({}, {}, ["Ya", "Tidak"]),
            ({"label": "Setuju"}, {}, ["Setuju", "Tidak"]),
            ({"when": "sudah sesuai"}, {"when": "ada perbaikan"}, ["sudah sesuai", "ada perbaikan"]),
            ({"when": "sudah sesuai"}, {}, ["Ya", "Tidak"]),
            ({"when": "dua puluh satu huruf!"}, {"when": "tidak"}, ["Ya", "Tidak"]),
            ({"when": "sesuai", "label": "OK"}, {"when": "belum"}, ["OK", "belum"]),
        ],
    )
    def test_a_way_on_and_a_return(
        self, ahead: dict[str, Any], returned: dict[str, str], expected: list[str]
    ) -> None:
        """The label comes first, then short conditions if both have one, then Ya and Tidak."""
        decision = step(2, "b", returns=back("1", **returned), **ahead)
        example = sop(step(1, "a"), decision, step(3, "a"))
        drawn = {way.kind: words for way, words in way_labels(example, Flow.of(example)).drawn.items()}

        assert [drawn[WayKind.FORWARD], drawn[WayKind.RETURN]] == expected

    def test_the_form_in_english_says_yes_and_no(self) -> None:
        """The default words follow the language of the form."""
        example = sop(step(1, "a"), step(2, "b", returns=back("1")), language="en")

        assert set(way_labels(example, Flow.of(example)).drawn.values()) == {"Yes", "No"}

    def test_long_conditions_become_letters_explained_in_the_note(self) -> None:
        """A decision with long conditions shows letters, and the note column says what they mean."""
        long = "berkas permohonan tidak memenuhi persyaratan yang ditentukan"
        decision = step(
            2, "b", when="lengkap", branches=(Branch(END, when=long),), returns=back("1", when=long)
        )
        grid = lay_out(sop(step(1, "a"), decision, step(3, "c")))
        note = next(c for c in grid.cells if c.column == "note" and c.step == "2")

        assert arrow(grid, "2", "3").label == ("lengkap",)
        assert arrow(grid, "2", END).label == ("A",)
        assert arrow(grid, "2", "1").label == ("B",)
        assert f"A = {long} B = {long}" in " ".join(note.lines)

    def test_without_a_note_column_long_conditions_are_wrapped(self) -> None:
        """Where the form has no place to explain letters, the words stand at the arrow."""
        long = "berkas permohonan tidak memenuhi persyaratan yang ditentukan"
        decision = step(2, "b", branches=(Branch(END, when=long),), when="lengkap", returns=back("1"))
        form = Form(None, (Column(ColumnName.ACTIVITY), Column(ColumnName.ACTORS)))
        grid = lay_out(sop(step(1, "a"), decision, step(3, "c"), form=form))

        assert " ".join(arrow(grid, "2", END).label) == long

    @pytest.mark.parametrize("word", ["dikembalikan", "ditandatangani", "dipertimbangkan"])
    def test_a_word_is_kept_whole(self, word: str) -> None:
        """A word that is wider than a narrow label is not broken."""
        decision = step(2, "b", when="ya", returns=back("1", when=word))
        grid = lay_out(sop(step(1, "a"), decision))

        assert arrow(grid, "2", "1").label == (word,)
        assert arrow(grid, "2", "1").label_text == word
