"""`sopkit fmt`: files in place, what it says, and when it leaves a file alone."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest

from tests.command_line import child, follow
from tests.test_format import HEAD, PLAIN, STEP

if TYPE_CHECKING:
    from pathlib import Path

UNTIDY = PLAIN.replace("  position:", "    position:")
BROKEN = PLAIN.replace("title:", "titel:")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a formatted file, one that is not, and one with an error."""
    for name, text in (("broken", BROKEN), ("plain", PLAIN), ("untidy", UNTIDY)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


class TestInPlace:
    """Files are written whole, and only where something changes."""

    def test_file_is_formatted(self, folder: Path) -> None:
        """A file is brought into the layout, and named."""
        file = folder / "untidy.yaml"

        outcome = follow("fmt", file)

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out == f"`{file}` is formatted.\nFiles formatted: 1, already in order: 0.\n"
        assert file.read_text(encoding="utf-8") == PLAIN
        assert sorted(os.listdir(folder)) == ["broken.yaml", "plain.yaml", "untidy.yaml"]

    def test_formatted_file_is_not_touched(self, folder: Path) -> None:
        """A file in the layout is not written again."""
        file = folder / "plain.yaml"
        os.utime(file, (1, 1))
        before = file.stat()

        outcome = follow("fmt", file, "--lang", "id")

        assert outcome.out == "Berkas yang dirapikan: 0, yang sudah rapi: 1.\n"
        assert (file.stat().st_mtime, file.stat().st_ino) == (1, before.st_ino)

    def test_folder(self, folder: Path) -> None:
        """In a folder every file is formatted but those with errors, which are told."""
        outcome = follow("fmt", folder)

        assert outcome.code == 1
        assert "Files formatted: 1, already in order: 1." in outcome.out
        assert "unknown-key" in outcome.err
        assert f"`{folder / 'broken.yaml'}` is left as it is because it has errors" in outcome.err
        assert (folder / "broken.yaml").read_text(encoding="utf-8") == BROKEN
        assert (folder / "untidy.yaml").read_text(encoding="utf-8") == PLAIN

    def test_file_named_twice_is_formatted_once(self, folder: Path) -> None:
        """A file that is named twice, or stands in a folder that is named too, counts once."""
        outcome = follow("fmt", folder / "untidy.yaml", folder / "untidy.yaml")

        assert "Files formatted: 1, already in order: 0." in outcome.out

    @pytest.mark.parametrize(
        "broken",
        [
            PLAIN.replace("  position", "\tposition"),
            PLAIN.replace("time:", "time: -"),
            PLAIN.replace("actors:", "actors: ["),
            "",
            "[1]",
        ],
    )
    def test_file_with_errors_stays(self, broken: str, tmp_path: Path) -> None:
        """A file with an error in its text, keys or values keeps every byte."""
        file = tmp_path / "a.yaml"
        file.write_text(broken, encoding="utf-8")

        outcome = follow("fmt", file)

        assert (outcome.code, outcome.out) == (1, "")
        assert file.read_text(encoding="utf-8") == broken

    def test_fault_of_the_procedure_does_not_hinder(self, tmp_path: Path) -> None:
        """What is wrong with the procedure itself, such as an unknown step, does not stop the layout."""
        file = tmp_path / "a.yaml"
        file.write_text(UNTIDY + "    next: tidak-ada\n", encoding="utf-8")

        assert follow("fmt", file).code == 0
        assert "    next: tidak-ada\n" in file.read_text(encoding="utf-8")

    def test_silence_of_a_rule_does_not_hinder(self, tmp_path: Path) -> None:
        """Warnings and hints do not stop the layout, silenced or not."""
        file = tmp_path / "a.yaml"
        text = UNTIDY.replace("time: 5 menit", "time: Segera # sopkit: ignore open-ended-time -- begitu")
        file.write_text(text, encoding="utf-8")

        assert follow("fmt", file).code == 0
        assert "time: Segera  # sopkit: ignore" in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [
            ("utf-8", b""),
            ("utf-8", codecs.BOM_UTF8),
            ("utf-16-le", codecs.BOM_UTF16_LE),
            ("utf-16-be", codecs.BOM_UTF16_BE),
            ("utf-16-le", b""),
        ],
    )
    def test_encoding_stays(self, encoding: str, mark: bytes, tmp_path: Path) -> None:
        """The encoding, the byte order mark and the line breaks of a file stay."""
        file = tmp_path / "a.yaml"
        file.write_bytes(mark + UNTIDY.replace("\n", "\r\n").encode(encoding))

        assert follow("fmt", file).code == 0
        assert file.read_bytes() == mark + PLAIN.replace("\n", "\r\n").encode(encoding)

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files are those of POSIX")
    def test_rights_stay(self, folder: Path) -> None:
        """A file keeps its rights, and a link leads where it led."""
        (folder / "untidy.yaml").chmod(0o640)
        link = folder / "link.yaml"
        link.symlink_to("untidy.yaml")

        follow("fmt", link)

        assert link.is_symlink()
        assert (folder / "untidy.yaml").stat().st_mode & 0o777 == 0o640
        assert (folder / "untidy.yaml").read_text(encoding="utf-8") == PLAIN

    def test_unwritable_file_is_told(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that may not be written to is named, and the others are formatted."""
        (folder / "more.yaml").write_text(UNTIDY, encoding="utf-8")
        real = os.access
        monkeypatch.setattr(os, "access", lambda path, how: "more" not in str(path) and real(path, how))

        outcome = follow("fmt", folder / "more.yaml", folder / "untidy.yaml")

        assert outcome.code == 2
        assert f"`{folder / 'more.yaml'}` cannot be written" in outcome.err
        assert "Files formatted: 1, already in order: 0." in outcome.out
        assert (folder / "more.yaml").read_text(encoding="utf-8") == UNTIDY

    def test_missing_file(self, folder: Path) -> None:
        """A file that is not there is told, the others are formatted, and the exit code says 3."""
        outcome = follow("fmt", folder / "none.yaml", folder / "untidy.yaml")

        assert outcome.code == 3
        assert "cannot be read" in outcome.err
        assert (folder / "untidy.yaml").read_text(encoding="utf-8") == PLAIN

    def test_nothing_named(self) -> None:
        """Without a file there is nothing to format."""
        outcome = follow("fmt")

        assert outcome.code == 2
        assert "say which SOP: a file or a folder." in outcome.err


class TestLooking:
    """`--check` and `--diff` write nothing."""

    def test_check(self, folder: Path) -> None:
        """`--check` names what is not formatted, and ends with 1."""
        outcome = follow("fmt", "--check", folder / "plain.yaml", folder / "untidy.yaml", "--lang", "id")

        assert (outcome.code, outcome.err) == (1, "")
        assert outcome.out == (
            f"`{folder / 'untidy.yaml'}` belum rapi.\nBerkas yang belum rapi: 1, yang sudah rapi: 1.\n"
        )
        assert (folder / "untidy.yaml").read_text(encoding="utf-8") == UNTIDY

    def test_check_of_formatted_files(self, folder: Path) -> None:
        """`--check` ends with 0 where all is formatted."""
        assert follow("fmt", "--check", folder / "plain.yaml").code == 0

    def test_diff(self, folder: Path) -> None:
        """`--diff` shows the lines that would change."""
        outcome = follow("fmt", "--diff", folder / "plain.yaml", folder / "untidy.yaml")

        assert outcome.code == 1
        assert "\n-    position: Kepala Bagian\n+  position: Kepala Bagian\n" in outcome.out
        assert outcome.out.startswith(f"--- {folder / 'untidy.yaml'}\n+++ ")
        assert (folder / "untidy.yaml").read_text(encoding="utf-8") == UNTIDY

    def test_diff_of_line_breaks(self, tmp_path: Path) -> None:
        """Where only line breaks differ, the file is named."""
        file = tmp_path / "a.yaml"
        file.write_bytes(PLAIN.replace("\n", "\r\n", 2).encode())

        outcome = follow("fmt", "--diff", file)

        assert (outcome.code, outcome.out) == (1, f"`{file}` is not formatted.\n")


class TestStandardInput:
    """`-` reads and writes the standard streams."""

    def test_result_goes_to_standard_output(self) -> None:
        """Standard output gets the formatted SOP and nothing else."""
        outcome = follow("fmt", "-", stdin=UNTIDY)

        assert (outcome.code, outcome.out, outcome.err) == (0, PLAIN, "")

    def test_formatted_input_is_handed_on(self) -> None:
        """What is in the layout already is written as well."""
        assert follow("fmt", "-", stdin=PLAIN).out == PLAIN

    def test_errors_give_no_output(self) -> None:
        """With an error nothing is written, so that an editor keeps its text."""
        outcome = follow("fmt", "-", stdin=BROKEN)

        assert (outcome.code, outcome.out) == (1, "")
        assert "<standard input>" in outcome.err

    def test_check(self) -> None:
        """`--check` says only whether standard input is formatted."""
        outcome = follow("fmt", "-", "--check", stdin=UNTIDY)

        assert (outcome.code, "sopkit: 1" in outcome.out) == (1, False)

    def test_not_beside_files(self) -> None:
        """Standard input among other names is wrong use."""
        outcome = follow("fmt", "-", "a.yaml")

        assert outcome.code == 2
        assert "give `-` alone" in outcome.err

    def test_bytes_of_a_process(self) -> None:
        """A process of its own hands on bytes, line breaks of Windows included."""
        text = f"{HEAD}{STEP.replace('Menerima surat', 'Menerima “surat”')}".replace("\n", "\r\n").encode()

        done = child("fmt", "-", stdin=text.replace(b"  position", b"   position"))

        assert (done.returncode, done.stdout, done.stderr) == (0, text, b"")
