"""The MkDocs plugin: blocks, links and pages of SOPs in sites of several themes, and what is told of them."""

from __future__ import annotations

import logging
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer

from sopkit.chart import draw
from sopkit.document import read
from sopkit.export.words import columns_of
from sopkit.ext.mkdocs.desk import Desk, Home, Link
from sopkit.ext.mkdocs.drawings import Drawings, style_sheet
from sopkit.ext.mkdocs.fences import Block, parts
from sopkit.ext.mkdocs.library import Entry, Library, read_library
from sopkit.ext.mkdocs.markup_extension import SopExtension
from sopkit.ext.mkdocs.pages import with_pages
from sopkit.ext.mkdocs.plugin import SopkitPlugin
from sopkit.model import ColumnName
from sopkit.settings import Settings
from tests.strategies import HORRORS, sops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from sopkit.model import Sop

PROJECT = Path(__file__).parent / "data" / "mkdocs-project"
THEMES = ("mkdocs", "readthedocs", "material")
FAULTY = "sopkit: 1\nnomor: <b>1</b>\ntitel: <script>alert(1)</script>\n"
VOID = frozenset({"br", "img", "link", "meta", "input", "hr"})


class Page(HTMLParser):
    """Reads HTML as a browser does, and keeps its elements, ids and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

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
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def ids(self) -> list[str]:
        """Every id, as often as it is given."""
        return [value for _, attributes in self.elements if (value := attributes.get("id"))]

    def targets(self) -> list[str]:
        """Every address of a link."""
        return [value for tag, one in self.elements if tag == "a" and (value := one.get("href"))]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the small project."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


def configured(project: Path, **changes: Any) -> MkDocsConfig:
    """Return the project's configuration with changes; those of `sopkit` change the plugin's options."""
    options = {"sops": "sops", "generate": "prosedur", "language": "id", **changes.pop("sopkit", {})}
    plugins = ["search", {"sopkit": {name: value for name, value in options.items() if value is not None}}]
    config = load_config(
        config_file=str(project / "mkdocs.yml"), site_dir=str(project / "site"), plugins=plugins, **changes
    )
    config.plugins.on_startup(command="build", dirty=False)
    return config


def themed(theme: str) -> dict[str, Any]:
    """Return the setting of a theme that asks the network for nothing."""
    more = {"font": False} if theme == "material" else {"highlightjs": False}
    return {"name": theme, **more}


def built(project: Path, **changes: Any) -> Path:
    """Build the project and return the folder of its site."""
    build(configured(project, **changes))
    return project / "site"


def page(site: Path, name: str) -> Page:
    """Return a page of a site, whether its pages are folders or files."""
    path = site / name / "index.html"
    return Page((path if path.exists() else site / f"{name}.html").read_text(encoding="utf-8"))


class TestSites:
    """The small project in each theme."""

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("folders", [True, False])
    def test_strict_build(self, project: Path, theme: str, folders: bool) -> None:
        """A strict build succeeds in every theme, and every link into a page leads to something on it."""
        site = built(project, theme=themed(theme), use_directory_urls=folders, strict=True)

        files = {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
        assert len(files) >= 5
        for path, one in files.items():
            for target in one.targets():
                address, _, fragment = target.partition("#")
                if re.match(r"[a-z]+:|/|$", address) and not (fragment and not address):
                    continue
                aim = (path.parent / address).resolve() if address else path
                aim = aim / "index.html" if aim.is_dir() else aim
                assert aim.exists(), (path, target)
                if fragment.startswith("pembuatan"):
                    assert fragment in files[aim].ids(), (path, target)

    @pytest.mark.parametrize("theme", THEMES)
    def test_ids_once(self, project: Path, theme: str) -> None:
        """No id of a piece stands twice on a page."""
        site = built(project, theme=themed(theme))

        for path in site.rglob("*.html"):
            ids = [one for one in Page(path.read_text(encoding="utf-8")).ids() if "naskah" in one]
            assert len(ids) == len(set(ids)), path

    def test_page_of_an_sop(self, project: Path) -> None:
        """Each SOP of the folder has a page with identity, flowchart, steps and times, and a title."""
        one = page(built(project), "prosedur/pembuatan-naskah-dinas")

        assert {"identity", "flowchart", "steps", "times"} <= set(one.ids())
        assert "SOP-022/17000/2025" in one.text
        assert "Membuat draf surat pada portal" in one.text
        assert one.text.startswith("Pembuatan Naskah Dinas - SOP kantor")
        assert ("svg", "sopkit") in {(tag, attributes.get("class")) for tag, attributes in one.elements}

    def test_symbols_lead_to_rows(self, project: Path) -> None:
        """Where the steps stand on the page, the symbols of the flowchart lead to their rows."""
        one = page(built(project), "prosedur/pembuatan-naskah-dinas")

        assert "#pembuatan-naskah-dinas-step-2" in one.targets()
        assert "pembuatan-naskah-dinas-step-2" in one.ids()

    def test_navigation(self, project: Path) -> None:
        """`sop:*` in the navigation stands for the pages of all SOPs, whose titles are theirs."""
        one = page(built(project), "kantor/naskah")

        assert "../../prosedur/penerimaan-surat-masuk/" in one.targets()
        assert "Penerimaan dan Disposisi Surat Masuk" in one.text

    def test_links(self, project: Path) -> None:
        """A link to an SOP leads to its page, one to a step to its row, and one without words gets them."""
        one = page(built(project), "index")

        assert "prosedur/pembuatan-naskah-dinas/" in one.targets()
        assert "prosedur/pembuatan-naskah-dinas/#pembuatan-naskah-dinas-step-2" in one.targets()
        assert "Surat dibuat menurut Pembuatan Naskah Dinas , dan diperiksa" in one.text

    def test_shown_fence_stays(self, project: Path) -> None:
        """A fence that stands within another one shows how it is written, and is not filled."""
        one = page(built(project), "index")

        assert "```sop-flowchart pembuatan-naskah-dinas ```" in one.text
        assert not any(tag == "svg" for tag, _ in one.elements)

    def test_stand_in(self, project: Path) -> None:
        """The lines between two comments stand in for an SOP where nothing fills them, and not here."""
        one = page(built(project), "kantor/naskah")

        assert "tidak tampak identitasnya" not in one.text
        assert "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan" in one.text

    def test_edit_address(self, project: Path) -> None:
        """The page of an SOP is edited where the SOP stands."""
        html = (
            built(project, theme=themed("mkdocs")) / "prosedur/pembuatan-naskah-dinas/index.html"
        ).read_text()

        assert 'href="https://git.example/kantor/sop/edit/main/sops/pembuatan-naskah-dinas.yaml"' in html

    @pytest.mark.parametrize("theme", THEMES)
    def test_search(self, project: Path, theme: str) -> None:
        """The words of the steps are found by the search of the site."""
        index = (built(project, theme=themed(theme)) / "search/search_index.json").read_text("utf-8")

        assert "Membuat draf surat pada portal dan mengajukannya" in index

    @pytest.mark.parametrize("theme", THEMES)
    def test_nothing_fetched(self, project: Path, theme: str) -> None:
        """Pages with SOPs fetch nothing that they would not fetch without them."""
        one = page(built(project, theme=themed(theme)), "prosedur/pembuatan-naskah-dinas")

        fetched = {
            value for tag, each in one.elements if tag in {"img", "script"} and (value := each.get("src"))
        }
        fetched |= {
            value
            for tag, each in one.elements
            if tag == "link" and each.get("rel") == "stylesheet" and (value := each.get("href"))
        }
        assert not [address for address in fetched if address.startswith(("http:", "//", "https:"))]
        assert any("assets/sopkit-" in address for address in fetched)

    def test_same_bytes(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same project gives the same pages and styles, whether built once or again."""
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # the time of building, which MkDocs writes
        first = contents(built(project))

        again = contents(built(project))
        assert again == first

    def test_other_page_of_the_same_name(self, project: Path) -> None:
        """A page that people have written is not replaced by one that would be made for an SOP."""
        project.joinpath("docs/prosedur").mkdir()
        project.joinpath("docs/prosedur/pembuatan-naskah-dinas.md").write_text("# Tulisan sendiri\n")

        assert "Tulisan sendiri" in page(built(project), "prosedur/pembuatan-naskah-dinas").text


def contents(site: Path) -> dict[str, bytes]:
    """Return the pages, styles and search index of a site."""
    found = (path for path in site.rglob("*") if path.suffix in {".html", ".css", ".json"})
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


class TestNesting:
    """Blocks stand wherever Markdown has blocks, with plain fences and with those of pymdownx."""

    PLACES = (
        ("list", "- butir\n\n    ```sop-times naskah\n    ```\n\n- butir\n", "li"),
        ("quotation", "> kutipan\n>\n> ```sop-times naskah\n> ```\n", "blockquote"),
        ("box", "!!! note\n\n    ```sop-times naskah\n    ```\n", "div"),
        ("paragraph", "kata\n```sop-times naskah\n```\nkata\n", "div"),
        ("tildes", "~~~~ sop-times\nnaskah\n~~~~\n", "div"),
    )

    @pytest.mark.parametrize("extensions", [["fenced_code"], ["pymdownx.superfences", "pymdownx.highlight"]])
    @pytest.mark.parametrize(("source", "inside"), [case[1:] for case in PLACES], ids=[c[0] for c in PLACES])
    def test_filled(self, source: str, inside: str, extensions: list[str]) -> None:
        """A block is filled in a list, a quotation, a box, between paragraphs and with other marks."""
        html = converted(source, extensions=["admonition", *extensions])

        assert html.count('class="sopkit-times"') == 1
        assert f"<{inside}" in html[: html.index("sopkit-times")]
        assert "sop-times" not in html

    SHOWN = (
        ("indented", "Kode:\n\n    ```sop-times\n    naskah\n    ```\n"),
        ("fence", "~~~markdown\n```sop-times\nnaskah\n```\n~~~\n"),
        ("pre", "<pre>\n```sop-times\nnaskah\n```\n</pre>\n"),
        ("unclosed", "```sop-times\nnaskah\n"),
        ("code", "Tulis `sop-times` dan ` ```sop-times `.\n"),
    )

    @pytest.mark.parametrize("source", [case[1] for case in SHOWN], ids=[case[0] for case in SHOWN])
    def test_shown(self, source: str) -> None:
        """What only shows a block, as code in any of its forms, stays as it was written."""
        html = converted(source, extensions=["fenced_code"])

        assert 'class="sopkit-times"' not in html
        assert "sop-times" in Page(html).text
        assert "\x02" not in html

    def test_comment(self) -> None:
        """A block within a comment is neither filled nor does it complain."""
        complaints: list[str] = []

        html = converted("<!--\n```sop-times\ntiada\n```\n-->\n", complaints=complaints)

        assert complaints == []
        assert "\x02" not in html

    def test_lines(self) -> None:
        """A block knows its SOP from its first line or from that of the fence; what follows are options."""
        found = [
            part
            for part in parts(["```sop naskah", "parts: [steps]", "```", "```sop-index", "folder: a", "```"])
            if isinstance(part, Block)
        ]

        assert [(one.kind, one.subject, one.options, one.line) for one in found] == [
            ("", "naskah", "parts: [steps]", 1),
            ("index", "", "folder: a", 4),
        ]

    @given(
        st.lists(st.sampled_from(["```", "```sop x", "    ```sop x", "~~~", "> ```sop x", "> ```", "", "a"]))
    )
    def test_nothing_is_lost(self, lines: list[str]) -> None:
        """Taking blocks out of a page and putting their lines back gives the page, up to quotation marks."""
        back = [line for part in parts(lines) for line in _lines(part)]

        assert [line.lstrip(" >") for line in back] == [line.lstrip(" >") for line in lines]


def _lines(part: str | Block) -> list[str]:
    return [part] if isinstance(part, str) else part.source.split("\n")


def converted(
    source: str,
    *,
    sop: Sop | None = None,
    extensions: list[str] | None = None,
    complaints: list[str] | None = None,
) -> str:
    """Return the HTML of a page that knows one SOP, `naskah`."""
    document = read(PROJECT.joinpath("sops/pembuatan-naskah-dinas.yaml").read_bytes(), "naskah.yaml")
    if sop is not None:
        document = replace(document, sop=sop)
    library = Library((Entry(Path("/n/naskah.yaml"), "naskah.yaml", "naskah", document, Settings()),))
    homes = {Path("/n/naskah.yaml"): Home("naskah.md", has_steps=True)}
    heard = [] if complaints is None else complaints
    desk = Desk(library, homes, Drawings("colour", None), "id", Path("/n"), heard.append)
    extension = SopExtension(
        lambda blocks: desk.page("naskah.md", Path("/n"), blocks, lambda uri: uri), _address
    )
    markdown = Markdown(extensions=[*(extensions or ["fenced_code"]), extension])
    return str(markdown.convert(source))


def _address(link: Link) -> str:
    return f"{link.home.uri}#{link.fragment}"


class TestHostileTexts:
    """No text of an SOP is more than text, whatever it looks like."""

    @given(sops(max_steps=4, max_actors=3))
    def test_texts_stay_texts(self, sop: Sop) -> None:
        """Every text of an SOP is read on the page as it was written, and makes no element."""
        html = converted("```sop /naskah.yaml\n```\n\n[](sop:/naskah.yaml)\n", sop=sop)

        one = Page(html)
        assert one.unbalanced == []
        assert one.open == []
        assert not {tag for tag, _ in one.elements} & {"script", "b", "img", "iframe"}
        assert not [name for _, each in one.elements for name in each if name.startswith("on")]
        for text in _texts(sop):
            assert " ".join(text.split()) in one.text

    @pytest.mark.parametrize("horror", [*HORRORS, "</title><script>alert(1)</script>"])
    def test_titles_in_a_site(self, project: Path, horror: str) -> None:
        """A hostile title stays text in headings, navigation, index, titles of pages and links."""
        file = project / "sops/pembuatan-naskah-dinas.yaml"
        quoted = horror.replace("'", "''")
        file.write_text(
            re.sub("(?m)^nama: .*$", lambda _: f"nama: '{quoted}'", file.read_text("utf-8")), "utf-8"
        )

        site = built(project, theme=themed("material"))

        for path in site.rglob("*.html"):
            html = path.read_text("utf-8")
            assert "<script>alert(1)" not in html
            assert "<b>" not in html
        assert " ".join(horror.split()) in page(site, "prosedur/pembuatan-naskah-dinas").text

    def test_errors(self, project: Path) -> None:
        """Hostile text in a faulty SOP stays text in the box that tells of its errors."""
        project.joinpath("sops/buruk.yaml").write_text(FAULTY, "utf-8")

        html = (built(project, theme=themed("material")) / "prosedur/buruk/index.html").read_text("utf-8")
        assert "<script>alert(1)" not in html


def _texts(sop: Sop) -> Iterator[str]:
    yield from (sop.title, sop.number, *sop.agency, *sop.legal_basis, *sop.warnings, *sop.related)
    yield from (actor.title for actor in sop.actors)
    shown = {column.name for column in columns_of(sop)}
    for step in sop.steps:
        yield step.activity
        yield from step.inputs if ColumnName.INPUTS in shown else ()
        yield from step.outputs if ColumnName.OUTPUTS in shown else ()


class TestFindings:
    """What is found in SOPs is told at every build, with its place."""

    def test_error(self, project: Path, caplog: pytest.LogCaptureFixture) -> None:
        """An SOP with errors gives a box in place of its pieces, and a message with file and line."""
        _spoil(project)

        with caplog.at_level(logging.WARNING):
            one = page(built(project), "kantor/naskah")

        assert not any(tag == "svg" for tag, _ in one.elements)
        assert "mempunyai galat sehingga tidak ditampilkan" in one.text
        assert re.search(r"sops/pembuatan-naskah-dinas\.yaml:\d+:\d+: SOP203 unknown-step: ", caplog.text)

    def test_strict(self, project: Path) -> None:
        """A strict build ends without success where an SOP has errors."""
        _spoil(project)

        with pytest.raises(Abort, match="strict mode"):
            built(project, strict=True)

    def test_settings(self, project: Path) -> None:
        """Warnings that the settings beside the SOPs do not ignore end a strict build."""
        project.joinpath("sops/sopkit.toml").write_text("[rules]\n")

        with pytest.raises(Abort, match="strict mode"):
            built(project, strict=True)

    def test_strict_and_quiet(self, project: Path) -> None:
        """Errors end a strict build that is quiet too, in which MkDocs neither shows nor counts warnings."""
        _spoil(project)
        log = logging.getLogger("mkdocs")
        before = log.level
        log.setLevel(logging.ERROR)  # what `mkdocs build --quiet` does
        try:
            with pytest.raises(Abort, match="strict mode"):
                built(project, strict=True)
        finally:
            log.setLevel(before)

    def test_levels(self, project: Path) -> None:
        """How loud findings are told can be set by their severity."""
        project.joinpath("sops/sopkit.toml").write_text("[rules]\n")

        assert built(project, strict=True, sopkit={"levels": {"warning": "info", "hint": "ignore"}}).exists()

    def test_said_again(self, project: Path, caplog: pytest.LogCaptureFixture) -> None:
        """A second build of an unchanged project tells the same again."""
        _spoil(project)
        config = configured(project)
        with caplog.at_level(logging.WARNING):
            build(config)
            first = caplog.messages.copy()
            caplog.clear()

            build(config)

        assert first
        assert caplog.messages == first

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("```sop-flowchart\n../sops/tiada.yaml\n```", "Tidak ada SOP dalam berkas"),
            ("```sop-flowchart\npembuatan-naskah-dina\n```", "Apakah yang dimaksud `pembuatan-naskah-dinas`"),
            ("```sop-flowcart\npembuatan-naskah-dinas\n```", "Tidak ada blok `sop-flowcart`"),
            ("```sop-flowchart\n```", "Tulis berkas atau id SOP"),
            ("```sop-steps\npembuatan-naskah-dinas\nwarna: merah\n```", "tidak memiliki pilihan `warna`"),
            ("```sop\npembuatan-naskah-dinas\nparts: [bagan]\n```", "Pilihan `parts` harus berisi"),
            ("```sop\npembuatan-naskah-dinas\nparts: [\n```", "Pilihan tidak dapat dibaca"),
            ("[](sop:tiada)", "tautan `sop:tiada`"),
            ("[](sop:pembuatan-naskah-dinas#99)", "tidak memiliki langkah `99`"),
        ],
    )
    def test_faults_of_pages(
        self, project: Path, caplog: pytest.LogCaptureFixture, source: str, words: str
    ) -> None:
        """A block or a link that names what is not there is told with its page, and what to do."""
        project.joinpath("docs/index.md").write_text(f"# Halaman\n\n{source}\n", "utf-8")

        with caplog.at_level(logging.WARNING):
            built(project)

        assert [one for one in caplog.messages if "index.md" in one and words in one]

    def test_same_id_twice(self, project: Path, caplog: pytest.LogCaptureFixture) -> None:
        """Where several SOPs have an id, a page that asks for it is told to name the file."""
        shutil.copy(project / "sops/pembuatan-naskah-dinas.yaml", project / "sops/lain.yaml")
        text = (project / "sops/lain.yaml").read_text("utf-8")
        (project / "sops/lain.yaml").write_text(text + "\nid: pembuatan-naskah-dinas\n", "utf-8")

        with caplog.at_level(logging.WARNING):
            built(project)

        assert "Beberapa SOP memiliki id `pembuatan-naskah-dinas`" in caplog.text

    @pytest.mark.parametrize(
        "options",
        [
            {"levels": {"error": "loud"}},
            {"levels": {"errors": "info"}},
            {"generate": "../luar"},
            {"theme": "ungu"},
            {"sops": "tiada"},
        ],
    )
    def test_wrong_options(self, project: Path, options: dict[str, Any]) -> None:
        """An option that cannot be used ends the build with words."""
        with pytest.raises((Abort, PluginError)):
            built(project, sopkit=options)

    def test_nav_without_pages(self, project: Path, caplog: pytest.LogCaptureFixture) -> None:
        """`sop:*` in the navigation is told of where no pages are made."""
        with caplog.at_level(logging.WARNING):
            built(project, sopkit={"generate": None})

        assert "`sop:*`" in caplog.text


def _spoil(project: Path) -> None:
    file = project / "sops/pembuatan-naskah-dinas.yaml"
    file.write_text(file.read_text("utf-8").replace("ke: pembuatan", "ke: tiada"), "utf-8")


class TestServe:
    """`mkdocs serve` builds anew when an SOP changes."""

    def test_rebuild(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """After a change a rebuild shows the new SOP and draws no other one again."""
        drawn: list[str] = []

        def drawing(sop: Sop, form: str, **more: Any) -> bytes:
            drawn.append(sop.id)
            return draw(sop, form, **more)

        monkeypatch.setattr("sopkit.ext.mkdocs.drawings.draw", drawing)
        config = configured(project)
        build(config)
        before = len(drawn)
        file = project / "sops/penerimaan-surat-masuk.yaml"
        file.write_text(re.sub("(?m)^nama: .*$", "nama: Judul Baru", file.read_text("utf-8")), "utf-8")

        build(config)

        assert "Judul Baru" in page(project / "site", "prosedur/penerimaan-surat-masuk").text
        assert before == 2
        assert drawn[before:] == ["penerimaan-surat-masuk"]

    def test_error_shows_no_old_picture(self, project: Path) -> None:
        """An SOP that got an error shows a box, and not the picture that was drawn before."""
        config = configured(project)
        build(config)
        _spoil(project)

        build(config)

        assert not any(tag == "svg" for tag, _ in page(project / "site", "kantor/naskah").elements)

    def test_watched(self, project: Path) -> None:
        """The SOPs, their settings and a theme file are watched."""
        theme = project / "warna.toml"
        theme.write_text('base = "monochrome"\n')
        config = configured(project, sopkit={"theme": "warna.toml"})
        build(config)
        plugin = config.plugins["sopkit"]
        assert isinstance(plugin, SopkitPlugin)
        server = LiveReloadServer(lambda: None, "localhost", 0, str(project / "site"))
        watched: list[str] = []
        server.watch = lambda path, *_, **__: watched.append(path)  # type: ignore[method-assign]

        plugin.on_serve(server, config=config, builder=lambda: None)
        server.server_close()

        assert {str(theme), str(project / "sops"), str(project / "sops/sopkit.toml")} <= set(watched)


class TestParts:
    """What needs no site."""

    def test_navigation(self) -> None:
        """Pages take the place of `sop:*` at any depth, alone or in a list."""
        nav = ["a.md", {"B": ["b.md", "sop:*", {"C": "sop:*"}]}]

        assert with_pages(nav, ["p.md"]) == (["a.md", {"B": ["b.md", "p.md", {"C": ["p.md"]}]}], True)
        assert with_pages(["a.md"], ["p.md"]) == (["a.md"], False)

    def test_style_follows_the_page(self) -> None:
        """Drawings are dark where the page is, whatever the reader's system prefers, and never on paper."""
        css = style_sheet("colour").decode()

        assert "@media screen{[data-md-color-scheme=default] .sopkit," in css
        assert "[data-md-color-scheme=slate] .sopkit,[data-bs-theme=dark] .sopkit{--sop-paper:#15191f" in css
        assert "@media screen" not in style_sheet("monochrome").decode()

    def test_names(self, tmp_path: Path) -> None:
        """Pages have names of plain letters, each once, whatever the ids are."""
        text = PROJECT.joinpath("sops/penerimaan-surat-masuk.yaml").read_text("utf-8")
        paths = [tmp_path / name for name in ("Index.yaml", "1.yaml", "a b.yaml", "a-b.yaml")]
        for path in paths:
            path.write_text(text, "utf-8")

        library = read_library(paths, [], tmp_path)

        names = [entry.name for entry in library.entries]
        assert names == ["sop-1", "index-2", "a-b", "a-b-2"]
