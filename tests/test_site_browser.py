"""The pages of a catalogue in a real browser: by night, on paper and phones, by keys, and under attack."""

from __future__ import annotations

import posixpath
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

import pytest

from sopkit.settings.site_table import contrast
from tests.axe import axe_script, faults
from tests.catalogue import ALERT, HOSTILE_FILE, SEED
from tests.pdfs import texts_of

if TYPE_CHECKING:
    from tests.browser import Browser
    from tests.catalogue import Catalogue

pytestmark = pytest.mark.browser

needs_axe = pytest.mark.skipif(axe_script() is None, reason="no axe-core (package `axe-core-python`)")
OVERFLOW: Final = "document.documentElement.scrollWidth - window.innerWidth"
FOREIGN: Final = """[...document.querySelectorAll(
    'script:not([src]), iframe, object, embed, form, base, [src^="x"], [href^="javascript"], [srcdoc]'
)].map(each => each.outerHTML).concat([...document.querySelectorAll('*')].flatMap(
    each => [...each.attributes].filter(one => one.name.startsWith('on')).map(one => one.name)))"""
"""What no page has: scripts within, frames, handlers, and addresses that are scripts."""
FOCUSED: Final = "document.activeElement.closest('.symbol')?.id ?? ''"
HIDDEN: Final = "getComputedStyle(document.querySelector({0!r})).display === 'none'"


def colours(browser: Browser, selector: str) -> tuple[str, str]:
    """Return the colour of the letters of an element and that of the paper below it."""
    code = f"""(() => {{
        const hex = value => '#' + value.match(/\\d+/g).slice(0, 3)
            .map(part => Number(part).toString(16).padStart(2, '0')).join('');
        const element = document.querySelector({selector!r});
        let below = element;
        while (getComputedStyle(below).backgroundColor === 'rgba(0, 0, 0, 0)') below = below.parentElement;
        const style = getComputedStyle(element);
        const letters = element.closest('svg') ? style.fill : style.color;
        return [hex(letters), hex(getComputedStyle(below).backgroundColor)];
    }})()"""
    letters, paper = browser.run(code)
    return letters, paper


class TestEveryPage:
    """What holds for each page of a catalogue, those of the hostile SOP among them."""

    def test_all_links_lead_somewhere(self, catalogue: Catalogue) -> None:
        """Each link of each page leads to a file of the catalogue and, if it says so, to a part of it."""
        read = {page: catalogue.read(page) for page in catalogue.pages}
        lost = []
        for page, reader in read.items():
            for link in reader.links:
                parts = urlsplit(link)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
                target = target if parts.path else page
                is_there = not parts.scheme and (catalogue.folder / target).is_file()
                if not is_there or (parts.fragment and parts.fragment not in read[target].ids):
                    lost.append((page, link))

        assert lost == []

    def test_pages_fit_a_narrow_phone_ask_for_nothing_and_complain_of_nothing(
        self, surfer: Browser, catalogue: Catalogue
    ) -> None:
        """At 320 px nothing sticks out; only own files are asked for; there are no errors and no dialogs."""
        surfer.look(width_px=320)
        home = catalogue.folder.as_uri() + "/"
        found = []
        for page in catalogue.pages:
            surfer.open(catalogue.folder / page)
            away = [each for each in surfer.requests if not each.startswith(home)]
            strange = surfer.run(FOREIGN)
            if surfer.run(OVERFLOW) > 0 or away or strange or surfer.troubles:
                found.append((page, surfer.run(OVERFLOW), away, strange, surfer.troubles))

        assert found == []

    @pytest.mark.parametrize("width_px", [375, 1280])
    def test_nothing_sticks_out(self, surfer: Browser, catalogue: Catalogue, width_px: int) -> None:
        """No kind of page is wider than the window of a phone or a computer."""
        surfer.look(width_px=width_px)
        wide = []
        for page in catalogue.kinds:
            surfer.open(catalogue.folder / page)
            if surfer.run(OVERFLOW) > 0:
                wide.append(page)

        assert wide == []

    def test_cards_keep_the_parts_of_a_cell_together(self, surfer: Browser, catalogue: Catalogue) -> None:
        """On a phone no comma between two actors stands in a row of its own, apart from their titles."""
        loose = """[...document.querySelectorAll('.cards td')].filter(cell => cell.children.length > 0
            && getComputedStyle(cell).display === 'grid'
            && [...cell.childNodes].some(each => each.nodeType === 3 && each.data.trim())).length"""
        surfer.look(width_px=375)
        found = []
        for page in catalogue.pages:
            surfer.open(catalogue.folder / page)
            if surfer.run(loose):
                found.append(page)

        assert found == []

    def test_the_search_is_seen_at_once_on_a_phone(self, surfer: Browser, catalogue: Catalogue) -> None:
        """The words to search for can be written without scrolling."""
        surfer.look(width_px=375)
        surfer.open(catalogue.folder / "index.html")

        assert surfer.run("document.querySelector('#search-words').getBoundingClientRect().bottom") < 450

    def test_nothing_sticks_out_on_paper(self, surfer: Browser, catalogue: Catalogue) -> None:
        """On paper of A4 no kind of page is wider than the paper."""
        wide = []
        for page in catalogue.kinds:
            surfer.look(width_px=794, printed=True)
            surfer.open(catalogue.folder / page)
            if surfer.run(OVERFLOW) > 0:
                wide.append(page)

        assert wide == []

    @needs_axe
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_everyone_can_use_it(self, surfer: Browser, catalogue: Catalogue, dark: bool) -> None:
        """axe-core finds no serious and no critical fault on any kind of page, by day and by night."""
        surfer.look(dark=dark)
        found = {}
        for page in catalogue.kinds:
            surfer.open(catalogue.folder / page)
            if listed := faults(surfer):
                found[page] = listed

        assert found == {}

    @needs_axe
    def test_everyone_can_use_it_on_a_phone(self, surfer: Browser, catalogue: Catalogue) -> None:
        """axe-core finds no serious fault where rows have become cards."""
        surfer.look(width_px=375)
        found = {}
        for page in ("index.html", SEED):
            surfer.open(catalogue.folder / page)
            if listed := faults(surfer):
                found[page] = listed

        assert found == {}


class TestHostile:
    """Texts of an SOP stay texts."""

    def test_texts_are_shown_as_they_are(self, surfer: Browser, catalogue: Catalogue) -> None:
        """Markup in a title is read as letters, and makes no element."""
        surfer.look()
        surfer.open(catalogue.folder / HOSTILE_FILE)

        assert ALERT in surfer.run("document.querySelector('h1').textContent")
        assert ALERT in surfer.run("document.querySelector('#step-1').textContent")
        assert surfer.run("document.scripts.length") == 0
        pictures = surfer.run("[...document.images].map(each => each.getAttribute('src'))")
        assert [re.sub(r"[0-9a-f]{24}", "NUMBER", each) for each in pictures] == ["../logos/NUMBER.png"]

    def test_an_address_that_is_a_script_is_text(self, surfer: Browser, catalogue: Catalogue) -> None:
        """An actor named like a script is a link to its page like any other."""
        surfer.open(catalogue.folder / HOSTILE_FILE)
        links = "[...document.links].filter(each => each.textContent.startsWith('javascript:'))"

        assert set(surfer.run(f"{links}.map(each => each.protocol)")) == {"file:"}


class TestNight:
    """What prefers-color-scheme changes."""

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_letters_stand_out(self, surfer: Browser, catalogue: Catalogue, dark: bool) -> None:
        """Texts of page and drawing have a contrast of 4.5 at least (WCAG 2.2, 1.4.3)."""
        surfer.look(dark=dark)
        surfer.open(catalogue.folder / SEED)
        selectors = ("h1", "main p", "main a", "thead th", ".site-nav a", ".drawing svg text")
        faint = {each: found for each in selectors if contrast(*(found := colours(surfer, each))) < 4.5}

        assert faint == {}

    def test_night_is_dark(self, surfer: Browser, catalogue: Catalogue) -> None:
        """The paper is dark by night and light by day."""
        surfer.look(dark=True)
        surfer.open(catalogue.folder / SEED)
        _, dark = colours(surfer, "h1")
        surfer.look()
        _, light = colours(surfer, "h1")

        assert contrast(dark, "#ffffff") > 10
        assert light == "#ffffff"


class TestPaper:
    """What printing changes."""

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_it_is_black_on_white_without_ways_to_other_pages(
        self, surfer: Browser, catalogue: Catalogue, dark: bool
    ) -> None:
        """Paper shows the SOP in black on white, and nothing to click on, whatever the screen prefers."""
        surfer.look(width_px=794, dark=dark, printed=True)
        surfer.open(catalogue.folder / SEED)

        gone = (".site-nav", ".skip", ".downloads", ".contents", ".turning")
        assert [each for each in gone if not surfer.run(HIDDEN.format(each))] == []
        there = ("h1", "#flowchart", "#steps", "#identity")
        assert [each for each in there if surfer.run(HIDDEN.format(each))] == []
        seen = {colours(surfer, each) for each in ("h1", "#steps td", "#steps a")}
        assert seen == {("#000000", "#ffffff")}

    def test_the_search_is_not_printed(self, surfer: Browser, catalogue: Catalogue) -> None:
        """The list on paper has no search box."""
        surfer.look(width_px=794, printed=True)
        surfer.open(catalogue.folder / "index.html")

        assert surfer.run(HIDDEN.format("#search"))
        assert not surfer.run(HIDDEN.format("#sops"))

    def test_a_printed_page_has_the_whole_sop(self, surfer: Browser, catalogue: Catalogue) -> None:
        """A PDF that the browser makes has every step and no navigation."""
        surfer.look()
        surfer.open(catalogue.folder / SEED)
        printed: dict[str, Any] = surfer.ask("Page.printToPDF", preferCSSPageSize=True)
        words = " ".join(texts_of(b64decode(printed["data"])))

        assert "Mengarsipkan Perbaikan Data Kinerja dalam Arsip Biro" in words
        assert "Menurut pelaksana Menurut dasar hukum" not in words


class TestKeys:
    """Everything can be reached without a mouse."""

    def test_the_first_stop_skips_to_the_content(self, surfer: Browser, catalogue: Catalogue) -> None:
        """The first Tab stops at a visible link that leads past the navigation."""
        surfer.look()
        surfer.open(catalogue.folder / SEED)
        surfer.press("Tab")

        assert surfer.run("document.activeElement.className") == "skip"
        assert surfer.run("document.activeElement.getBoundingClientRect().top") >= 0

        surfer.press("Enter")
        assert surfer.run("document.activeElement.id") == "content"

    def test_tab_walks_through_the_flowchart(self, surfer: Browser, catalogue: Catalogue) -> None:
        """Tab stops at each symbol of a step in order, and one can see where."""
        surfer.look()
        surfer.open(catalogue.folder / SEED)
        surfer.run("document.querySelector('.drawing').focus()")
        walked, outlines = [], []
        for _ in range(10):
            surfer.press("Tab")
            walked.append(surfer.run(FOCUSED))
            outlines.append(
                surfer.run("getComputedStyle(document.activeElement.querySelector('.shape')).strokeWidth")
            )

        assert walked == [f"chart-step-{number}" for number in range(1, 11)]
        assert {float(each.removesuffix("px")) for each in outlines} == {3.4}

    def test_enter_leads_from_a_symbol_to_its_row_and_back(
        self, surfer: Browser, catalogue: Catalogue
    ) -> None:
        """Enter at a symbol goes to the row of its step; the number there leads back to the symbol."""
        surfer.look()
        surfer.open(catalogue.folder / SEED)
        surfer.run("document.querySelector('.drawing').focus()")
        surfer.press("Tab", "Tab", "Tab", "Enter")

        assert surfer.run("location.hash") == "#step-3"
        assert surfer.run("document.querySelector('tr:target').id") == "step-3"

        surfer.press("Tab", "Enter")
        assert surfer.run("location.hash") == "#chart-step-3"

    def test_every_stop_can_be_seen(self, surfer: Browser, catalogue: Catalogue) -> None:
        """Wherever Tab stops on the list of SOPs, an outline shows it."""
        surfer.look()
        surfer.open(catalogue.folder / "index.html")
        unseen = []
        for _ in range(40):
            surfer.press("Tab")
            if surfer.run("getComputedStyle(document.activeElement).outlineStyle") == "none":
                unseen.append(surfer.run("document.activeElement.outerHTML.slice(0, 100)"))

        assert unseen == []


class TestWithoutScripts:
    """The catalogue where scripts are off."""

    def test_the_list_is_whole(self, surfer: Browser, catalogue: Catalogue) -> None:
        """Without scripts the search is not there, and every SOP stands in the list."""
        surfer.look()
        surfer.ask("Emulation.setScriptExecutionDisabled", value=True)
        try:
            surfer.open(catalogue.folder / "index.html")

            assert surfer.run(HIDDEN.format("#search"))
            shown = (
                "[...document.querySelectorAll('#sops tbody tr')].filter(row => row.checkVisibility()).length"
            )
            assert surfer.run(shown) == len(catalogue.index["sops"]) == 14
        finally:
            surfer.ask("Emulation.setScriptExecutionDisabled", value=False)
