"""The catalogue of a folder of SOPs: its pages, their names, and what hostile SOPs cannot do to them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sopkit.errors import SiteRefused, UnknownName, UnreadableFile, UnwritableFile
from sopkit.site import BuildResult, build
from sopkit.source.folder import sop_files
from tests.page_reader import read_page
from tests.small_sops import tree

if TYPE_CHECKING:
    from tests.conftest import Forbid

SOPS = Path(__file__).parent.parent / "sops"
FAULTY = "sopkit: 1\nnumber: <b>1</b>\ntitel: Tanpa apa-apa\n"


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
    return build(folder, out, language="id", keep_going=True)


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
    """Building a catalogue; how often, how fast and how safely is looked at in `test_site_build`."""

    def test_each_sound_sop_gets_its_files(self, result: BuildResult, out: Path) -> None:
        """Each SOP without errors gets a page, its drawings, its form and its text; nothing else is there."""
        names = ["pembuatan-naskah-dinas", "perbaikan-data-kinerja"]
        endings = ["form.pdf", "html", "pdf", "png", "svg", "yaml"]

        assert sorted(path.name for path in (out / "sop").iterdir()) == sorted(
            f"{name}.{ending}" for name in names for ending in endings
        )
        there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
        assert there == {*result.files, ".sopkit/cache.json"}

    def test_files_are_what_their_endings_say(self, result: BuildResult, folder: Path, out: Path) -> None:
        """SVG, PNG and PDF are such, and the text is the one that the SOP was read from."""
        stem = out / "sop" / "perbaikan-data-kinerja"

        assert result.published
        assert stem.with_suffix(".svg").read_bytes().rstrip().endswith(b"</svg>")
        assert stem.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
        assert stem.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
        assert stem.with_suffix(".form.pdf").read_bytes().startswith(b"%PDF")
        assert stem.with_suffix(".yaml").read_bytes() == (folder / "perbaikan-data-kinerja.yaml").read_bytes()

    def test_an_sop_with_errors_is_not_drawn(self, result: BuildResult) -> None:
        """An SOP with errors is reported and gets no page."""
        named = {page.file: page.name for page in result.pages}

        assert named["keliru.yml"] is None
        assert result.has_errors
        assert [Path(document.file).name for document in result.faulty] == ["keliru.yml"]

    def test_faulty_sops_are_shown_with_their_findings(self, result: BuildResult, out: Path) -> None:
        """The catalogue names an SOP with errors and each of them."""
        words = " ".join(read_page((out / "findings.html").read_text(encoding="utf-8")).words)

        (faulty,) = result.faulty
        assert "keliru.yml" in words
        assert all(f"{finding.code} {finding.name}" in words for finding in faulty.errors)

    def test_the_index_links_every_page(self, result: BuildResult, out: Path) -> None:
        """The index leads to each page."""
        reader = read_page((out / "index.html").read_text(encoding="utf-8"))

        assert all(f"sop/{one.name}.html" in reader.links for one in result.pages if one.name)

    def test_every_link_leads_somewhere_in_the_catalogue(self, result: BuildResult, out: Path) -> None:
        """Every link and source is a file of the catalogue, and every anchor is an id of its page."""
        readers = {path: read_page(path.read_text(encoding="utf-8")) for path in out.rglob("*.html")}
        files = {out / name for name in result.files}

        for path, reader in readers.items():
            for link in reader.links:
                file, _, anchor = link.partition("#")
                target = Path(os.path.normpath(path.parent / file.partition("?")[0])) if file else path
                assert target in files, (path, link)
                assert not anchor or anchor in readers[target].ids, (path, link)

    def test_pages_are_whole(self, result: BuildResult, out: Path) -> None:
        """Every element is closed and no id comes twice."""
        assert result.files
        for path in out.rglob("*.html"):
            reader = read_page(path.read_text(encoding="utf-8"))
            assert reader.unbalanced == reader.open == []
            assert len(reader.ids) == len(set(reader.ids))

    def test_the_style_fetches_nothing(self, result: BuildResult, out: Path) -> None:
        """The style sheet names no other file."""
        style = (out / "style.css").read_text(encoding="utf-8")

        assert result.files
        assert "url(" not in style
        assert "@import" not in style

    def test_the_same_sops_give_the_same_bytes(
        self, result: BuildResult, folder: Path, out: Path, tmp_path: Path
    ) -> None:
        """Building twice gives the same bytes."""
        build(folder, tmp_path / "out", language="id", keep_going=True)

        assert result.published
        assert tree(tmp_path / "out") == tree(out)

    def test_progress_is_told(self, tmp_path: Path) -> None:
        """Each SOP is told when it is read, those with errors too, and when it is drawn."""
        (tmp_path / "sops").mkdir()
        (tmp_path / "sops" / "a.yaml").write_text(FAULTY, encoding="utf-8")
        shutil.copy(SOPS / "pembuatan-naskah-dinas.yaml", tmp_path / "sops" / "b.yaml")
        read: list[tuple[int, int, str]] = []
        drawn: list[tuple[int, int, str]] = []

        build(
            tmp_path / "sops",
            tmp_path / "out",
            language="en",
            keep_going=True,
            reading=lambda *one: read.append(one),
            progress=lambda *one: drawn.append(one),
        )

        assert read == [(1, 2, "a.yaml"), (2, 2, "b.yaml")]
        assert drawn == [(1, 1, "b.yaml")]

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
        assert (tmp_path / "out" / "sop" / "surat-2.html").exists()

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

        assert made == BuildResult()
        assert not (tmp_path / "out").exists()

    def test_what_cannot_be_read_is_named_and_the_rest_built(
        self, folder: Path, tmp_path: Path, forbidden: Forbid
    ) -> None:
        """A closed folder and a link to nowhere are in the result; the other SOPs are in the catalogue."""
        forbidden(folder / "bagian")
        (folder / "buntu.yaml").symlink_to("tidak-ada")

        result = build(folder, tmp_path / "out", language="id", keep_going=True)
        (folder / "buntu.yaml").unlink()

        assert [error.path.name for error in result.unread] == ["bagian", "buntu.yaml"]
        assert [page.file for page in result.pages] == ["keliru.yml", "perbaikan-data-kinerja.yaml"]

    def test_a_place_that_cannot_be_made_is_named(self, folder: Path, tmp_path: Path) -> None:
        """A file that stands where the catalogue should be, or above it, is an error that names it."""
        (tmp_path / "out").write_text("", encoding="utf-8")

        with pytest.raises(SiteRefused, match="out"):
            build(folder, tmp_path / "out", language="id")
        with pytest.raises(UnwritableFile, match="out"):
            build(folder, tmp_path / "out" / "katalog", language="id")
