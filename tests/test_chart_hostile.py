"""Hostile words in every field stay words, in every form of drawing."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.chart import draw
from sopkit.chart.dot_writer import dot_text
from sopkit.chart.render import command
from sopkit.chart.shapes import printable
from sopkit.layout.table import lay_out
from tests.charts import HOSTILE, SVG, figures, letter, picture, saying, texts_of
from tests.strategies import sops

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterator

    from sopkit.layout import Grid
    from sopkit.model import Sop

ENGINES = ["graphviz-pure", pytest.param("dot", marks=pytest.mark.dot)]
HARMLESS = {"svg", "title", "desc", "style", "g", "rect", "polygon", "polyline", "path", "text"}


def _lines(grid: Grid) -> Iterator[str]:
    """Return all lines of text that a drawing of the table must hold."""
    for cell in grid.cells:
        yield from cell.lines
    for symbol in grid.symbols:
        yield from symbol.lines
    for arrow in grid.arrows:
        yield from arrow.label


def _words(root: ET.Element) -> str:
    return " ".join(text for text, _ in texts_of(root))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_drawn_as_they_are(words: str, engine: str) -> None:
    """Every line of the layout is in the SVG of either engine, letter by letter, and makes no element."""
    sop = saying(words)
    root = figures(sop, engine=engine)

    assert Counter(text for text, _ in texts_of(root)) == Counter(_lines(lay_out(sop)))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= HARMLESS


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_whole_in_titles(words: str) -> None:
    """The title of the picture, its description and the title of each symbol quote the words unchanged."""
    root = figures(saying(words))

    assert root.findtext(f"{SVG}title") == f"Diagram alir SOP {words}"
    assert words in (root.findtext(f"{SVG}desc") or "")
    titles = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert sum(words in title for title in titles) > 10


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", ["png", "pdf", "layout"])
def test_hostile_words_break_no_form(words: str, form: str) -> None:
    """Every form can be drawn with them."""
    drawn = draw(saying(words), form)

    assert len(drawn) > 1000


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_can_hold_is_marked(control: str) -> None:
    """Control characters and halves of letters become the replacement character, and the rest stays."""
    sop = replace(
        picture(), title=f"a{control}b", steps=(letter(1, activity=f"satu{control}dua", next="end"),)
    )
    words = _words(figures(sop))

    assert "satu\ufffddua" in words
    assert control not in words


@given(st.text())
def test_printable_texts_are_left_alone(text: str) -> None:
    """A text without forbidden characters is not changed, and none is longer or shorter than before."""
    shown = printable(text)

    assert len(shown) == len(text)
    assert printable(shown) == shown
    assert all(before == after for before, after in zip(text, shown, strict=True) if after != "\ufffd")


@settings(max_examples=12)
@given(sops(max_steps=6, max_actors=4))
def test_no_label_is_too_large_for_its_node(sop: Sop) -> None:
    """The embedded engine never warns that a node is too small for its label."""
    asked = [part for part in command("svg") if part != "-q"]
    done = subprocess.run(asked, input=dot_text(lay_out(sop)).encode(), capture_output=True, check=True)

    assert b"too small" not in done.stderr


def test_no_quoted_string_is_too_long_for_older_engines() -> None:
    """Each quoted string of the DOT of a long table stays below 16,000 bytes."""
    steps = tuple(replace(letter(1), number=number, id=None, activity="日" * 200) for number in range(1, 101))
    dot = dot_text(lay_out(replace(picture(), steps=steps)))

    longest = max(len(found.encode()) for found in re.findall(r'"(?:[^"\\]|\\.)*"', dot))
    assert len(dot.encode()) > 64_000
    assert longest < 16_000


@pytest.mark.parametrize("words", HOSTILE)
def test_words_add_no_node_and_no_edge(words: str) -> None:
    """The engine finds exactly the rows, symbols and arrows of the layout in the DOT, no more."""
    grid = lay_out(saying(words))
    done = subprocess.run(command("svg"), input=dot_text(grid).encode(), capture_output=True, check=True)

    nodes = re.findall(rb'class="node (row|symbol|words)', done.stdout)
    assert nodes.count(b"row") == len(grid.rows)
    assert nodes.count(b"symbol") == len(grid.symbols)
    assert len(re.findall(rb'class="edge arrow', done.stdout)) == len(grid.arrows)
