"""What a browser makes of a drawing: what it tells, where its words stand, what it asks for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from sopkit.chart import draw
from sopkit.chart.theme import COLOUR
from sopkit.document import load
from sopkit.layout.marks import marks
from sopkit.layout.table import lay_out
from sopkit.machine import Case, start
from tests.browser import Browser
from tests.charts import HOSTILE, inside, picture, places, saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.layout import Grid

pytestmark = pytest.mark.browser

SEED: Final = Path(__file__).parent.parent / "sops" / "perbaikan-data-kinerja.yaml"
BOXES: Final = """[...document.querySelectorAll("svg text")].map(text => {
    const box = text.getBBox(), where = text.getCTM(), end = text.ownerSVGElement.getCTM().inverse();
    const point = new DOMPoint(box.x, box.y).matrixTransform(where).matrixTransform(end);
    return [text.textContent, point.x, point.y, point.x + box.width, point.y + box.height];
})"""
FONTS: Final = ["Arial", "DejaVu Sans", "DejaVu Sans Mono", "DejaVu Serif", "serif", "monospace", "cursive"]
NOISE_PT: Final = 2.5
"""Boxes of letters reach above capitals and below commas, where nothing is drawn."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser that all tests of this file share."""
    with Browser(tmp_path_factory.mktemp("browser")) as one:
        yield one


def shown(browser: Browser, folder: Path, drawing: bytes) -> None:
    """Open a drawing as a file of its own."""
    path = folder / "gambar.svg"
    path.write_bytes(drawing)
    browser.open(path)


def within_a_page(browser: Browser, folder: Path, drawing: bytes) -> None:
    """Open a page that holds a drawing, and two places to go to."""
    svg = drawing.decode().partition("?>")[2]
    path = folder / "halaman.html"
    text = f'<!doctype html><meta charset="utf-8"><title>SOP</title>{svg}<p id="satu">1<p id="dua">2'
    path.write_text(text, encoding="utf-8")
    browser.open(path)


def preferring(browser: Browser, *, dark: bool = False, printed: bool = False) -> None:
    """Let the reader prefer dark or light, and read on a screen or on paper."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.ask("Emulation.setEmulatedMedia", media="print" if printed else "screen", features=[scheme])


def colour(browser: Browser, selector: str, name: str = "fill") -> str:
    """Return the colour in which the browser draws the first figure of a selector."""
    value: str = browser.run(f"getComputedStyle(document.querySelector({selector!r})).{name}")
    red, green, blue = (int(part) for part in value.removeprefix("rgb(").removesuffix(")").split(","))
    return f"#{red:02x}{green:02x}{blue:02x}"


def strays(browser: Browser, grid: Grid) -> list[Any]:
    """Return the words that do not stand in a cell, a symbol or a label's box."""
    boxes = places(grid)
    return [
        text
        for text, *place in browser.run(BOXES)
        if not any(inside((*place,), box, NOISE_PT) for box in boxes)
    ]


def case_of_the_letter() -> Case:
    """Return a case with steps that are done, done again and at work."""
    case = start(picture(), by="staf", at=datetime(2026, 1, 5, 8)).complete(
        by="staf", at=datetime(2026, 1, 5, 9)
    )
    return case.send_back(by="kabag", at=datetime(2026, 1, 5, 10))


class TestHeard:
    """What a browser hands on to a screen reader."""

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_it_is_an_image_with_a_name_and_the_whole_flow(
        self, browser: Browser, tmp_path: Path, language: str
    ) -> None:
        """The accessibility tree has one image, named after the SOP and described by its flow."""
        shown(browser, tmp_path, draw(picture(language)))

        (image,) = [part for part in browser.heard() if part["role"] == "image"]
        name, back = {
            "id": ("Diagram alir SOP Pengiriman Surat", "Jika salah, kembali ke langkah 1."),
            "en": ("Flowchart of the SOP Pengiriman Surat", "If salah, go back to step 1."),
        }[language]
        assert image["name"] == name
        assert back in image["description"]

    def test_it_is_heard_within_a_page_too(self, browser: Browser, tmp_path: Path) -> None:
        """A drawing that stands in a page has its name and its description there."""
        within_a_page(browser, tmp_path, draw(picture()))

        (image,) = [part for part in browser.heard() if part["role"] == "image"]
        assert image["name"] == "Diagram alir SOP Pengiriman Surat"
        assert "Langkah 5, Staf: Mengirim surat." in image["description"]

    def test_a_case_is_heard(self, browser: Browser, tmp_path: Path) -> None:
        """The description tells where the case stands."""
        shown(browser, tmp_path, draw(picture(), case=case_of_the_letter()))

        (image,) = [part for part in browser.heard() if part["role"] == "image"]
        assert "Sedang dikerjakan sejak 5 Januari 2026 pukul 10.00." in image["description"]

    def test_links_are_heard_and_followed(self, browser: Browser, tmp_path: Path) -> None:
        """Each linked symbol is a link with the words of its title, and leads into the page."""
        within_a_page(browser, tmp_path, draw(picture(), links={"konsep": "#satu", "kirim": "#dua"}))

        heard = browser.heard()
        links = [part["name"] for part in heard if part["role"] == "link"]
        (whole,) = [part for part in heard if part["role"] == "graphics-document"]
        assert links == ["Langkah 1, Staf: Menyusun konsep surat.", "Langkah 5, Staf: Mengirim surat."]
        assert whole["name"] == "Diagram alir SOP Pengiriman Surat"
        browser.run('document.querySelector("#symbol-kirim-1 a").dispatchEvent(new MouseEvent("click"))')
        assert browser.run("location.hash") == "#dua"


class TestSeen:
    """What a browser draws."""

    @pytest.mark.parametrize("font", FONTS)
    @pytest.mark.parametrize("name", ["letter", "case", "seed"])
    def test_words_stay_in_their_places(self, browser: Browser, tmp_path: Path, name: str, font: str) -> None:
        """With whatever letters, each line of text stands in its cell, its symbol or at its arrow."""
        case = case_of_the_letter() if name == "case" else None
        sop = load(SEED) if name == "seed" else picture()
        shown(browser, tmp_path, draw(sop, case=case))

        browser.run(f'document.querySelector("svg").setAttribute("font-family", {font!r})')

        grid = lay_out(sop, marks=None if case is None else marks(sop, case))
        assert strays(browser, grid) == []

    def test_colours_follow_the_reader(self, browser: Browser, tmp_path: Path) -> None:
        """Who prefers dark sees light words on dark paper, and prints black on white all the same."""
        shown(browser, tmp_path, draw(picture()))

        preferring(browser)
        assert (colour(browser, ".paper"), colour(browser, "text")) == (COLOUR.paper, COLOUR.text)
        preferring(browser, dark=True)
        assert (colour(browser, ".paper"), colour(browser, "text")) == (
            COLOUR.dark["paper"],
            COLOUR.dark["text"],
        )
        assert colour(browser, ".arrow.return .line", "stroke") == COLOUR.dark["return"]
        assert colour(browser, ".symbol.decision .shape") == COLOUR.dark["decision"]
        preferring(browser, dark=True, printed=True)
        assert (colour(browser, ".paper"), colour(browser, "text")) == ("#ffffff", "#000000")
        preferring(browser)

    def test_states_have_their_colours(self, browser: Browser, tmp_path: Path) -> None:
        """The style sheet draws a state as the attributes do for programs that know no CSS."""
        shown(browser, tmp_path, draw(picture(), case=case_of_the_letter()))
        preferring(browser)

        assert colour(browser, "#symbol-konsep-1 .shape") == COLOUR.colours()["current-fill"]
        assert colour(browser, "#symbol-konsep-1 .shape", "stroke") == COLOUR.colours()["current"]

    def test_monochrome_stays_light(self, browser: Browser, tmp_path: Path) -> None:
        """The theme for paper has no dark side."""
        shown(browser, tmp_path, draw(picture(), theme="monochrome"))
        preferring(browser, dark=True)

        assert colour(browser, ".paper") == "#ffffff"
        preferring(browser)


class TestQuiet:
    """A drawing asks for nothing and runs nothing."""

    @pytest.mark.parametrize("words", HOSTILE)
    def test_no_words_run_or_lead_away(self, browser: Browser, tmp_path: Path, words: str) -> None:
        """Whatever is written in an SOP, the browser runs no script and asks for no other file."""
        shown(browser, tmp_path, draw(saying(words)))

        assert browser.requests == [(tmp_path / "gambar.svg").as_uri()]
        assert browser.run('document.querySelectorAll("script, a, image, foreignObject, use").length') == 0
        assert browser.run("document.documentElement.localName") == "svg"
