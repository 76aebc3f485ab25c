"""No word leaves its place: asked of the PDF and the PNG that come out, not of the layout."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from PIL import Image, ImageChops, ImageDraw

import sopkit
from sopkit.chart import draw
from sopkit.chart.form import form, form_pages, sheet_for
from sopkit.layout.table import lay_out
from tests.charts import inside, places
from tests.command_line import ROOT
from tests.pdfs import text_boxes
from tests.strategies import sops

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.layout import Grid
    from sopkit.model import Sop

SOPS: Final = sorted((ROOT / "sops").glob("*.yaml"))
RED_WORDS: Final = """
[colours]
paper = "#ffffff"
text = "#ff0000"
header = "#ffffff"
start = "#ffffff"
process = "#ffffff"
decision = "#ffffff"
end = "#ffffff"
"""
"""A theme in which words alone are red."""
LINES: Final = ("frame", "rule", "lane", "symbol", "forward", "return", "branch", "joint", "one-of")
PNG_DPI: Final = 144
INK: Final = 60
"""So much more red than green has a point that is part of a letter."""


def strays(drawn: bytes, grids: tuple[Grid, ...]) -> list[str]:
    """Return the words of a PDF that do not stand in a cell, a symbol or a label's box of their page."""
    return [
        words
        for grid, page in zip(grids, text_boxes(drawn), strict=True)
        for words, place in page
        if words.strip() and not any(inside(place, box, 1.0) for box in places(grid))
    ]


class TestPdf:
    """The boxes of its text, as a reader of PDF finds them."""

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_words_of_every_form_stay_in_their_places(self, file: Path) -> None:
        """On every page of every printed procedure each line of words stands where it belongs."""
        sop = sopkit.load(file)

        assert strays(form(sop), form_pages(sop, sheet_for(sop))) == []

    @settings(max_examples=15)
    @given(sops(max_steps=6, max_actors=4))
    def test_words_of_any_table_stay_in_their_places(self, sop: Sop) -> None:
        """Whatever the words are, none leaves its cell, its symbol or its arrow."""
        assert strays(draw(sop, "pdf"), (lay_out(sop),)) == []

    def test_a_word_out_of_place_is_seen(self) -> None:
        """The boxes found are those of the words: held against the table of another SOP, some are strays."""
        one, other = (sopkit.load(file) for file in SOPS[:2])

        assert strays(draw(one, "pdf"), (lay_out(other),)) != []


class TestPng:
    """The ink of its words, in a theme in which they alone are red."""

    @pytest.mark.parametrize("file", SOPS, ids=lambda file: file.stem)
    def test_ink_stays_in_its_places(self, file: Path, tmp_path: Path) -> None:
        """No red is left once cells, symbols and labels are wiped, and there was some."""
        sop = sopkit.load(file)
        ink = _ink(draw(sop, "png", theme=_theme(tmp_path)))
        assert ink.getbbox() is not None

        _wipe(ink, lay_out(sop))

        assert ink.getbbox() is None

    def test_ink_out_of_place_is_seen(self, tmp_path: Path) -> None:
        """Ink is left where the cells of another SOP are wiped."""
        one, other = (sopkit.load(file) for file in SOPS[:2])
        ink = _ink(draw(one, "png", theme=_theme(tmp_path)))

        _wipe(ink, lay_out(other))

        assert ink.getbbox() is not None


def _theme(folder: Path) -> Path:
    path = folder / "red.toml"
    lines = "".join(f'[lines.{name}]\ncolour = "#000000"\n' for name in LINES)
    path.write_text(RED_WORDS + lines, encoding="utf-8")
    return path


def _ink(drawn: bytes) -> Image.Image:
    red, green, _ = Image.open(io.BytesIO(drawn)).convert("RGB").split()
    return ImageChops.subtract(red, green).point(lambda more: 255 if more > INK else 0)


def _wipe(ink: Image.Image, grid: Grid) -> None:
    scale = PNG_DPI / 72
    pen = ImageDraw.Draw(ink)
    for box in places(grid):
        pen.rectangle(
            (box.x * scale - 1, box.y * scale - 1, box.right * scale + 1, box.bottom * scale + 1), fill=0
        )
