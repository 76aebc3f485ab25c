"""The PDF of the long table."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from sopkit.chart import draw
from sopkit.layout.table import lay_out
from tests.charts import picture
from tests.strategies import sops

if TYPE_CHECKING:
    from sopkit.model import Sop


def _streams(drawn: bytes) -> list[bytes]:
    """Return the decoded streams of a PDF."""
    found = re.findall(rb"/ASCII85Decode[^>]*>>\s*stream\r?\n(.*?)~>", drawn, re.DOTALL)
    return [zlib.decompress(a85decode(stream.strip())) for stream in found]


def _page(drawn: bytes) -> bytes:
    (page,) = [stream for stream in _streams(drawn) if b" Tf " in stream]
    return page


def test_it_is_one_page_of_the_size_of_the_table() -> None:
    """The PDF has one page, as wide and high as the laid-out table in points."""
    drawn = draw(picture(), "pdf")
    grid = lay_out(picture())

    (box,) = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", drawn)
    assert [float(side) for side in box] == pytest.approx([grid.width, grid.height], abs=0.01)


def test_only_the_packages_own_letters_are_in_it() -> None:
    """Both fonts are embedded subsets of Arimo; no font of the reader's machine is asked for."""
    drawn = draw(picture(), "pdf")

    fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", drawn))
    assert fonts == {b"AAAAAA+Arimo-Regular", b"AAAAAA+Arimo-Bold"}
    assert drawn.count(b"/FontFile2") == 2


def test_it_names_title_author_and_language() -> None:
    """A reader shows the title of the SOP and its agency, and a screen reader knows the language."""
    drawn = draw(picture(), "pdf")

    assert b"/Title (Diagram alir SOP Pengiriman Surat)" in drawn
    assert b"/Author (BIRO UMUM)" in drawn
    assert b"/Lang (id)" in drawn
    assert b"/DisplayDocTitle true" in drawn


def test_it_has_a_bookmark_for_each_step() -> None:
    """The outline lists the steps in their order."""
    drawn = draw(picture(), "pdf")

    titles = re.findall(rb"/Title \((Langkah \d[^)]*)\)", drawn)
    assert [title[:9] for title in titles] == [b"Langkah %d" % number for number in range(1, 6)]


@settings(max_examples=10)
@given(sops(max_steps=6, max_actors=4))
def test_arrows_run_where_the_layout_says(sop: Sop) -> None:
    """Every bend of every arrow is a point of a path in the PDF."""
    grid = lay_out(sop)
    page = _page(draw(sop, "pdf")).decode("latin-1")

    points = {(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) [ml]\b", page)}
    for arrow in grid.arrows:
        for x, y in arrow.points[:-1]:
            assert any(abs(x - px) < 0.01 and abs(grid.height - y - py) < 0.01 for px, py in points)
