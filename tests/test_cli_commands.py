"""The commands on real files: what goes where, and with which exit code."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from sopkit.cli.console import Console, Streams
from sopkit.cli.inputs import NoSops, sop_files
from sopkit.cli.progress import progress_bar
from sopkit.rules.cards import cards
from tests.command_line import SEED, Terminal, follow

if TYPE_CHECKING:
    from pathlib import Path


def _seed_with(old: str, new: str, folder: Path, name: str = "sop.yaml") -> Path:
    """Write the seed SOP with one place changed."""
    text = SEED.read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The seed SOP with one error, a return to a step that does not exist."""
    return _seed_with("to: penyusunan ", "to: entah-ke-mana ", tmp_path)


class TestFiles:
    """Files and folders on the command line."""

    def test_folder_is_searched_to_the_bottom(self, tmp_path: Path) -> None:
        """A folder stands for its YAML files and those below, by path, without hidden ones."""
        for name in ("b.yml", "a.YAML", "c/d.yaml", "c.txt", ".hidden.yaml", ".git/e.yaml", "sopkit.toml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()

        found = [os.path.relpath(str(one), tmp_path) for one in sop_files(str(tmp_path))]

        assert found == ["a.YAML", "b.yml", os.path.join("c", "d.yaml")]

    def test_named_file_needs_no_ending(self, tmp_path: Path) -> None:
        """A file that is named is taken, whatever its ending."""
        assert sop_files(str(tmp_path / "sop.txt")) == (str(tmp_path / "sop.txt"),)

    def test_folder_without_sops_is_named(self, tmp_path: Path) -> None:
        """A folder in which there is nothing to check is no input."""
        with pytest.raises(NoSops, match=tmp_path.name):
            sop_files(str(tmp_path))

    def test_pattern_stands_for_what_matches(self, tmp_path: Path) -> None:
        """A pattern that the shell left as it is stands for the files and folders that match."""
        for name in ("a.yaml", "b.yaml", "c.yml", "d/e.yaml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()

        assert sop_files(str(tmp_path / "*.yaml")) == (str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"))
        assert sop_files(str(tmp_path / "[d]*")) == (str(tmp_path / "d" / "e.yaml"),)
        assert sop_files(str(tmp_path / "x*")) == (str(tmp_path / "x*"),)

    def test_similar_name_is_suggested(self, faulty: Path) -> None:
        """A missing file gets the suggestion of the SOP beside it that has a similar name."""
        outcome = follow("check", faulty.with_name("spo.yaml"))

        assert f"Did you mean `{faulty}`?" in outcome.err

    @pytest.mark.parametrize("named", ["sop.yaml", "."])
    def test_hidden_ending_is_named(self, tmp_path: Path, named: str) -> None:
        """A file that an editor has saved with `.txt` behind its ending is named, with its right name."""
        (tmp_path / "sop.yaml.txt").touch()
        (tmp_path / "lain.txt").touch()

        outcome = follow("check", tmp_path / named)

        assert outcome.code == 3
        assert "There is `sop.yaml.txt`" in outcome.err
        assert "Rename it to `sop.yaml`." in outcome.err

    def test_missing_name_is_not_suggested_for_itself(self, tmp_path: Path) -> None:
        """A link that leads nowhere is not suggested in its own place."""
        (tmp_path / "sop.yaml").symlink_to("tidak-ada")

        outcome = follow("check", tmp_path / "sop.yaml")

        assert outcome.code == 3
        assert "Did you mean" not in outcome.err


class TestCheck:
    """`sopkit check`."""

    def test_sop_without_errors_passes(self) -> None:
        """Warnings and hints are shown and do not count."""
        outcome = follow("check", SEED)

        assert (outcome.code, outcome.err) == (0, "")
        assert "open-ended-time" in outcome.out

    def test_error_is_shown_with_its_place(self, faulty: Path) -> None:
        """An error is shown as `file:line:column` on standard output, with exit code 1."""
        line = next(
            number
            for number, text in enumerate(faulty.read_text(encoding="utf-8").splitlines(), 1)
            if "entah-ke-mana" in text
        )

        outcome = follow("check", faulty)

        assert (outcome.code, outcome.err) == (1, "")
        assert f"{faulty}:{line}:13: error SOP203 unknown-step: " in outcome.out

    def test_json_is_a_list_of_findings(self, faulty: Path) -> None:
        """`--format json` gives each finding as an object with the promised keys."""
        outcome = follow("check", faulty, "--format", "json")
        items = json.loads(outcome.out)

        assert outcome.code == 1
        assert [item["name"] for item in items if item["severity"] == "error"] == ["unknown-step"]
        for item in items:
            assert set(item) >= {
                *("file", "line", "column", "end_line", "end_column"),
                *("code", "name", "severity", "message", "help"),
            }

    def test_json_of_nothing_is_an_empty_list(self, tmp_path: Path) -> None:
        """A file that cannot be read leaves the JSON whole; what is missing is said on standard error."""
        outcome = follow("check", tmp_path / "none.yaml", "--format", "json")

        assert (outcome.code, json.loads(outcome.out)) == (3, [])
        assert "none.yaml` cannot be read: there is no such file." in outcome.err

    def test_missing_file_does_not_stop_the_others(self, faulty: Path, tmp_path: Path) -> None:
        """All that can be read is checked, and a missing file still makes exit code 3."""
        outcome = follow("check", tmp_path / "none.yaml", faulty)

        assert outcome.code == 3
        assert "unknown-step" in outcome.out
        assert "none.yaml" in outcome.err

    def test_file_is_checked_once(self, faulty: Path) -> None:
        """A file named twice, itself, by its folder or by another way to it, is checked once."""
        once = follow("check", faulty).out
        around = os.path.join(faulty.parent, "..", faulty.parent.name, faulty.name)

        assert follow("check", faulty, faulty.parent, faulty, around).out == once

    def test_folder_is_counted_as_a_whole(self, faulty: Path) -> None:
        """The last line counts the findings of all files."""
        _seed_with("title: ", "title: ", faulty.parent, "kedua.yaml")

        assert follow("check", faulty.parent).out.splitlines()[-1].endswith(" in 2 files")

    def test_empty_folder_is_no_input(self, tmp_path: Path) -> None:
        """A folder without SOPs is said to be one, with exit code 3."""
        outcome = follow("check", tmp_path)

        assert (outcome.code, outcome.out) == (3, "")
        assert "holds no `.yaml` or `.yml` file" in outcome.err

    def test_standard_input_is_checked(self) -> None:
        """A dash checks what comes in, named as what it is."""
        outcome = follow("check", "-", stdin="sopkit: 1\n")

        assert outcome.code == 1
        assert outcome.out.startswith("<standard input>:1:")

    def test_forbidden_file_is_no_input(self, faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that this user may not read is no input, and is said to be forbidden."""

        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr("sopkit.document.file_bytes", refuse)

        outcome = follow("check", faulty)

        assert outcome.code == 3
        assert "cannot be read: this user is not allowed to." in outcome.err

    @pytest.mark.parametrize(
        ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_colours_are_for_terminals(self, environment: dict[str, str], coloured: bool) -> None:
        """Findings are coloured on a terminal, unless `NO_COLOR` is set or it shows no colours."""
        outcome = follow("check", SEED, out=Terminal(), environment={"LANG": "en", **environment})

        assert ("\x1b[" in outcome.out) == coloured
        assert "\x1b[" not in follow("check", SEED).out


class TestDraw:
    """`sopkit draw`."""

    @pytest.mark.parametrize(("form", "beginning"), [("svg", "<?xml"), ("dot", "digraph"), ("layout", "{")])
    def test_text_forms_go_to_standard_output(self, form: str, beginning: str) -> None:
        """Without `-o` a drawing in a text form is written to standard output."""
        outcome = follow("draw", SEED, "--format", form)

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.lstrip().startswith((beginning, "<svg"))

    @pytest.mark.parametrize(
        ("name", "beginning"),
        [
            ("a.svg", b"<"),
            ("a.PNG", b"\x89PNG"),
            ("a.pdf", b"%PDF"),
            ("a.dot", b"digraph"),
            ("a.gv", b"digraph"),
            ("a.json", b"{"),
        ],
    )
    def test_ending_decides_the_form(self, tmp_path: Path, name: str, beginning: bytes) -> None:
        """The form is taken from the ending of the file named by `-o`."""
        outcome = follow("draw", SEED, "-o", tmp_path / name)

        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(beginning)

    def test_format_serves_a_strange_ending(self, tmp_path: Path) -> None:
        """`--format` decides where the ending means nothing."""
        follow("draw", SEED, "-o", tmp_path / "a.bak", "--format", "dot")

        assert (tmp_path / "a.bak").read_text(encoding="utf-8").startswith("digraph")

    def test_only_the_file_is_left(self, tmp_path: Path) -> None:
        """No temporary file stays beside the drawing."""
        follow("draw", SEED, "-o", tmp_path / "a.svg")

        assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]

    def test_sop_with_errors_is_not_drawn(self, faulty: Path) -> None:
        """An SOP with errors gives its findings on standard error, no file, and exit code 1."""
        output = faulty.parent / "a.svg"
        output.write_text("before", encoding="utf-8")

        outcome = follow("draw", faulty, "-o", output)

        assert (outcome.code, outcome.out) == (1, "")
        assert "unknown-step" in outcome.err
        assert output.read_text(encoding="utf-8") == "before"

    def test_missing_sop_is_no_input(self, tmp_path: Path) -> None:
        """An SOP that is not there is no input."""
        outcome = follow("draw", tmp_path / "none.yaml", "--lang", "id")

        assert outcome.code == 3
        assert "tidak dapat dibaca: berkas itu tidak ada." in outcome.err

    def test_folder_is_no_sop(self, tmp_path: Path) -> None:
        """A folder in the place of the SOP is said to be one."""
        outcome = follow("draw", tmp_path)

        assert outcome.code == 3
        assert "it is a folder, and a file is needed here" in outcome.err

    @pytest.mark.parametrize("form", ["png", "pdf"])
    def test_picture_is_not_poured_into_a_terminal(self, form: str) -> None:
        """PNG and PDF need a file where standard output is a terminal."""
        outcome = follow("draw", SEED, "--format", form, out=Terminal())

        assert (outcome.code, outcome.out) == (2, "")
        assert f"such as `-o sop.{form}`" in outcome.err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("-o", "a.jpg"), "does not say which form to draw"),
            (("-o", "a"), "does not say which form to draw"),
            (("-o", "a.png", "--format", "svg"), "ends in `.png`, but `--format svg` was asked for"),
            (("-o", "none/a.svg"), "there is no folder `none`"),
            (("-o", ".", "--format", "svg"), "is a folder; name a file in it"),
            (("-o", "sop.yaml", "--format", "svg"), "is the SOP itself"),
        ],
    )
    def test_bad_output_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
    ) -> None:
        """An output that cannot be meant is refused before anything is drawn."""
        source = _seed_with("sopkit: 1", "sopkit: 1", tmp_path)
        before = source.read_bytes()
        monkeypatch.chdir(tmp_path)

        outcome = follow("draw", "sop.yaml", *words)

        assert outcome.code == 2
        assert message in outcome.err
        assert source.read_bytes() == before

    def test_person_is_told_what_was_written(self, tmp_path: Path) -> None:
        """Where a person watches, the file that was written is named."""
        outcome = follow("draw", SEED, "-o", tmp_path / "a.dot", err=Terminal())

        assert "a.dot` is written." in outcome.err

    @pytest.mark.skipif(sys.platform == "win32", reason="the old engine is a shell script")
    def test_an_old_engine_is_explained(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where a system Graphviz is too old for the drawing, the message says what else there is."""
        program = tmp_path / "dot"
        program.write_text("#!/bin/sh\necho 'Layout type: \"nop2\" not recognized' >&2\nexit 1\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

        outcome = follow("draw", SEED, "--engine", "dot")

        assert outcome.code == 2
        assert '"nop2" not recognized\nInstall a newer Graphviz' in outcome.err

    def test_missing_engine_is_explained(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the engine asked for is not installed, the message says how to get one."""
        monkeypatch.setenv("PATH", "")

        outcome = follow("draw", SEED, "--engine", "dot")

        assert outcome.code == 2
        assert "the drawing engine `dot` was not found" in outcome.err


class TestTime:
    """`sopkit time`."""

    def test_times_of_the_seed_are_shown(self) -> None:
        """The total, and what each return adds, are shown in minutes, and what is open-ended is named."""
        outcome = follow("time", SEED)

        assert (outcome.code, outcome.err) == (0, "")
        for words in ("520", "150", "270", "Sesuai dengan waktu yang ditentukan"):
            assert words in outcome.out

    def test_json_has_a_time_for_each_step(self) -> None:
        """`--format json` gives an object with the steps in the order of the form."""
        steps = json.loads(follow("time", SEED, "--format", "json").out)["steps"]

        assert [step["step"] for step in steps][:2] == ["perintah", "penyampaian"]
        assert all("time" in step for step in steps)

    def test_sop_with_errors_has_no_times(self, faulty: Path) -> None:
        """An SOP with errors gives its findings on standard error and exit code 1."""
        outcome = follow("time", faulty)

        assert (outcome.code, outcome.out) == (1, "")
        assert "unknown-step" in outcome.err

    def test_settings_say_what_a_day_is(self, tmp_path: Path) -> None:
        """The working day of the settings is used."""
        source = _seed_with("time: 120 Menit", "time: 1 hari kerja", tmp_path)
        (tmp_path / "sopkit.toml").write_text("hours_per_working_day = 10", encoding="utf-8")

        assert "1000" in follow("time", source).out.replace(".", "").replace(",", "")


class TestExplain:
    """`sopkit explain`."""

    @pytest.mark.parametrize("name", ["SOP203", "sop203", "unknown-step", "Unknown_Step"])
    def test_code_and_name_are_taken(self, name: str) -> None:
        """A finding is found by its code and by its name, in any letter case."""
        outcome = follow("explain", name)

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith("SOP203 unknown-step: ")

    @pytest.mark.parametrize("name", ["unknown-stp", "SOP999", "x", "", "../lang/en/cli", "cards.yaml"])
    def test_unknown_name_is_a_mistake(self, name: str) -> None:
        """A name that no finding has is wrong use."""
        outcome = follow("explain", name)

        if name:
            assert (outcome.code, outcome.out) == (2, "")
            assert f"no finding has the code or name `{name}`." in outcome.err

    def test_misspelled_name_gets_a_suggestion(self) -> None:
        """The name that was probably meant is suggested."""
        assert "Maksud Anda `unknown-step`?" in follow("explain", "unknown-stp", "--lang", "id").err

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_without_a_name_all_are_listed(self, language: str) -> None:
        """`sopkit explain` alone lists every finding with its code, name and title."""
        lines = follow("explain", "--lang", language).out.splitlines()

        assert len(lines) == len(cards())
        for card, line in zip(cards(), lines, strict=True):
            assert line.split()[:2] == [card.code, card.name]
            assert line.endswith(card.words(language).title)


class TestSchema:
    """`sopkit schema`."""

    @pytest.mark.parametrize(
        ("words", "key"), [((), "steps"), (("--keys", "en"), "steps"), (("--keys", "id"), "kegiatan")]
    )
    def test_schema_of_a_vocabulary_is_printed(self, words: tuple[str, ...], key: str) -> None:
        """The schema of the English keys is printed, or that of the Indonesian ones if asked for."""
        outcome = follow("schema", *words)

        assert (outcome.code, outcome.err) == (0, "")
        assert key in json.loads(outcome.out)["properties"]


class TestBuild:
    """`sopkit build`."""

    def test_folder_becomes_pages(self, tmp_path: Path) -> None:
        """A folder of sound SOPs becomes drawings, pages and an index."""
        _seed_with("sopkit: 1", "sopkit: 1", tmp_path)

        outcome = follow("build", tmp_path, "-o", tmp_path / "out")

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out == f"SOPs drawn: 1. Open `{tmp_path / 'out' / 'index.html'}` in a browser.\n"
        assert (tmp_path / "out" / "index.html").is_file()

    def test_errors_are_shown_and_the_rest_is_built(self, faulty: Path) -> None:
        """With `--keep-going`, an SOP with errors is named, the others are built, and the exit code is 1."""
        _seed_with("sopkit: 1", "sopkit: 1", faulty.parent, "baik.yaml")

        outcome = follow("build", faulty.parent, "-o", faulty.parent / "out", "--lang", "id", "--keep-going")

        assert outcome.code == 1
        assert "unknown-step" in outcome.err
        assert outcome.out.startswith("SOP yang digambar: 1. SOP yang memuat galat: 1. Buka ")

    @pytest.mark.parametrize(
        ("words", "code", "message"),
        [
            (("none", "-o", "out"), 3, "`none` cannot be read: there is no such file."),
            (("empty", "-o", "out"), 3, "holds no `.yaml` or `.yml` file"),
            (("file", "-o", "out"), 2, "`file` is not a folder."),
            (("empty", "-o", "file"), 2, "`file` is a file; name a folder"),
            (("empty", "-o", "empty"), 2, "is the folder of the SOPs itself"),
        ],
    )
    def test_bad_folder_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, message: str
    ) -> None:
        """Folders that cannot be meant are named, and nothing is written."""
        monkeypatch.chdir(tmp_path)
        (tmp_path / "empty").mkdir()
        (tmp_path / "file").touch()

        outcome = follow("build", *words)

        assert outcome.code == code
        assert message in outcome.err
        assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]

    def test_unwritable_output_is_wrong_use(self, tmp_path: Path) -> None:
        """An output folder that cannot be made is named as such, and is not taken for missing input."""
        _seed_with("sopkit: 1", "sopkit: 1", tmp_path)
        (tmp_path / "file").touch()

        outcome = follow("build", tmp_path, "-o", tmp_path / "file" / "out")

        assert outcome.code == 2
        assert "cannot be written" in outcome.err


class TestProgress:
    """A bar where a person watches, nothing elsewhere."""

    def test_bar_fills_and_leaves_no_trace(self) -> None:
        """The bar is drawn over itself and the line is empty at the end."""
        stream = Terminal()
        show = progress_bar(Console(Streams(stream, stream, stream), {}, "id"))
        assert show is not None

        show(1, 2, "a.yaml")
        show(2, 2, "b.yaml")

        first, *_, last = stream.getvalue().split("\r")[2::2]
        assert first == "[############............] 1 dari 2  a.yaml"
        assert last == ""

    def test_pipe_gets_no_bar(self) -> None:
        """Standard error in a file stays free of progress."""
        outcome = Streams(sys.stdin, sys.stdout, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115

        with outcome.stderr:
            assert progress_bar(Console(outcome, {}, "id")) is None
