"""`sopkit translate`, and words that stand where they are hard to find; see also tests/test_writer.py."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import pytest

from sopkit.document import read
from sopkit.source.writer import translate
from tests.command_line import SEED, follow
from tests.test_format import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

INDONESIAN = translate(PLAIN, "id")
MIXED = PLAIN.replace("    time:", "    waktu:")


class TestWords:
    """Every word of the format is found, however it is written."""

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("status: draft", "status: rancangan"),
            ("status: 'draft'", "status: 'rancangan'"),
            ("status: !!str draft", "status: !!str rancangan"),
            ("status: &draft draft\nx-a: *draft", "status: &draft rancangan\nx-a: *draft"),
            ("status: >-  # draft\n  draft", "status: >-  # draft\n  rancangan"),
            ('"stat\\x75s": "dr\\x61ft"', '"stat\\x75s": rancangan'),
            ('"v\\x65rsion": 2', "versi: 2"),
            ("? version\n", "? versi\n"),
            (
                "form: {columns: [number, activity: A, actors: ]}",
                "formulir: {kolom: [nomor, aktivitas: A, pelaksana: ]}",
            ),
            ("x-status: draft", "x-status: draft"),
            ("version: draft", "versi: draft"),
        ],
    )
    def test_word_is_found(self, line: str, expected: str) -> None:
        """A word is replaced in quotes, behind an anchor or a tag, in a block, and as an escape."""
        assert translate(f"{PLAIN}{line}\n", "id") == f"{INDONESIAN}{expected}\n"

    @pytest.mark.parametrize("word", ["end", "selesai"])
    def test_reserved_words(self, word: str) -> None:
        """The word for the end is translated from either language; a text of that word is not."""
        text = f"{PLAIN}    next: {word}\n    note: {word}\n"

        assert translate(text, "id").endswith(f"    lanjut: selesai\n    keterangan: {word}\n")
        assert translate(text, "en").endswith(f"    next: end\n    note: {word}\n")

    def test_mixed_words_become_those_of_one_language(self) -> None:
        """A file with keys of both languages has those of one afterwards, and checks without that warning."""
        assert "mixed-vocabulary" in {each.name for each in read(MIXED.encode(), "a.yaml").findings}
        assert translate(MIXED, "id") == INDONESIAN
        assert translate(MIXED, "en") == PLAIN

    def test_file_in_that_language_stays(self) -> None:
        """A file that has the words of the language already keeps every byte."""
        text = f"# yaml-language-server: $schema=sop.id.schema.json\n{PLAIN}"

        assert translate(text, "en") == text


class TestCommand:
    """Where the result goes."""

    def test_standard_output(self, tmp_path: Path) -> None:
        """Without an option the result goes to standard output, and the file stays."""
        file = tmp_path / "a.yaml"
        file.write_text(PLAIN, encoding="utf-8")

        outcome = follow("translate", file, "--to", "id")

        assert (outcome.code, outcome.out, outcome.err) == (0, INDONESIAN, "")
        assert file.read_text(encoding="utf-8") == PLAIN

    def test_standard_input(self) -> None:
        """`-` is read from standard input."""
        assert follow("translate", "-", "--to", "en", stdin=INDONESIAN).out == PLAIN

    def test_file(self, tmp_path: Path) -> None:
        """`-o` names the file for the result."""
        outcome = follow("translate", SEED, "--to", "id", "-o", tmp_path / "b.yaml")

        assert (outcome.code, outcome.out) == (0, "")
        assert (tmp_path / "b.yaml").read_text(encoding="utf-8") == translate(
            SEED.read_text(encoding="utf-8"), "id"
        )

    def test_in_place(self, tmp_path: Path) -> None:
        """`--write` replaces every file of a folder that changes, and touches no other."""
        (tmp_path / "a.yaml").write_bytes(codecs.BOM_UTF8 + PLAIN.replace("\n", "\r\n").encode())
        (tmp_path / "b.yaml").write_text(INDONESIAN, encoding="utf-8")
        os.utime(tmp_path / "b.yaml", (1, 1))

        outcome = follow("translate", tmp_path, "--to", "id", "--write")

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out == f"`{tmp_path / 'a.yaml'}` is translated.\nFiles translated: 1 of 2.\n"
        assert (tmp_path / "a.yaml").read_bytes() == codecs.BOM_UTF8 + INDONESIAN.replace(
            "\n", "\r\n"
        ).encode()
        assert (tmp_path / "b.yaml").stat().st_mtime == 1

    def test_errors_stop_it(self, tmp_path: Path) -> None:
        """A file with errors in its keys is not translated; they are told."""
        file = tmp_path / "a.yaml"
        file.write_text(PLAIN.replace("title:", "titel:"), encoding="utf-8")

        outcome = follow("translate", file, "--to", "id", "--write")

        assert outcome.code == 1
        assert "unknown-key" in outcome.err
        assert "titel:" in file.read_text(encoding="utf-8")

    def test_missing_file(self, tmp_path: Path) -> None:
        """A file that is not there is told with exit code 3."""
        outcome = follow("translate", tmp_path / "none.yaml", "--to", "id")

        assert (outcome.code, outcome.out) == (3, "")

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["a.yaml"], "`--to` is missing."),
            (["--to", "id"], "say which SOP: a file or a folder."),
            (["a.yaml", "--to", "fr"], "`--to` is `fr`; possible are `id`, `en`."),
            (["a.yaml", "b.yaml", "--to", "id"], "only a single SOP can go to standard output"),
            ([".", "--to", "id"], "only a single SOP can go to standard output"),
            (["a.yaml", "--to", "id", "-o", "b.yaml", "--write"], "`-o` and `--write` exclude each other"),
            (["-", "--to", "id", "--write"], "give `-` alone, and without `--write`"),
            (["a.yaml", "--to", "id", "-o", "a.yaml"], "is the SOP itself; to replace it, use `--write`"),
            (["a.yaml", "--to", "id", "-o", "."], "is a folder"),
        ],
    )
    def test_wrong_use(
        self, words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What cannot be meant is refused before anything is written."""
        (tmp_path / "a.yaml").write_text(PLAIN, encoding="utf-8")
        monkeypatch.chdir(tmp_path)

        outcome = follow("translate", *words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err
        assert os.listdir(tmp_path) == ["a.yaml"]
        assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == PLAIN
