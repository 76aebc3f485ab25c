"""Drawings as files of each form, and what the SVG answers when it is asked."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import graphviz  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings

from sopkit import load
from sopkit.chart import FORMS, digraph, draw
from sopkit.errors import UnknownName
from sopkit.layout import ArrowKind, SymbolKind
from sopkit.layout.metrics import text_width
from sopkit.layout.table import lay_out
from tests.charts import SVG, bounds, figures, group, inside, numbers, picture, places, texts_of
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop

SOPS = Path(__file__).parent.parent / "sops"

few = settings(max_examples=12)


class TestForms:
    """An SOP is drawn as SVG, PNG, PDF, DOT or its layout as JSON."""

    @pytest.mark.parametrize(
        ("form", "beginning"),
        [
            ("svg", b'<?xml version="1.0" encoding="UTF-8"?>\n<svg '),
            ("png", b"\x89PNG\r\n\x1a\n"),
            ("pdf", b"%PDF-"),
            ("dot", b"digraph sop {\n"),
            ("layout", b"{\n"),
        ],
    )
    def test_each_form_is_what_it_is_called(self, form: str, beginning: bytes) -> None:
        """A drawing begins with the bytes that mark a file of its form."""
        drawn = draw(picture(), form)

        assert drawn.startswith(beginning)

    @pytest.mark.parametrize("form", FORMS)
    def test_the_same_sop_gives_the_same_bytes(self, form: str) -> None:
        """Drawing twice gives identical files."""
        first = draw(picture(), form)

        assert draw(picture(), form) == first

    def test_another_form_is_refused(self) -> None:
        """A form that does not exist is refused with those that do."""
        with pytest.raises(UnknownName, match="no form `jpeg`; known: svg, png, pdf, dot, layout"):
            draw(picture(), "jpeg")

    def test_a_png_has_144_dots_an_inch(self) -> None:
        """A PNG is twice as many pixels wide and high as the table is points, give or take a pixel."""
        drawn = draw(picture(), "png")
        grid = lay_out(picture())

        width, height = (int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20))
        assert abs(width - 2 * grid.width) <= 2
        assert abs(height - 2 * grid.height) <= 2


class TestSvg:
    """The SVG tells programs and people what stands where."""

    def test_it_is_one_picture_with_a_name(self) -> None:
        """The root is an image whose title names the SOP and whose description tells the flow."""
        root = figures(picture())

        assert root.get("role") == "img"
        assert group(root, root.get("aria-labelledby", "")).text == "Diagram alir SOP Pengiriman Surat"
        told = group(root, root.get("aria-describedby", "")).text or ""
        assert "Jika salah, kembali ke langkah 1. Langkah 3, Kasubbag dan Kabag bersama-sama:" in told
        assert "salah satu dari Kasubbag atau Kabag: Memeriksa konsep surat." in told
        assert "Jika batal, prosedur selesai." in told

    def test_it_speaks_the_language_of_the_form(self) -> None:
        """An SOP whose form is English has English titles."""
        root = figures(picture("en"))

        assert root.get("lang") == "en"
        assert "If salah, go back to step 1." in (group(root, "sop-description").text or "")

    @pytest.mark.parametrize(
        ("step", "actor", "kind"), [("konsep", "staf", "start"), ("kirim", "staf", "end")]
    )
    def test_the_first_and_the_last_step_are_capsules(self, step: str, actor: str, kind: str) -> None:
        """A capsule is a rectangle whose ends are half circles."""
        found = _symbol(picture(), step, actor)

        assert found.get("data-kind") == kind
        (shape,) = found.findall(f"{SVG}rect")
        assert float(shape.get("rx", "0")) == float(shape.get("height", "0")) / 2

    def test_the_diamond_stands_in_its_actors_column(self) -> None:
        """The diamond of step 2 lies within the cell of its row and of the column of Kasubbag."""
        found = _symbol(picture(), "periksa", "kasubbag")
        grid = lay_out(picture())

        (cell,) = [c for c in grid.cells if c.step == "periksa" and c.column == "actor:kasubbag"]
        (shape,) = found.findall(f"{SVG}polygon")
        assert found.get("data-kind") == "decision"
        assert len(set(shape.get("points", "").split())) == 4
        assert inside(bounds(shape, grid.height), cell.box)

    def test_a_symbol_has_a_title(self) -> None:
        """A pointer that rests on a diamond reads its step, its actor and its question."""
        found = _symbol(picture(), "periksa", "kabag")

        assert found.findtext(f"{SVG}title") == (
            "Langkah 2, Kabag: Memeriksa konsep surat. Keputusan: Apakah konsep sudah benar?"
        )

    def test_returns_look_different_without_colour(self) -> None:
        """The line of a return is dashed, those of other ways are not."""
        root = figures(picture())
        dashed = {
            element.get("data-kind"): line.get("stroke-dasharray") is not None
            for element in root.iter(f"{SVG}g")
            if "arrow" in (element.get("class") or "").split()
            for line in element.findall(f"{SVG}path")
            if element.get("data-kind") != "joint"
        }

        assert dashed == {"return": True, "forward": False, "branch": False}

    def test_colours_can_be_changed_from_outside(self) -> None:
        """Every colour is a CSS variable, and an attribute for programs that know no CSS."""
        root = figures(picture())

        style = root.findtext(f"{SVG}style") or ""
        assert "--sop-return:#b3261e" in style
        assert ".arrow.return .line" in style
        colours = {element.get("stroke") for element in root.iter(f"{SVG}path")}
        assert "#b3261e" in colours

    def test_nothing_in_it_runs_or_leads_away(self) -> None:
        """There is no script, no link and no foreign address in the drawing."""
        root = figures(picture())

        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        names = {name for element in root.iter() for name in element.attrib}
        assert tags <= {"svg", "title", "desc", "style", "g", "rect", "polygon", "polyline", "path", "text"}
        assert not {name for name in names if name.startswith("on") or "href" in name}

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_every_way_and_symbol_is_there_once(self, sop: Sop) -> None:
        """Each symbol, arrow and row of the layout is one group with its own id; no id occurs twice."""
        grid = lay_out(sop)
        root = figures(sop)

        ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
        expected = {symbol.id for symbol in grid.symbols} | {arrow.id for arrow in grid.arrows}
        expected |= {f"row-{number}" for number in range(1, len(sop.steps) + 1)}
        assert len(ids) == len(set(ids))
        assert expected <= set(ids)

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_every_text_lies_in_its_cell(self, sop: Sop) -> None:
        """Each line of text lies within a cell of words, a symbol or a label's box."""
        grid = lay_out(sop)
        boxes = places(grid)

        strays = [
            text for text, place in texts_of(figures(sop)) if not any(inside(place, b, 1.0) for b in boxes)
        ]
        assert strays == []

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_foreign_letters_cannot_widen_a_text(self, sop: Sop) -> None:
        """Each line of text carries its measured width, and its letters may be squeezed into it."""
        for line in figures(sop).iter(f"{SVG}text"):
            bold = line.get("font-weight") == "bold"
            measured = text_width(line.text or "", float(line.get("font-size", "0")), bold)

            assert float(line.get("textLength", "0")) == pytest.approx(measured, abs=0.001)
            assert line.get("lengthAdjust") == "spacingAndGlyphs"

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_symbols_stand_where_the_layout_says(self, sop: Sop) -> None:
        """The drawn outline of each symbol has the place and size of its box."""
        grid = lay_out(sop)
        root = figures(sop)

        for symbol in grid.symbols:
            (shape,) = [e for e in group(root, symbol.id) if e.tag in {f"{SVG}rect", f"{SVG}polygon"}]
            box = symbol.box
            expected = (box.x, box.y, box.right, box.bottom)
            assert bounds(shape, grid.height) == pytest.approx(expected, abs=0.05)

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_arrows_run_where_the_layout_says(self, sop: Sop) -> None:
        """The line of each arrow passes its first point and all its bends; its head ends at its tip."""
        grid = lay_out(sop)
        root = figures(sop)

        for arrow in grid.arrows:
            drawn = group(root, arrow.id)
            (line,) = drawn.findall(f"{SVG}path")
            found = numbers(line)
            places = set(zip(found[::2], (y + grid.height for y in found[1::2]), strict=True))
            ends = arrow.points[:-1] if arrow.head else arrow.points
            assert all(any(abs(x - px) < 0.1 and abs(y - py) < 0.1 for px, py in places) for x, y in ends)
            heads = drawn.findall(f"{SVG}polygon")
            assert len(heads) == arrow.head
            if heads:
                tip = arrow.points[-1]
                corners = numbers(heads[0])
                points = zip(corners[::2], (y + grid.height for y in corners[1::2]), strict=True)
                assert min(math.dist(tip, point) for point in points) < 2
                at = 0 if arrow.kind is ArrowKind.RETURN else len(found) - 2
                last = (found[at], found[at + 1] + grid.height)
                stretch = math.dist(arrow.points[-2], tip)
                assert math.dist(arrow.points[-2], last) + math.dist(last, tip) == pytest.approx(
                    stretch, abs=0.1
                )

    def test_shared_dashes_lie_on_each_other(self) -> None:
        """A return is drawn from its head on: returns into one step have their dashes in one place."""
        text = draw(picture(), "dot").decode()
        returns = [line for line in text.splitlines() if 'class="arrow return"' in line]

        assert returns
        assert all('dir="back"' in line and 'pos="s,' in line for line in returns)

    @pytest.mark.dot
    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_a_system_graphviz_draws_the_same(self, sop: Sop) -> None:
        """The embedded engine and a system Graphviz agree about every figure and text within two points."""
        own, system = figures(sop), figures(sop, engine="dot")

        places = [[numbers(element) for element in root.iter()] for root in (own, system)]
        assert [len(found) for found in places[0]] == [len(found) for found in places[1]]
        differences = [
            abs(a - b) for one, other in zip(*places, strict=True) for a, b in zip(one, other, strict=True)
        ]
        assert max(differences) <= 2
        assert [text for text, _ in texts_of(own)] == [text for text, _ in texts_of(system)]


def _symbol(sop: Sop, step: str, actor: str):  # type: ignore[no-untyped-def]
    (found,) = [
        element
        for element in figures(sop).iter(f"{SVG}g")
        if element.get("data-step") == step
        and element.get("data-actor") == actor
        and len(element) > 0
        and element.find(f"{SVG}text") is None
    ]
    return found


class TestGraphvizObject:
    """The DOT is at hand as an object of the `graphviz` package."""

    def test_it_is_a_source_of_the_graphviz_package(self) -> None:
        """What `digraph` returns can be saved, piped and shown like every `graphviz.Source`."""
        graph = digraph(picture())

        assert isinstance(graph, graphviz.Source)
        assert graph.source.encode() == draw(picture(), "dot")

    def test_a_notebook_shows_it_without_a_system_graphviz(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The picture in a notebook comes from the embedded engine, even if no `dot` is on the PATH."""
        monkeypatch.setenv("PATH", "")
        bundle = digraph(picture())._repr_mimebundle_()

        assert "</svg>" in bundle["image/svg+xml"]

    @pytest.mark.parametrize("name", ["neato", "dot", "fdp"])
    @pytest.mark.dot
    def test_positions_stay_pinned_under_every_layout_engine(self, name: str) -> None:
        """Whatever layout program is asked for, the table stays as it is."""
        graph = digraph(picture())
        pictures = [
            subprocess.run(
                [engine, "-Tsvg"], input=graph.source.encode(), capture_output=True, check=True
            ).stdout
            for engine in (name, "dot")
        ]

        assert pictures[0] == pictures[1]


def test_importing_the_chart_loads_no_drawing_library() -> None:
    """An app that does not draw pays for no drawing library, and drawing an SVG loads neither of two."""
    program = (
        "import sys, json; import sopkit.chart as chart; before = sorted(sys.modules);"
        "from tests.charts import picture; chart.draw(picture());"
        "print(json.dumps([before, sorted(sys.modules)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    before, after = (set(names) for names in json.loads(done.stdout))

    assert not before & {"graphviz", "reportlab", "transitions", "jsonschema", "sopkit.layout.table"}
    assert not after & {"graphviz", "reportlab"}


def test_every_kind_of_symbol_is_known_to_the_theme() -> None:
    """The theme has a fill for each kind of symbol that the layout can hold."""
    from sopkit.chart.theme import COLOUR

    assert set(COLOUR.fills) == set(SymbolKind)


@pytest.mark.dot
@pytest.mark.parametrize("file", sorted(SOPS.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_system_graphviz_draws_our_own_sops_the_same(file: Path) -> None:
    """For every SOP that travels with sopkit the two engines agree within two points."""
    sop = load(file)
    own, system = (list(figures(sop, engine=engine).iter()) for engine in (None, "dot"))

    apart = [
        abs(a - b)
        for one, other in zip(own, system, strict=True)
        for a, b in zip(numbers(one), numbers(other), strict=True)
    ]
    assert len(apart) > 500
    assert max(apart) <= 2
