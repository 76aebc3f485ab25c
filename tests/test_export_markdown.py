"""The page of Markdown: what it holds, and that every text is shown letter by letter."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given

import sopkit
from sopkit.export import as_markdown, as_mermaid
from sopkit.export.gfm import items, plain, table
from sopkit.export.words import Wording, columns_of, flat
from sopkit.settings import Settings
from tests.export_texts import hostile_sops, hostile_texts
from tests.strategies import sops

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from sopkit.model import Sop

ROOT = Path(__file__).parent.parent
SEED = sopkit.load(ROOT / "sops" / "perbaikan-data-kinerja.yaml")
_HELD = {"h1", "h2", "li", "td", "th"}


class _Page(HTMLParser):
    """The texts of a page's headings, items and cells, and the names of all its elements."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, str]] = []
        self.elements: set[str] = set()
        self._open: list[int] = []
        self.feed(_renderer().render(markdown))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.add(tag)
        if tag == "br":
            self.handle_data("\n")
        if tag in _HELD:
            self._open.append(len(self.texts))
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HELD:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, text = self.texts[self._open[-1]]
            self.texts[self._open[-1]] = (tag, text + data)

    def of(self, tag: str) -> list[str]:
        """Return the texts of all elements of a name."""
        return [text for name, text in self.texts if name == tag]


@cache
def _renderer() -> MarkdownIt:
    markdown_it = pytest.importorskip("markdown_it")
    renderer: MarkdownIt = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return renderer


class TestTexts:
    """Whatever a text says, a page shows it as it is. Source: GitHub Flavored Markdown."""

    @given(hostile_texts(), hostile_texts())
    @example("www.x.id @budi #3 GH-3 :smile: $x$", "\\| `a` ~~b~~ [ ] [^1]")
    def test_page_shows_texts_as_they_are(self, one: str, other: str) -> None:
        """In cells, items and headings texts come back letter by letter, and make no other element."""
        parts = (table([["h", "i"], [plain(one), plain(other)]]), items([flat(one)]), f"## {plain(other)}")
        page = _Page("\n\n".join(parts))

        assert [*page.of("td"), *page.of("li"), *page.of("h2")] == [*map(flat, (one, other, one, other))]
        assert page.elements == {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "h2"}

    @given(hostile_texts())
    def test_nothing_is_linked(self, text: str) -> None:
        """No name, number or address is left in one piece, which GitHub would link."""
        written = re.sub(r"\\(.)", r"\1", plain(text))

        assert not re.search(
            r"@[^\s<]|#\w|GH-\d|://|www\.|:smile:|\$\w", written.replace("&#", ""), re.IGNORECASE
        )

    def test_plain_words_stay_readable(self) -> None:
        """Ordinary words are written as they are."""
        words = "Kirim berkas (2 rangkap), paling lambat 3 hari; lihat Lampiran I/II: data - lengkap!"
        assert plain(words) == words

    def test_first_mark_begins_no_list(self) -> None:
        """A text that begins like an item of a list is none."""
        assert [plain(text) for text in ("1. a", "2) b", "- c", "+ 1 jam")] == [
            "1\\. a", "2\\) b", "\\- c", "\\+ 1 jam",
        ]  # fmt: skip

    def test_lines_that_are_set_in_make_lists_within(self) -> None:
        """A line set in by two spaces is an item within the item above."""
        assert _renderer().render(items(["a", "  b", "c"])).count("<ul>") == 2


class TestPage:
    """The page of an SOP."""

    def test_parts_stand_in_their_order(self) -> None:
        """Identity, flowchart, steps, times and the lists of the form, as far as the SOP has them."""
        titles = re.findall(r"^##? (.+)$", as_markdown(SEED), re.MULTILINE)

        assert titles == [
            "Perbaikan Data Kinerja", "Bagan alir", "Langkah", "Waktu", "Dasar Hukum",
            "Kualifikasi Pelaksana", "Keterkaitan", "Peralatan/Perlengkapan", "Peringatan",
            "Pencatatan dan Pendataan",
        ]  # fmt: skip

    def test_flowchart_is_that_of_mermaid(self) -> None:
        """The flowchart stands in a block that GitHub draws."""
        assert f"```mermaid\n{as_mermaid(SEED)}```\n" in as_markdown(SEED)

    def test_flowchart_too_large_is_left_out(self) -> None:
        """A flowchart with more letters than Mermaid takes is left out with a word."""
        steps = tuple(replace(SEED.steps[0], number=number, activity="x" * 600) for number in range(1, 100))
        page = as_markdown(replace(SEED, steps=steps))

        assert "```mermaid" not in page
        assert "Bagan alir ini terlalu besar" in page

    def test_times_are_those_of_the_settings(self) -> None:
        """Sums, rounds of returns and each actor's time are told, with days as the settings count them."""
        sop = sopkit.load(ROOT / "sops" / "pembuatan-naskah-dinas.yaml")

        assert "Tambahan waktu untuk satu kali pengembalian" in as_markdown(SEED)
        assert as_markdown(sop) != as_markdown(sop, Settings(plain_day="calendar-day"))

    def test_history_is_told(self) -> None:
        """The versions of an SOP make a table."""
        text = (ROOT / "sops" / "perbaikan-data-kinerja.yaml").read_text(encoding="utf-8")
        history = "\nriwayat:\n  - {versi: 1, tanggal: 4 Januari 2021, perubahan: Terbitan | awal}\n"
        page = as_markdown(sopkit.loads(text + history))

        assert page.endswith(
            "## Riwayat\n\n| Versi | Tanggal | Perubahan |\n| --- | --- | --- |\n"
            "| 1 | 4 Januari 2021 | Terbitan \\| awal |\n"
        )

    @given(hostile_sops())
    def test_page_shows_every_text(self, sop: Sop) -> None:
        """Title, identity, steps and lists are shown letter by letter, whatever they say."""
        page = _Page(as_markdown(sop))

        assert page.of("h1") == [flat(sop.title)]
        cells = page.of("td")
        assert not sop.agency or "\n".join(map(flat, sop.agency)) in cells
        wording = Wording(sop)
        for step in sop.steps:
            for column in columns_of(sop):
                assert "\n".join(wording.cell(step, column.name)) in cells
            assert "\n".join(wording.ways(step)) in cells
        assert {flat(line) for line in (*sop.legal_basis, *sop.related)} <= set(page.of("li"))
        assert page.elements <= {
            "h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br", "pre", "code",
        }  # fmt: skip

    @given(sops(max_steps=3))
    def test_same_sop_gives_the_same_page(self, sop: Sop) -> None:
        """The page depends on the SOP and the settings alone."""
        assert as_markdown(sop) == as_markdown(replace(sop))
