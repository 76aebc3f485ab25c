"""SOPs in documentations made with Sphinx: pages, links, warnings, and builds that are right."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("sphinx", reason="the extra `sphinx` is not installed")

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

from sopkit.chart import draw
from sopkit.document import load
from sopkit.errors import EngineMissing
from sopkit.ext.sphinx.drawings import inline_svg
from sopkit.ext.sphinx.tables import steps_table
from tests.strategies import HORRORS

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "tests" / "data" / "sphinx-project"
SOPS = ROOT / "sops"
SEED = SOPS / "perbaikan-data-kinerja.yaml"
A4_TEXT_PT = 453
"""The width of text of a document by Sphinx: A4 with margins of an inch."""
SMALL_LETTER_PT = 3.5
"""The mean width of small letters of Times at 8 points."""
BESIDE_PT = 12
LIST_PT = 10.4
"""The indent of a list at 8 points, 1.3 em."""
HOSTILE = '<script>alert(1)</script> `code`_ |sub| *a* \\input{x} $x$ % # & ~ ^ _ {} -- "q"'
SOUND = ROOT / "sops" / "penerimaan-surat-masuk.yaml"


class Reader(HTMLParser):
    """Reads a page as a browser does, and keeps elements and words."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)

    def having(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


def read_page(text: str) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left."""

    out: Path
    warnings: str
    read: tuple[str, ...]
    """The pages that were read."""

    def text(self, name: str) -> str:
        """Return a file of the output."""
        return (self.out / name).read_text(encoding="utf-8")


def build(project: Path, builder: str = "html", **values: object) -> Built:
    """Build a documentation in this process, with values over those of its `conf.py`.

    The doctrees of a book are where Sphinx keeps them by itself, in its output.
    """
    out, warnings = project.parent / f"out-{builder}", io.StringIO()
    read: list[str] = []
    with patch_docutils(str(project)), docutils_namespace():
        app = Sphinx(
            str(project),
            str(project),
            str(out),
            str(out / ".doctrees" if builder == "epub" else project.parent / "doctrees"),
            builder,
            confoverrides=dict(values),
            status=io.StringIO(),
            warning=warnings,
        )
        app.connect("source-read", lambda app, docname, source: read.append(docname))
        app.build()
    plain = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())
    return Built(out, plain, tuple(sorted(read)))


def write(project: Path, pages: Mapping[str, str], conf: str = "") -> Path:
    """Write a documentation with pages by name, and a folder `sops` beside them."""
    (project / "sops").mkdir(parents=True, exist_ok=True)
    (project / "conf.py").write_text(f'extensions = ["sopkit.ext.sphinx"]\nlanguage = "en"\n{conf}\n')
    others = "\n".join(f"   {name}" for name in pages if name != "index")
    index = pages.get("index", "")
    text = f"Index\n=====\n\n{index}\n\n.. toctree::\n\n{others}\n"
    (project / "index.rst").write_text(text, encoding="utf-8")
    for name, body in pages.items():
        if name != "index":
            (project / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{body}\n", encoding="utf-8")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a documentation with an SOP on page `a`, nothing on `b`, and a link to the SOP on `c`."""
    pages = {
        "a": ".. sop:: /sops/surat.yaml",
        "b": "Nothing here.",
        "c": "See :sop:`surat` and :sop-step:`surat/1`.",
    }
    write(tmp_path / "docs", pages, 'sop_path = "sops"')
    shutil.copy(SOUND, tmp_path / "docs" / "sops" / "surat.yaml")
    return tmp_path / "docs"


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the minimal project as HTML."""
    folder = tmp_path_factory.mktemp("minimal")
    shutil.copytree(PROJECT, folder / "docs")
    return build(folder / "docs")


class TestMinimalProject:
    """The project in tests/data/sphinx-project."""

    @pytest.mark.parametrize("builder", ["html", "epub", "latex"])
    def test_builds_without_a_warning(self, builder: str, tmp_path: Path) -> None:
        """With `-W` the project builds as HTML, EPUB and LaTeX."""
        options = ["-q", "-W", "--keep-going", "-b", builder, "-d", str(tmp_path / "doctrees")]
        command = [sys.executable, "-m", "sphinx", *options, str(PROJECT), str(tmp_path / "out")]

        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

        assert (done.returncode, done.stderr) == (0, "")

    def test_page_shows_every_part(self, minimal: Built) -> None:
        """`sop` shows identity, flowchart, steps and times."""
        reader = read_page(minimal.text("kinerja.html"))
        words = " ".join(reader.words)

        sop = load(SEED)
        assert all(" ".join(step.activity.split()) in words for step in sop.steps)
        assert sop.number in words
        assert sum(name == "svg" for name, attributes in reader.elements) == 1
        assert "520 menit" in words

    def test_ids_are_unique(self, minimal: Built) -> None:
        """No id comes twice on a page."""
        for name in ("kinerja.html", "naskah.html"):
            ids = read_page(minimal.text(name)).having("id")

            assert len(ids) == len(set(ids))

    def test_symbols_lead_to_rows(self, minimal: Built) -> None:
        """The symbols of the drawing are links to the rows of the table on the same page."""
        reader = read_page(minimal.text("kinerja.html"))

        leading = {link for link in reader.having("href") if "-step-" in link}
        assert "#sop-perbaikan-data-kinerja-step-telaah-kabag" in leading
        assert {link[1:] for link in leading if link.startswith("#")} <= set(reader.having("id"))

    def test_drawing_is_reached_with_keys_and_heard(self, minimal: Built) -> None:
        """The drawing stands in a named region that takes the focus, and the page's `alt` describes it."""
        page = minimal.text("naskah.html")

        assert re.search(r'class="sop-drawing" role="region" tabindex="0" aria-label="[^"]+Pembuatan', page)
        assert "Tim membuat naskah, Sekretaris memeriksa, Kepala menandatangani.</desc>" in page

    def test_table_of_steps_is_accessible(self, minimal: Built) -> None:
        """The table has a caption, a head, and the number of each step as the head of its row."""
        page = minimal.text("kinerja.html")

        assert "Langkah SOP Perbaikan Data Kinerja" in page.partition("<caption>")[2][:200]
        assert page.count('<th class="stub">') == 10

    def test_links_have_the_titles_of_their_targets(self, minimal: Built) -> None:
        """A link without a title is called by the SOP's title, or by number and activity of the step."""
        page = minimal.text("index.html")

        assert 'href="kinerja.html#sop-perbaikan-data-kinerja"' in page
        assert '<span class="xref sop">Perbaikan Data Kinerja</span>' in page
        assert ">langkah 6: Menelaah dan mengoreksi" in page
        assert '<span class="xref sop">SOP surat</span>' in page

    def test_index_links_each_sop(self, minimal: Built) -> None:
        """`sop-index` leads to the page of each SOP."""
        links = read_page(minimal.text("index.html")).having("href")

        assert "naskah.html#sop-pembuatan-naskah-dinas-steps" in links

    def test_inventory_names_sops_and_steps(self, minimal: Built) -> None:
        """Other documentations can link to SOPs and steps."""
        with (minimal.out / "objects.inv").open("rb") as stream:
            found = InventoryFile.load(stream, "https://example.org", lambda base, uri: f"{base}/{uri}")

        names = {kind: set(objects) for kind, objects in dict(found).items() if kind.startswith("sop:")}
        assert "perbaikan-data-kinerja" in names["sop:sop"]
        assert "perbaikan-data-kinerja/telaah-kabag" in names["sop:step"]

    def test_pictures_are_named_by_their_content(self, minimal: Built) -> None:
        """Each drawing is there once, as `sopkit draw` makes it, under a name made of its content."""
        pictures = sorted((minimal.out / "_images").iterdir())

        assert [re.sub(r"[0-9a-f]{16}", "*", path.name) for path in pictures] == [
            "sop-pembuatan-naskah-dinas-*.svg",
            "sop-perbaikan-data-kinerja-*.svg",
        ]
        assert pictures[1].read_bytes() == draw(load(SEED))

    def test_latex_holds_pictures_and_anchors(self, tmp_path: Path) -> None:
        """LaTeX gets the drawing as PDF, the table as text, and labels for links to steps."""
        shutil.copytree(PROJECT, tmp_path / "docs")

        built = build(tmp_path / "docs", "latex")

        tex = built.text("sopbiro.tex")
        assert len(list(built.out.glob("sop-*.pdf"))) == 2
        assert re.search(r"\\sphinxincludegraphics\{\{sop-perbaikan-data-kinerja-[0-9a-f]{16}\}\.pdf\}", tex)
        assert r"\label{\detokenize{kinerja:sop-perbaikan-data-kinerja-step-telaah-kabag}}" in tex

    def test_columns_on_paper_hold_their_words(self, tmp_path: Path) -> None:
        """In LaTeX every column of steps is as wide as its words, in small letters that are not stretched."""
        shutil.copytree(PROJECT, tmp_path / "docs")
        tex = build(tmp_path / "docs", "latex").text("sopbiro.tex")
        tables = re.findall(r"\\begin\{longtable\}\{(>.*)\}\n", tex)

        assert len(tables) >= 2
        for table in tables:
            assert table.count(r"\footnotesize\raggedright") == table.count(r"\X{")

    @pytest.mark.parametrize("path", sorted(SOPS.glob("*.yaml")), ids=lambda path: path.stem)
    def test_no_word_touches_the_next_column(self, path: Path) -> None:
        """On A4, each column holds its longest word of up to 13 letters and what is free beside it."""
        table = steps_table(load(path), {step.key: step.key for step in load(path).steps}, caption="Langkah")
        widths = [int(spec["colwidth"]) for spec in table.findall(nodes.colspec)]
        for row in table.findall(nodes.row):
            for width, entry in zip(widths, row.findall(nodes.entry), strict=True):
                parts = re.split(r"[\s-]+", entry.astext())
                words = [word for word in parts if len(word) <= 13]
                has_list = bool(list(entry.findall(nodes.bullet_list)))
                needed_pt = max(map(len, words), default=0) * SMALL_LETTER_PT + LIST_PT * has_list
                assert width / sum(widths) * A4_TEXT_PT - BESIDE_PT >= needed_pt, words

    def test_epub_holds_pictures_with_their_words(self, tmp_path: Path) -> None:
        """An EPUB has each drawing once, as a picture with a text alternative, and its pages are XML."""
        shutil.copytree(PROJECT, tmp_path / "docs")

        built = build(tmp_path / "docs", "epub")

        with zipfile.ZipFile(built.out / "SOPBiro.epub") as book:
            page = book.read("naskah.xhtml").decode()
            names = book.namelist()
            drawing = book.read(next(name for name in names if name.endswith(".svg")))
        ET.fromstring(page.partition("<!DOCTYPE html>")[2])
        assert 'alt="Tim membuat naskah' in page
        pictures = [name for name in names if name.endswith(".svg")]
        assert {Path(name).parent.name for name in pictures} == {"_images"}
        assert b' lang="' not in drawing.partition(b">")[0].replace(b" xml:lang", b"")

    def test_text_has_the_flow_in_words(self, tmp_path: Path) -> None:
        """Where there are no pictures, the flow is told in words."""
        shutil.copytree(PROJECT, tmp_path / "docs")

        built = build(tmp_path / "docs", "text")

        assert "Prosedur ini terdiri dari 10 langkah" in " ".join(built.text("kinerja.txt").split())


class TestIncrementalBuilds:
    """A build after a change shows what is there now, and does no more than it must."""

    def test_a_changed_sop_is_read_where_it_is_used(self, project: Path) -> None:
        """Only the pages of an SOP are read again; those that link to it are written with its new title."""
        first = build(project)
        path = project / "sops" / "surat.yaml"
        title = load(path).title
        path.write_text(path.read_text(encoding="utf-8").replace(title, "Surat Baru"), encoding="utf-8")

        second = build(project)

        assert (first.read, second.read) == (("a", "b", "c", "index"), ("a",))
        assert "Surat Baru" in second.text("a.html")
        assert '<span class="xref sop">Surat Baru</span>' in second.text("c.html")

    def test_nothing_changed_reads_nothing(self, project: Path) -> None:
        """A second build of the same reads no page."""
        build(project)

        assert build(project).read == ()

    def test_an_older_file_is_a_change_too(self, project: Path) -> None:
        """Content decides, not the time of a file: an SOP put back from an archive is read."""
        build(project)
        path = project / "sops" / "surat.yaml"
        before = path.stat()
        path.write_bytes(path.read_bytes().replace(b"\n", b"\n# arsip\n", 1))
        os.utime(path, ns=(before.st_atime_ns - 10**12, before.st_mtime_ns - 10**12))

        assert build(project).read == ("a",)

    def test_errors_take_the_picture_away(self, project: Path) -> None:
        """An SOP that has errors now shows them in the place of its drawing, and links to it warn."""
        build(project)
        path = project / "sops" / "surat.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\ntitel: keliru\n", encoding="utf-8")

        built = build(project)

        page = built.text("a.html")
        line = path.read_text(encoding="utf-8").split("\n").index("titel: keliru") + 1
        assert "<svg" not in page
        assert 'class="sop-error admonition error"' in page
        assert f"sops/surat.yaml:{line}: ERROR: " in built.warnings
        assert "[sop.error]" in built.warnings
        assert "c.rst:4: WARNING: no page shows the SOP `surat`" in built.warnings

    def test_findings_are_said_again_at_every_build(self, project: Path) -> None:
        """A finding is told until it is mended, also where no page is read again."""
        path = project / "sops" / "surat.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\ntitel: keliru\n", encoding="utf-8")
        first = build(project)

        second = build(project)

        assert second.read == ()
        assert first.warnings.count("[sop.error]") == second.warnings.count("[sop.error]") == 1

    def test_a_removed_sop_is_missed_at_every_build(self, project: Path) -> None:
        """A page whose SOP is gone says so, until it is there again."""
        build(project)
        (project / "sops" / "surat.yaml").rename(project / "sops" / "surat.txt")

        for _ in range(2):
            built = build(project)

            assert "a.rst:4: WARNING: `" in built.warnings
            assert "<svg" not in built.text("a.html")
        (project / "sops" / "surat.txt").rename(project / "sops" / "surat.yaml")
        assert "<svg" in build(project).text("a.html")

    def test_new_settings_are_read(self, project: Path) -> None:
        """Settings that appear above the SOPs hold from the next build on."""
        build(project)
        (project / "sopkit.toml").write_text('theme = "monochrome"\n', encoding="utf-8")

        built = build(project)

        assert built.read == ("a",)
        assert draw(load(SOUND), theme="monochrome") in [
            path.read_bytes() for path in (built.out / "_images").iterdir()
        ]

    def test_faulty_settings_are_told(self, project: Path) -> None:
        """Settings that cannot be used are told, and the SOP is not shown as if there were none."""
        (project / "sopkit.toml").write_text('tema = "colour"\n', encoding="utf-8")

        built = build(project)

        assert "sopkit.toml:: WARNING: the setting `tema`" in built.warnings
        assert "[sop.settings]" in built.warnings
        assert "<svg" not in built.text("a.html")

    def test_a_theme_file_is_a_dependency(self, project: Path) -> None:
        """A changed theme file draws the flowcharts of its pages anew."""
        theme = project / "biro.toml"
        theme.write_text('[colours]\ntext = "#112233"\n', encoding="utf-8")
        (project / "b.rst").write_text("b\n=\n\n.. sop-flowchart:: surat\n   :theme: biro.toml\n")
        build(project)
        theme.write_text('[colours]\ntext = "#445566"\n', encoding="utf-8")

        built = build(project)

        assert built.read == ("b",)
        assert "#445566" in built.text("b.html")
        assert "#112233" not in built.text("b.html")

    def test_a_new_sop_is_listed(self, project: Path) -> None:
        """An SOP that is added to the folder is in its index after the next build."""
        (project / "b.rst").write_text("b\n=\n\n.. sop-index::\n   :list:\n", encoding="utf-8")
        build(project)
        shutil.copy(ROOT / "sops" / "pelayanan-pengaduan-masyarakat.yaml", project / "sops")

        built = build(project)

        assert built.read == ("b",)
        assert load(ROOT / "sops" / "pelayanan-pengaduan-masyarakat.yaml").title in built.text("b.html")

    def test_a_drawing_that_fails_ends_the_build(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without an engine no page is written with an older picture, and the next build makes up for it."""
        build(project)
        path = project / "sops" / "surat.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(load(path).title, "Surat Baru"), encoding="utf-8"
        )

        def fail(*_: object, **__: object) -> bytes:
            raise EngineMissing("graphviz-pure", ("PATH",))

        with monkeypatch.context() as patch:
            patch.setattr("sopkit.ext.sphinx.drawings.draw", fail)
            with pytest.raises(ExtensionError, match="cannot be drawn: the drawing engine"):
                build(project)

        assert "Surat Baru" in build(project).text("a.html")

    def test_workers_change_nothing(self, tmp_path: Path) -> None:
        """Two processes write the same bytes as one."""
        pages = {f"p{number}": f".. sop:: {SEED.stem}\n\n:sop:`surat`" for number in range(6)}
        pages |= {"q": ".. sop-flowchart:: surat\n\n.. sop-steps:: surat", "r": ".. sop-index::"}
        write(tmp_path / "docs", pages, 'sop_path = "sops"')
        shutil.copy(SEED, tmp_path / "docs" / "sops")
        shutil.copy(SOUND, tmp_path / "docs" / "sops" / "surat.yaml")
        told = []

        for workers in ("1", "2"):
            options = ["-q", "-j", workers, "-d", str(tmp_path / f"doctrees-{workers}")]
            places = [str(tmp_path / "docs"), str(tmp_path / workers)]
            command = [sys.executable, "-m", "sphinx", *options, *places]
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, done.stderr
            told.append(done.stderr)

        one, two = (
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
            for folder in (tmp_path / "1", tmp_path / "2")
        )
        assert one == two
        assert told[0] == told[1]
        assert told[0].count("open-ended-time") == 1


class TestWarnings:
    """Findings are warnings of Sphinx."""

    def test_findings_stand_at_their_lines(self, tmp_path: Path) -> None:
        """Each finding is told once, at file and line of the SOP, though several pages show it."""
        pages = {"a": ".. sop-times:: seed", "b": ".. sop-steps:: seed"}
        write(tmp_path / "docs", pages, 'sop_path = "sops"')
        shutil.copy(SEED, tmp_path / "docs" / "sops" / "seed.yaml")

        built = build(tmp_path / "docs")

        place = tmp_path / "docs" / "sops" / "seed.yaml"
        assert built.warnings.count(f"{place}:62: WARNING: SOP303 open-ended-time: ") == 1
        assert "hint" not in built.warnings

    def test_hints_are_told_on_request(self, tmp_path: Path) -> None:
        """`sop_hints` tells hints too, without reading anything again."""
        write(tmp_path / "docs", {"a": ".. sop-times:: /sops/seed.yaml"})
        shutil.copy(SEED, tmp_path / "docs" / "sops" / "seed.yaml")
        build(tmp_path / "docs")

        built = build(tmp_path / "docs", sop_hints=True)

        assert built.read == ()
        assert "revised-on-creation-day" in built.warnings
        assert "[sop.hint]" in built.warnings

    def test_warnings_can_be_suppressed(self, tmp_path: Path) -> None:
        """`suppress_warnings` knows findings by their severity."""
        write(tmp_path / "docs", {"a": ".. sop-times:: /sops/seed.yaml"})
        shutil.copy(SEED, tmp_path / "docs" / "sops" / "seed.yaml")

        assert build(tmp_path / "docs", suppress_warnings=["sop.warning"]).warnings == ""

    def test_a_missing_target_has_a_suggestion(self, project: Path) -> None:
        """A link to an SOP or a step that is not there says which was probably meant."""
        (project / "b.rst").write_text("b\n=\n\n:sop:`surrat` :sop-step:`surat/99`\n", encoding="utf-8")

        warnings = build(project).warnings

        assert "b.rst:4: WARNING: no page shows the SOP `surrat`" in warnings
        assert "Did you mean `surat`? [sop.ref]" in warnings
        assert "no page shows the step `surat/99`" in warnings

    def test_a_misspelt_id_has_a_suggestion(self, project: Path) -> None:
        """An SOP that is named wrongly in a directive says which was probably meant."""
        (project / "b.rst").write_text("b\n=\n\n.. sop-times:: surrat\n", encoding="utf-8")

        warnings = build(project).warnings

        assert "b.rst:4: WARNING: there is no SOP `surrat` in `sops`" in warnings
        assert "Did you mean `surat`? [sop.missing]" in warnings

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("sop_language", "fr"),
            ("sop_engine", "neato"),
            ("sop_theme", "pink"),
            ("sop_path", "nowhere"),
            ("sop_settings", "nowhere.toml"),
        ],
    )
    def test_values_that_cannot_be_meant_are_refused(self, project: Path, name: str, value: str) -> None:
        """A value of `conf.py` that is not possible ends the build with its name."""
        with pytest.raises(ConfigError, match=name):
            build(project, **{name: value})

    def test_an_unknown_theme_is_told_at_the_page(self, project: Path) -> None:
        """A theme that is none is told where the page asks for it."""
        (project / "b.rst").write_text(
            "b\n=\n\n.. sop-flowchart:: surat\n   :theme: pink\n", encoding="utf-8"
        )

        assert re.search(r"b\.rst:4: ERROR: theme: no theme `pink`", build(project).warnings)


class TestPages:
    """What pages can ask for."""

    def test_a_path_counts_from_the_page_or_from_the_sources(self, project: Path) -> None:
        """Paths are relative to the page, from the sources with `/`, and may lead out with `..`."""
        shutil.copy(SEED, project.parent / "luar.yaml")
        (project / "part").mkdir()
        (project / "part" / "page.rst").write_text(
            ":orphan:\n\nPage\n====\n\n.. sop-times:: ../sops/surat.yaml\n\n.. sop-steps:: ../../luar.yaml\n",
            encoding="utf-8",
        )

        built = build(project)

        assert "Langkah" not in built.text("part/page.html")
        assert load(SEED).steps[0].activity in built.text("part/page.html")

    def test_a_step_of_the_same_page_needs_no_sop(self, project: Path) -> None:
        """On the page of one SOP a step can be named alone, and `#` and `:` part them too."""
        with (project / "a.rst").open("a", encoding="utf-8") as page:
            page.write("\n:sop-step:`1` :sop:step:`surat#2` :sop-step:`surat:2`\n")

        built = build(project)

        assert built.warnings == ""
        assert built.text("a.html").count('<span class="xref sop') == 3

    def test_related_sops_are_links(self, tmp_path: Path) -> None:
        """A related SOP that the documentation shows is linked to, others stay words."""
        pages = {"a": ".. sop:: satu", "b": ".. sop:: dua"}
        write(tmp_path / "docs", pages, 'sop_path = "sops"')
        text = SOUND.read_text(encoding="utf-8")
        title = load(SOUND).title
        (tmp_path / "docs" / "sops" / "dua.yaml").write_text(text, encoding="utf-8")
        seed = SEED.read_text(encoding="utf-8").replace("SOP Pengumpulan Data Kinerja", title)
        (tmp_path / "docs" / "sops" / "satu.yaml").write_text(seed, encoding="utf-8")

        page = build(tmp_path / "docs", suppress_warnings=["sop"]).text("a.html")

        assert 'href="b.html#sop-dua"' in page
        assert "SOP LAKIP dan Penyusunan Renja" in page

    def test_parts_can_be_chosen(self, project: Path) -> None:
        """`sop` shows the parts that are asked for, in their order, in the language asked for."""
        (project / "b.rst").write_text(
            "b\n=\n\n.. sop:: surat\n   :parts: times steps\n   :lang: id\n", encoding="utf-8"
        )

        page = build(project).text("b.html")

        assert re.findall(r'<h2 class="rubric">(.*?)<', page) == ["Waktu", "Langkah"]
        assert "<svg" not in page

    def test_the_whole_corpus_can_be_shown(self, tmp_path: Path) -> None:
        """Every procedure of ours is shown whole, listed and linked."""
        sops = sorted((ROOT / "sops").glob("*.yaml"))
        pages = {path.stem: f".. sop:: {path.stem}" for path in sops}
        write(tmp_path / "docs", {**pages, "semua": ".. sop-index::"})
        for path in sops:
            shutil.copy(path, tmp_path / "docs" / "sops")

        built = build(tmp_path / "docs", "text", sop_path="sops", suppress_warnings=["sop.warning"])

        assert built.warnings == ""
        assert len(list(built.out.glob("*.txt"))) == len(sops) + 2

    def test_the_logo_is_shown(self, project: Path) -> None:
        """The identity shows the logo, if it is a picture in the folder of the SOP; else the build warns."""
        path = project / "sops" / "surat.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "\nlogo: logo.png\n", encoding="utf-8")
        without = build(project)
        Image.new("RGB", (8, 8), "red").save(project / "sops" / "logo.png")

        built = build(project)

        assert "surat.yaml:: WARNING: " in without.warnings
        assert "[sop.logo]" in without.warnings
        assert built.warnings == ""
        assert re.search(r'<img alt="[^"]+" src="_images/logo.png"', built.text("a.html"))

    def test_a_tall_drawing_is_cut_into_pages_for_print(self, tmp_path: Path) -> None:
        """A drawing that is too tall for a page is several pictures in LaTeX, with one caption."""
        write(tmp_path / "docs", {"a": ".. sop-flowchart:: /sops/panjang.yaml\n   :caption: Panjang"})
        steps = "".join(
            f"  - actor: a\n    activity: Menulis lembar {n}\n    time: 1 jam\n" for n in range(40)
        )
        head = SEED.read_text(encoding="utf-8").partition("actors:")[0]
        text = f"{head}actors:\n  a: Kabag\nsteps:\n{steps}"
        (tmp_path / "docs" / "sops" / "panjang.yaml").write_text(text, encoding="utf-8")

        built = build(tmp_path / "docs", "latex", suppress_warnings=["sop"])

        tex = next(built.out.glob("*.tex")).read_text(encoding="utf-8")
        assert tex.count(r"\sphinxincludegraphics{{sop-panjang") >= 2
        assert tex.count(r"\caption{Panjang}") == 1


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a documentation of an SOP whose texts try to be something else."""
    project = tmp_path_factory.mktemp("hostile") / "docs"
    write(project, {"a": ".. sop:: jahat\n\n:sop:`jahat`", "b": ".. sop-index::"}, 'sop_path = "sops"')
    text = SEED.read_text(encoding="utf-8")
    for words in ("Perbaikan Data Kinerja", "Karo Organisasi", "Printer", "Alat Tulis Kantor"):
        text = re.sub(rf"(?m)([:-]) {words}$", lambda match: f"{match[1]} '{HOSTILE}'", text)
    assert text.count("alert(1)") >= 4
    (project / "sops" / "jahat.yaml").write_text(text, encoding="utf-8")
    return project


class TestHostileTexts:
    """What an SOP says stays text."""

    def test_html_shows_them(self, hostile: Path) -> None:
        """A page shows every such text letter by letter and runs nothing."""
        built = build(hostile, suppress_warnings=["sop"])

        assert built.warnings == ""
        for name in ("a.html", "b.html"):
            reader = read_page(built.text(name))
            assert HOSTILE in "".join(reader.words)
            assert "<script>alert" not in built.text(name)

    def test_latex_escapes_them(self, hostile: Path) -> None:
        """LaTeX gets no command, no comment and no mathematics from an SOP."""
        tex = next(build(hostile, "latex", suppress_warnings=["sop"]).out.glob("*.tex")).read_text()

        assert "\\input{x}" not in tex
        assert "$x$" not in tex
        assert "\\textbackslash{}input\\{x\\}" in tex

    @pytest.mark.parametrize("horror", HORRORS)
    def test_any_words_may_describe_a_drawing(self, horror: str) -> None:
        """The text alternative that a page gives stays text in the drawing."""
        clean = "".join(
            letter for letter in horror if letter.isprintable() and not 0xD800 <= ord(letter) < 0xE000
        )

        svg = inline_svg(draw(load(SOUND)), "sop-x", alt=clean, links={})

        reader = read_page(svg)
        assert clean in "".join(reader.words)
        assert {name for name, _ in reader.elements}.isdisjoint({"script", "img", "iframe"})
