"""`sopkit export`: what goes where, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest

import sopkit
from sopkit.export import as_csv, as_markdown, as_mermaid
from tests.command_line import ROOT, SEED, Terminal, follow

if TYPE_CHECKING:
    from pathlib import Path

SOPS = ROOT / "sops"
SOP = sopkit.load(SEED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three procedures, one of them further down."""
    place = tmp_path / "sop"
    (place / "lain").mkdir(parents=True)
    for name in ("pembuatan-naskah-dinas", "perbaikan-data-kinerja"):
        shutil.copy(SOPS / f"{name}.yaml", place)
    shutil.copy(SEED, place / "lain" / "perbaikan_data_kinerja.yaml")
    return place


class TestOne:
    """One SOP."""

    @pytest.mark.parametrize(
        ("form", "content"),
        [("markdown", as_markdown(SOP)), ("mermaid", as_mermaid(SOP)), ("csv", as_csv([SOP]))],
    )
    def test_goes_to_standard_output(self, form: str, content: str) -> None:
        """Without `-o` the text goes to standard output."""
        outcome = follow("export", SEED, "--to", form)

        assert (outcome.code, outcome.out, outcome.err) == (0, content, "")

    def test_json_is_one_object(self) -> None:
        """One file gives one object, a folder a list."""
        assert json.loads(follow("export", SEED, "--to", "json").out)["title"] == SOP.title

    def test_standard_input_is_read(self) -> None:
        """`-` is standard input."""
        outcome = follow("export", "-", "--to", "mermaid", stdin=SEED.read_text(encoding="utf-8"))

        assert outcome.out == as_mermaid(SOP)

    def test_file_is_written(self, tmp_path: Path) -> None:
        """`-o` names the file; a person at a terminal is told."""
        outcome = follow("export", SEED, "--to", "markdown", "-o", tmp_path / "sop.md", err=Terminal())

        assert (tmp_path / "sop.md").read_text(encoding="utf-8") == as_markdown(SOP)
        assert outcome.err == f"`{tmp_path / 'sop.md'}` is written.\n"

    def test_csv_file_begins_with_the_mark_of_utf_8(self, tmp_path: Path) -> None:
        """A CSV file tells Excel its encoding, and can have the separator of Indonesian settings."""
        follow("export", SEED, "--to", "csv", "--separator", "semicolon", "-o", tmp_path / "sop.csv")

        data = (tmp_path / "sop.csv").read_bytes()
        assert data == b"\xef\xbb\xbf" + as_csv([SOP], separator=";").encode()

    def test_folder_gets_a_file(self, tmp_path: Path) -> None:
        """A folder after `-o` gets a file named after the SOP."""
        follow("export", SEED, "--to", "mermaid", "-o", f"{tmp_path / 'hasil'}/")

        assert (tmp_path / "hasil" / "perbaikan-data-kinerja.mmd").read_text() == as_mermaid(SOP)

    def test_form_of_the_agency_is_used(self, folder: Path) -> None:
        """The columns of the settings hold where the SOP names none, as for drawings."""
        (folder / "sopkit.toml").write_text('[form]\ncolumns = ["activity", "actors"]\n')

        outcome = follow("export", folder / "perbaikan-data-kinerja.yaml", "--to", "csv")
        assert outcome.out.startswith("Kegiatan,Pelaksana,Kelanjutan\n")

    def test_text_of_a_terminal_is_harmless(self, tmp_path: Path) -> None:
        """A terminal gets the number of what it would obey, a pipe the text itself."""
        text = SEED.read_text(encoding="utf-8").replace("activity: ", "activity: \u202e", 1)
        (tmp_path / "sop.yaml").write_text(text, encoding="utf-8")

        words = ("export", tmp_path / "sop.yaml", "--to", "csv")
        assert "\u202e" in follow(*words).out
        assert "\u202e" not in follow(*words, out=Terminal()).out


class TestSeveral:
    """Folders and several files."""

    def test_folder_gets_a_file_each(self, folder: Path, tmp_path: Path) -> None:
        """Each SOP gets a file of its own, two of one name too, and nothing else is left."""
        outcome = follow("export", folder, "--to", "markdown", "-o", tmp_path / "hasil", err=Terminal())

        assert outcome.code == 0
        assert outcome.err == f"SOPs written to `{tmp_path / 'hasil'}`: 3.\n"
        assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [
            "pembuatan-naskah-dinas.md", "perbaikan-data-kinerja-2.md", "perbaikan-data-kinerja.md",
        ]  # fmt: skip

    def test_csv_is_joined(self, folder: Path) -> None:
        """The rows of several SOPs stand in one table, each named."""
        rows = list(csv.reader(io.StringIO(follow("export", folder, "--to", "csv").out, newline="")))

        assert rows[0][:2] == ["Nomor SOP", "Nama SOP"]
        assert len(rows) == 1 + 5 + 10 + 10

    def test_json_is_a_list(self, folder: Path, tmp_path: Path) -> None:
        """Several SOPs are one list, and so is a folder with only one; in a file too."""
        follow("export", folder, "--to", "json", "-o", tmp_path / "semua.json")

        assert len(json.loads((tmp_path / "semua.json").read_text(encoding="utf-8"))) == 3
        assert len(json.loads(follow("export", folder / "lain", "--to", "json").out)) == 1

    def test_nothing_is_written_beside_an_error(self, folder: Path, tmp_path: Path) -> None:
        """If one SOP has errors its findings are told, and nothing is written of the others."""
        faulty = folder / "perbaikan-data-kinerja.yaml"
        faulty.write_text(
            faulty.read_text(encoding="utf-8").replace("number:", "numer:", 1), encoding="utf-8"
        )

        for outcome in (
            follow("export", folder, "--to", "markdown", "-o", tmp_path / "hasil"),
            follow("export", folder, "--to", "json"),
        ):
            assert (outcome.code, outcome.out) == (1, "")
            assert "perbaikan-data-kinerja.yaml" in outcome.err
        assert not (tmp_path / "hasil").exists()

    def test_nothing_is_written_beside_a_missing_file(self, folder: Path, tmp_path: Path) -> None:
        """If one file cannot be read nothing is written of the others."""
        outcome = follow("export", folder, tmp_path / "tiada.yaml", "--to", "csv")

        assert (outcome.code, outcome.out) == (3, "")

    def test_all_or_none_are_written(self, folder: Path, tmp_path: Path) -> None:
        """If one of the files cannot be written the others stay as they were."""
        target = tmp_path / "hasil"
        (target / "perbaikan-data-kinerja.md").mkdir(parents=True)

        outcome = follow("export", folder, "--to", "markdown", "-o", target)
        assert outcome.code == 2
        assert "perbaikan-data-kinerja.md` cannot be written" in outcome.err
        assert [path.name for path in target.iterdir()] == ["perbaikan-data-kinerja.md"]

    def test_older_files_are_replaced(self, folder: Path, tmp_path: Path) -> None:
        """A second run gives the same files."""
        for _ in range(2):
            assert follow("export", folder, "--to", "mermaid", "-o", tmp_path / "hasil").code == 0

        written = tmp_path / "hasil" / "perbaikan-data-kinerja.mmd"
        assert written.read_text(encoding="utf-8") == as_mermaid(SOP)


class TestRefused:
    """What cannot be meant stops before any work."""

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--to", "marcdown"], "Did you mean `markdown`?"),
            ([], "`--to` is missing"),
            (["--to", "markdown"], "several SOPs as `markdown` need a folder"),
            (["--to", "mermaid", "-o", "semua.mmd"], "several SOPs as `mermaid` need a folder"),
            (["--to", "mermaid", "-o", "semua.md"], "ends in `.md`, but `--to mermaid` was asked for"),
            (["--to", "json", "--separator", "tab"], "`--separator` is for CSV only"),
            (["--to", "csv", "-o", "tiada/semua.csv"], "there is no folder"),
        ],
    )
    def test_mistake_is_named(
        self, words: list[str], message: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each mistake has its message, and nothing is written."""
        monkeypatch.chdir(tmp_path)

        outcome = follow("export", folder, *words)
        assert outcome.code == 2
        assert message in outcome.err
        assert [path.name for path in tmp_path.iterdir()] == ["sop"]

    def test_file_in_the_place_of_the_folder_is_kept(self, folder: Path, tmp_path: Path) -> None:
        """A file that stands where the folder should be is not replaced."""
        (tmp_path / "hasil").write_text("milik saya")

        assert follow("export", folder, "--to", "markdown", "-o", tmp_path / "hasil").code == 2
        assert (tmp_path / "hasil").read_text() == "milik saya"

    @pytest.mark.parametrize("output", ["", "perbaikan-data-kinerja.json"])
    def test_sop_is_not_replaced(self, output: str, tmp_path: Path) -> None:
        """An SOP that is JSON itself is not overwritten by its own export."""
        source = tmp_path / "perbaikan-data-kinerja.json"
        shutil.copy(SEED, source)

        outcome = follow("export", source, "--to", "json", "-o", tmp_path / output)
        assert outcome.code == 2
        assert "which would be replaced" in outcome.err
        assert source.read_bytes() == SEED.read_bytes()

    def test_other_word_means_export(self) -> None:
        """`ekspor` is told as `export`."""
        assert "`export`" in follow("ekspor", SEED).err
