"""What programs find in an SVG: where a row or a symbol can be linked to, where it leads, and pages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import render
from sopkit.chart.svg import dressed
from sopkit.chart.words import Words
from sopkit.errors import InvalidValue, UnknownName
from sopkit.layout.pages import lay_out_pages
from sopkit.layout.paper import sheet
from sopkit.layout.table import lay_out
from sopkit.model import Branch, Paper, StepKey
from tests.charts import SVG, figures, group, letter, picture
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop

few = settings(max_examples=12)


class TestTargets:
    """Every row and symbol can be linked to."""

    def test_rows_are_found_by_number_and_by_id(self) -> None:
        """`#row-2` and `#row-of-periksa` lead to the same row; the second stays when rows are added."""
        root = figures(picture())

        row = group(root, "row-2")
        assert group(root, "row-of-periksa") in list(row)
        assert row.get("data-step") == "periksa"

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_every_step_has_its_targets(self, sop: Sop) -> None:
        """Each step has a row by its key, and each of its actors a symbol; no id occurs twice."""
        ids = [element.get("id") for element in figures(sop).iter() if element.get("id")]

        assert len(ids) == len(set(ids))
        assert {f"row-of-{step.key}" for step in sop.steps} <= set(ids)

    @few
    @given(sops(max_steps=6, max_actors=4))
    def test_every_part_says_what_it_is(self, sop: Sop) -> None:
        """Rows and symbols name their step, arrows both of theirs, and all of them their kind."""
        root, grid = figures(sop), lay_out(sop)
        parts = [element for element in root.iter(f"{SVG}g") if element.get("data-kind")]

        assert len(parts) == len(grid.rows) + len(grid.symbols) + len(grid.arrows)
        for part in parts:
            wanted = ("data-from", "data-to") if part.get("data-from") else ("data-step",)
            assert all(part.get(name) for name in wanted)


class TestLinks:
    """Symbols lead to fragments of the page that holds the drawing, and nowhere else."""

    def test_symbols_of_a_step_are_links(self) -> None:
        """All symbols of a step that has a link lead there, those of others nowhere."""
        root = figures(picture(), links={"periksa": "#langkah-2", "5": "#langkah-5"})

        found = {
            element.get("id"): link.get("href")
            for element in root.iter(f"{SVG}g")
            for link in element.findall(f"{SVG}a")
        }
        assert found == {
            "symbol-periksa-2": "#langkah-2",
            "symbol-periksa-2-end": "#langkah-2",
            "symbol-periksa-3": "#langkah-2",
            "symbol-kirim-1": "#langkah-5",
        }

    def test_a_linked_symbol_keeps_its_title_and_shape(self) -> None:
        """What was in the symbol is in the link."""
        link = group(figures(picture(), links={"konsep": "#a"}), "symbol-konsep-1").find(f"{SVG}a")

        assert link is not None
        assert [element.tag.removeprefix(SVG) for element in link] == ["title", "rect"]

    def test_a_drawing_with_links_has_parts(self) -> None:
        """An image hides its parts from those who listen, so a drawing with links is a document."""
        assert figures(picture()).get("role") == "img"
        assert figures(picture(), links={"konsep": "#a"}).get("role") == "graphics-document document"

    @pytest.mark.parametrize(
        "link",
        [
            "javascript:alert(1)",
            "https://example.org/#a",
            "//example.org",
            "a",
            "#",
            "#1",
            "#a b",
            '#a"',
            "#a\n",
            "#a&b",
            "#<script>",
            "",
            None,
            1,
        ],
    )
    def test_other_links_are_refused(self, link: str) -> None:
        """A script, another page and what is no plain fragment are refused."""
        with pytest.raises(InvalidValue, match="the link of step `konsep`"):
            figures(picture(), links={"konsep": link})

    def test_link_of_an_unknown_step_is_refused(self) -> None:
        """A link of a step that is not there is refused with those that are."""
        with pytest.raises(UnknownName, match="no step `susun`; known: konsep, periksa"):
            figures(picture(), links={"susun": "#a"})

    @few
    @given(st.text(max_size=20))
    def test_a_link_is_taken_as_it_is_or_refused(self, words: str) -> None:
        """Whatever is taken for a link stays inside the page."""
        try:
            root = figures(picture(), links={"konsep": f"#{words}"})
        except InvalidValue:
            return
        (link,) = root.iter(f"{SVG}a")
        assert link.get("href") == f"#{words}"
        assert words.isascii()


def test_pages_name_their_rows_and_connectors() -> None:
    """On a later page the rows keep their numbers, and each pentagon tells its letter."""
    steps = [replace(letter(5), number=number, id=None) for number in range(1, 30)]
    steps[-1] = replace(steps[-1], returns=(Branch(StepKey("1"), when="salah"),))
    sop = replace(picture(), steps=tuple(steps))
    page = lay_out_pages(sop, sheet(Paper.A4))[1]
    words = Words.of(sop, page)

    root = ET.fromstring(dressed(render(dot_text(page, words.titles), "svg"), page, words))

    first = group(root, f"row-{page.first_row}")
    assert page.first_row > 1
    assert first.get("data-step") == str(page.first_row)
    assert (first.findtext(f"{SVG}title") or "").startswith(f"Langkah {page.first_row}: ")
    connector = group(root, "connector-A-from")
    assert (connector.get("data-kind"), connector.get("data-letter")) == ("connector", "A")
    assert connector.get("data-step") is None
    assert (connector.findtext(f"{SVG}title") or "").startswith("Penghubung A: ")
