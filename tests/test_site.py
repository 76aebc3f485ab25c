"""The catalogue of a folder of SOPs: its pages, their names, and what hostile SOPs cannot do to them."""

from __future__ import annotations

import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.chart import draw
from sopkit.document import Document, read
from sopkit.errors import UnknownName, UnreadableFile
from sopkit.settings import Settings
from sopkit.site import BuildResult, build
from sopkit.site.html import Markup, element, joined, page
from sopkit.site.index import index_page
from sopkit.site.names import page_names
from sopkit.site.page import sop_page
from sopkit.site.result import Page
from sopkit.source.folder import sop_files
from tests.strategies import HORRORS, sops

if TYPE_CHECKING:
    from sopkit.model import Sop
    from tests.conftest import Forbid

SOPS = Path(__file__).parent.parent / "sops"
VOID = {"br", "img", "link", "meta"}
FAULTY = "sopkit: 1\nnumber: <b>1</b>\ntitel: Tanpa apa-apa\n"


class Reader(HTMLParser):
    """Reads a page as a browser does, and keeps elements, ids, links and words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.unbalanced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and remember to see its end."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that ends at once."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """See the end of the element that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)

    @property
    def ids(self) -> list[str]:
        """The ids of the page."""
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """What the page refers to, links and sources alike."""
        return [
            str(attributes[name])
            for _, attributes in self.elements
            for name in ("href", "src", "data", "xlink:href")
            if name in attributes
        ]


def read_page(text: str) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def page_of(sop: Sop, language: str = "id", drawing: bytes = b"<svg></svg>") -> str:
    """Return the page of an SOP, with an empty drawing unless one is given."""
    document = Document("contoh.yaml", "", "en", (), sop)
    return sop_page(document, sop, name="contoh", drawing=drawing, language=language, settings=Settings())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two sound SOPs, one of them further below, and one with errors."""
    place = tmp_path_factory.mktemp("sops")
    shutil.copy(SOPS / "perbaikan-data-kinerja.yaml", place)
    (place / "bagian").mkdir()
    shutil.copy(SOPS / "pembuatan-naskah-dinas.yaml", place / "bagian")
    (place / "keliru.yml").write_text(FAULTY, encoding="utf-8")
    (place / ".rahasia.yaml").write_text("bukan: SOP", encoding="utf-8")
    (place / "catatan.txt").write_text("bukan SOP", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the place of the catalogue."""
    return tmp_path_factory.mktemp("katalog") / "di" / "sini"


@pytest.fixture(scope="module")
def result(folder: Path, out: Path) -> BuildResult:
    """Build the catalogue of the folder."""
    return build(folder, out, language="id")


class TestHtml:
    """Text cannot become markup."""

    def test_text_is_escaped_in_content_and_attributes(self) -> None:
        """Text is escaped in content and in attributes."""
        made = element("p", '<b> & "', title="\"'<>&").text

        assert made == '<p title="&quot;&#x27;&lt;&gt;&amp;">&lt;b&gt; &amp; &quot;</p>'

    @pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x9b", "\ud800", "\uffff"])
    def test_control_characters_are_never_written(self, character: str) -> None:
        """A character that no page may hold is shown as one that is missing."""
        assert element("p", f"a{character}b", title=character).text == '<p title="\ufffd">a\ufffdb</p>'

    def test_markup_is_kept(self) -> None:
        """Markup made before stays markup."""
        assert element("p", Markup("<br>"), "x").text == "<p><br>x</p>"

    def test_separators_are_text(self) -> None:
        """What stands between joined pieces is text."""
        assert joined(["a", "b"], " & ").text == "a &amp; b"

    def test_a_page_states_language_and_title(self) -> None:
        """A page states its language, its encoding and its title."""
        reader = read_page(page(title="A & B", language="id", body=["x"]))

        assert ("html", {"lang": "id"}) in reader.elements
        assert ("meta", {"charset": "utf-8"}) in reader.elements
        assert "A & B" in reader.words


class TestNames:
    """Names of pages are safe everywhere."""

    @given(st.lists(st.text(max_size=120), max_size=12))
    def test_names_are_plain_and_unique(self, ids: list[str]) -> None:
        """Whatever the ids are, names hold small letters, digits and dashes, and none comes twice."""
        names = page_names(ids)

        assert len(names) == len(ids) == len(set(names))
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
        assert all(len(name) < 100 for name in names)

    @pytest.mark.parametrize(
        ("one", "name"),
        [
            ("perbaikan-data-kinerja", "perbaikan-data-kinerja"),
            ("../../etc/passwd", "etc-passwd"),
            (r"C:\Windows\system.ini", "c-windows-system-ini"),
            ("index", "sop-index"),
            ("style", "sop-style"),
            ("COM1", "sop-com1"),
            ("Évaluasi", "evaluasi"),
            ("日本語", "sop"),
            ("", "sop"),
        ],
    )
    def test_a_name_leads_nowhere_else(self, one: str, name: str) -> None:
        """A name cannot leave the folder, replace the index or stand for a device."""
        assert page_names([one]) == (name,)

    def test_a_number_given_by_hand_is_kept_apart(self) -> None:
        """A number that is added never meets an id that already has it."""
        assert page_names(["a", "a-2", "A"]) == ("a", "a-2", "a-3")


class TestFiles:
    """Which files of a folder are SOPs."""

    def test_files_below_are_found_in_order(self, folder: Path) -> None:
        """Files with the endings of YAML are found in every folder below, hidden ones are not."""
        found = [Path(str(one)).relative_to(folder).as_posix() for one in sop_files(folder)]

        assert found == ["bagian/pembuatan-naskah-dinas.yaml", "keliru.yml", "perbaikan-data-kinerja.yaml"]

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        """A folder that is not there is an error that names it."""
        with pytest.raises(UnreadableFile, match="tidak-ada"):
            sop_files(tmp_path / "tidak-ada")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
    def test_only_files_are_sops(self, tmp_path: Path) -> None:
        """Pipes and links to folders are passed over; a link that leads nowhere is kept for the reader."""
        os.mkfifo(tmp_path / "pipa.yaml")
        (tmp_path / "folder").mkdir()
        (tmp_path / "tautan.yaml").symlink_to("folder")
        (tmp_path / "buntu.yaml").symlink_to("tidak-ada")

        assert sop_files(tmp_path) == (tmp_path / "buntu.yaml",)

    def test_a_closed_folder_below_hides_nothing_else(self, folder: Path, forbidden: Forbid) -> None:
        """A folder below that cannot be opened stands in its place in the list, with the reason."""
        forbidden(folder / "bagian")

        closed, *others = sop_files(folder)

        assert isinstance(closed, UnreadableFile)
        assert closed.path == folder / "bagian"
        assert others == [folder / "keliru.yml", folder / "perbaikan-data-kinerja.yaml"]


class TestBuild:
    """Building a catalogue."""

    def test_each_sound_sop_gets_page_drawing_and_document(self, result: BuildResult, out: Path) -> None:
        """Each SOP without errors gets a page, an SVG and a PDF beside the index."""
        names = ["pembuatan-naskah-dinas", "perbaikan-data-kinerja"]

        assert sorted(path.name for path in out.iterdir()) == sorted(
            ["index.html", "style.css"]
            + [f"{name}.{form}" for name in names for form in ("html", "pdf", "svg")]
        )
        assert sorted(result.written) == sorted(out.iterdir())

    def test_an_sop_with_errors_is_not_drawn(self, result: BuildResult) -> None:
        """An SOP with errors is reported and gets no page."""
        named = {page.file: page.name for page in result.pages}

        assert named["keliru.yml"] is None
        assert result.has_errors
        assert [document.has_errors for document in result.documents] == [False, True, False]

    def test_the_index_shows_findings_of_faulty_sops(self, result: BuildResult, out: Path) -> None:
        """The index names an SOP with errors and each of its findings."""
        words = " ".join(read_page((out / "index.html").read_text(encoding="utf-8")).words)

        (faulty,) = (page.document for page in result.pages if page.name is None)
        assert "keliru.yml" in words
        assert all(f"{finding.code} {finding.name}" in words for finding in faulty.findings)

    def test_the_index_links_every_page(self, result: BuildResult, out: Path) -> None:
        """The index leads to each page and shows its title and number."""
        reader = read_page((out / "index.html").read_text(encoding="utf-8"))

        for one in result.pages:
            if one.document.sop is not None:
                assert f"{one.name}.html" in reader.links
                assert one.document.sop.title in reader.words
                assert one.document.sop.number in reader.words

    def test_every_link_leads_somewhere_in_the_catalogue(self, result: BuildResult, out: Path) -> None:
        """Every link and source is a file of the catalogue, and every anchor is an id of its page."""
        readers = {path: read_page(path.read_text(encoding="utf-8")) for path in out.glob("*.html")}

        assert result.written
        for path, reader in readers.items():
            for link in reader.links:
                file, _, anchor = link.partition("#")
                target = out / file if file else path
                assert target in result.written, link
                assert not anchor or anchor in readers[target].ids, link

    def test_pages_are_whole_and_run_nothing(self, result: BuildResult, out: Path) -> None:
        """Every element is closed, no id comes twice, and nothing is a script."""
        assert result.written
        for path in out.glob("*.html"):
            reader = read_page(path.read_text(encoding="utf-8"))
            assert reader.unbalanced == reader.open == []
            assert len(reader.ids) == len(set(reader.ids))
            assert not [name for name, _ in reader.elements if name in {"script", "iframe", "base", "form"}]
            assert not [
                name for _, attributes in reader.elements for name in attributes if name.startswith("on")
            ]

    def test_the_style_fetches_nothing(self, result: BuildResult, out: Path) -> None:
        """The style sheet names no other file."""
        style = (out / "style.css").read_text(encoding="utf-8")

        assert result.written
        assert "url(" not in style
        assert "@import" not in style

    def test_the_page_holds_the_drawing_and_its_text(self, result: BuildResult, out: Path) -> None:
        """A page holds the drawing itself, and every activity and time of the SOP in its table."""
        text = (out / "perbaikan-data-kinerja.html").read_text(encoding="utf-8")
        reader = read_page(text)

        sop = result.pages[2].document.sop
        assert sop is not None
        assert sum(name == "svg" for name, _ in reader.elements) == 1
        for step in sop.steps:
            assert step.activity in reader.words
            assert step.time is not None
            assert step.time.text in reader.words

    def test_the_page_tells_where_work_goes(self, result: BuildResult, out: Path) -> None:
        """The table of steps says under which words work goes on or back, and to which step."""
        assert result.written
        text = (out / "perbaikan-data-kinerja.html").read_text(encoding="utf-8")

        assert 'sudah sesuai: <a href="#step-7">langkah 7</a>' in text
        assert 'ada perbaikan: <a href="#step-5">kembali ke langkah 5</a>' in text

    def test_the_page_gives_the_total(self, result: BuildResult, out: Path) -> None:
        """The page of the seed says that its times add up to 520 minutes."""
        assert result.written
        words = " ".join(read_page((out / "perbaikan-data-kinerja.html").read_text(encoding="utf-8")).words)

        assert "520 menit" in words

    def test_the_same_sops_give_the_same_bytes(
        self, result: BuildResult, folder: Path, out: Path, tmp_path: Path
    ) -> None:
        """Building twice gives the same bytes."""
        build(folder, tmp_path, language="id")

        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
            path.name: path.read_bytes() for path in result.written if path.parent == out
        }

    def test_progress_is_told(self, tmp_path: Path) -> None:
        """Each SOP is told when it is done, those with errors too."""
        (tmp_path / "sops").mkdir()
        (tmp_path / "sops" / "a.yaml").write_text(FAULTY, encoding="utf-8")
        (tmp_path / "sops" / "b.yaml").write_text(FAULTY, encoding="utf-8")
        told: list[tuple[int, int, str]] = []

        build(tmp_path / "sops", tmp_path / "out", language="en", progress=lambda *one: told.append(one))

        assert told == [(1, 2, "a.yaml"), (2, 2, "b.yaml")]

    def test_sops_of_one_id_have_pages_of_their_own(self, tmp_path: Path) -> None:
        """Two SOPs with the same id are both written, each under a name of its own."""
        for part in ("satu", "dua"):
            (tmp_path / "sops" / part).mkdir(parents=True)
            shutil.copy(SOPS / "pembuatan-naskah-dinas.yaml", tmp_path / "sops" / part / "surat.yaml")

        made = build(tmp_path / "sops", tmp_path / "out", language="id")

        assert [(page.file, page.name) for page in made.pages] == [
            ("dua/surat.yaml", "surat"),
            ("satu/surat.yaml", "surat-2"),
        ]
        assert (tmp_path / "out" / "surat-2.html").exists()

    @pytest.mark.parametrize(("language", "engine"), [("id", "tidak-ada"), ("tidak-ada", None)])
    def test_unknown_words_write_nothing(
        self, folder: Path, tmp_path: Path, language: str, engine: str | None
    ) -> None:
        """A language or an engine that is none is named before anything is written."""
        with pytest.raises(UnknownName, match=r"no (language|engine) `tidak-ada`"):
            build(folder, tmp_path / "out", language=language, engine=engine)

        assert not (tmp_path / "out").exists()

    def test_a_folder_without_sops_writes_nothing(self, tmp_path: Path) -> None:
        """Where there is no SOP, nothing is written, not even the folder."""
        (tmp_path / "kosong").mkdir()

        made = build(tmp_path / "kosong", tmp_path / "out", language="id")

        assert made == BuildResult((), ())
        assert not (tmp_path / "out").exists()

    def test_what_cannot_be_read_is_named_and_the_rest_built(
        self, folder: Path, tmp_path: Path, forbidden: Forbid
    ) -> None:
        """A closed folder and a link to nowhere are in the result; the other SOPs are in the catalogue."""
        forbidden(folder / "bagian")
        (folder / "buntu.yaml").symlink_to("tidak-ada")

        result = build(folder, tmp_path / "out", language="id")

        assert [error.path.name for error in result.unread] == ["bagian", "buntu.yaml"]
        assert [page.file for page in result.pages] == ["keliru.yml", "perbaikan-data-kinerja.yaml"]

    def test_a_place_that_cannot_be_made_is_named(self, folder: Path, tmp_path: Path) -> None:
        """A file that stands where the catalogue should be is an error that names it."""
        (tmp_path / "out").write_text("", encoding="utf-8")

        with pytest.raises(UnreadableFile, match="out"):
            build(folder, tmp_path / "out", language="id")


class TestPages:
    """What an SOP says stays text on its page."""

    @pytest.mark.parametrize("language", ["en", "id"])
    @given(sop=sops(max_steps=5, max_actors=3))
    def test_no_text_breaks_a_page(self, language: str, sop: Sop) -> None:
        """Whatever the texts are, the page is whole, has only known elements and shows every activity."""
        reader = read_page(page_of(sop, language))

        assert reader.unbalanced == reader.open == []
        assert len(reader.ids) == len(set(reader.ids))
        assert "script" not in {name for name, _ in reader.elements}
        words = "".join(reader.words)
        assert sop.title in words
        assert all(step.activity in words for step in sop.steps)

    @given(sop=sops(max_steps=5, max_actors=3))
    def test_every_way_is_told(self, sop: Sop) -> None:
        """Every way to a step links to that step's row."""
        reader = read_page(page_of(sop))

        for step in sop.steps:
            for branch in (*step.branches, *step.returns):
                if branch.to != "end":
                    assert f"#step-{sop.step(branch.to).number}" in reader.links

    @given(sop=sops(max_steps=4, max_actors=3))
    @settings(max_examples=10)
    def test_no_drawing_breaks_a_page(self, sop: Sop) -> None:
        """Whatever the texts are, the page with the drawing in it is whole and its ids are its own."""
        reader = read_page(page_of(sop, drawing=draw(sop)))

        assert reader.unbalanced == reader.open == []
        assert len(reader.ids) == len(set(reader.ids))
        assert "script" not in {name for name, _ in reader.elements}

    @pytest.mark.parametrize("horror", HORRORS)
    def test_no_file_name_breaks_the_index(self, horror: str) -> None:
        """A file's name on the index stays text, whatever it is."""
        document = read(FAULTY.encode(), horror)
        reader = read_page(index_page([Page(horror, document, None)], language="id"))

        assert horror in "".join(reader.words)
        assert reader.unbalanced == reader.open == []
        assert "script" not in {name for name, _ in reader.elements}
