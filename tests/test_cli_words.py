"""The words of a command line: commands, options, mistakes, languages."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit import __version__
from sopkit.cli.command import (
    COMMANDS,
    GLOBALS,
    MAIN_PARAMETERS,
    MEANINGS,
    ExitCode,
    Parameter,
    command_module,
)
from sopkit.cli.language import asked_language, locale_language
from sopkit.cli.parser import UsageFault, parse
from sopkit.cli.reference import reference_page
from sopkit.lang import LANGUAGES, area
from tests.command_line import ROOT, follow

if TYPE_CHECKING:
    from pathlib import Path

PARAMETERS = (
    Parameter("paths", value="path", required=True, many=True),
    Parameter("output", ("-o", "--output"), value="file"),
    Parameter("form", ("--format",), choices=("text", "json")),
)


class TestParsing:
    """Options and arguments in any order, as people type them."""

    @pytest.mark.parametrize(
        "words",
        [
            ["a", "b", "-o", "x", "--format", "json"],
            ["--format", "json", "a", "-o", "x", "b"],
            ["-ox", "--format=json", "a", "b"],
            ["--output=x", "a", "--format", "json", "--", "b"],
        ],
    )
    def test_order_and_form_do_not_matter(self, words: list[str]) -> None:
        """Options may stand before, between or after the arguments, with their value joined or apart."""
        values = parse(PARAMETERS, words)

        assert (values.paths, values.output, values.form) == (("a", "b"), "x", "json")

    def test_dashes_end_the_options(self) -> None:
        """After `--` a name may begin with a dash."""
        assert parse(PARAMETERS, ["--", "-a.yaml", "--format"]).paths == ("-a.yaml", "--format")

    def test_lone_dash_is_an_argument(self) -> None:
        """A dash alone stands for standard input or output."""
        assert parse(PARAMETERS, ["-", "-o", "-"]).paths == ("-",)

    def test_capitals_do_not_matter_in_choices(self) -> None:
        """A choice is taken however its letters are written, and arrives as it is listed."""
        assert parse(PARAMETERS, ["a", "--format", "JSON"]).form == "json"

    def test_last_value_counts(self) -> None:
        """Of an option given twice the last value is taken."""
        assert parse(PARAMETERS, ["a", "--format", "json", "--format", "text"]).form == "text"

    @pytest.mark.parametrize(
        ("words", "fault", "suggestion"),
        [
            (["a", "--frmat", "json"], "unknown-option", "--format"),
            (["a", "--form", "json"], "unknown-option", "--format"),
            (["a", "-output", "x"], "unknown-option", "--output"),
            (["a", "-output=x"], "unknown-option", "--output"),
            (["a", "--quick"], "unknown-option", None),
            (["a", "-x"], "unknown-option", None),
            (["a", "-1"], "unknown-option", None),
            (["a", "--format", "jsn"], "unknown-choice", "json"),
            (["a", "--format="], "unknown-choice", None),
            (["a", "--output"], "value-missing", None),
            (["a", "-o", "--format", "json"], "value-missing", None),
            (["a", "--help=yes"], "value-not-taken", None),
            ([], "paths-missing", None),
            (["--format", "json"], "paths-missing", None),
        ],
    )
    def test_mistake_is_named(self, words: list[str], fault: str, suggestion: str | None) -> None:
        """Each mistake has its own message, with a suggestion where one is likely."""
        with pytest.raises(UsageFault, match=re.escape(fault)) as caught:
            parse(PARAMETERS, words)

        assert caught.value.suggestion == suggestion

    def test_word_too_many_is_named(self) -> None:
        """What no argument takes is named, for a path with spaces is often not quoted."""
        with pytest.raises(UsageFault, match="too-many-arguments") as caught:
            parse((Parameter("file", value="file", required=True),), ["SOP", "baru.yaml"])

        assert caught.value.blanks == {"word": "baru.yaml"}


class TestLanguage:
    """Asked for, else set, else that of the locale."""

    @pytest.mark.parametrize(
        ("environment", "system", "language"),
        [
            ({"LANG": "id_ID.UTF-8"}, None, "id"),
            ({"LANG": "id"}, None, "id"),
            ({"LANG": "en_US.UTF-8"}, None, "en"),
            ({"LANG": "de_DE.UTF-8"}, None, "en"),
            ({"LANG": "C.UTF-8"}, None, "id"),
            ({"LANG": "POSIX"}, None, "id"),
            ({}, None, "id"),
            ({"LC_ALL": "", "LANG": "en_GB"}, None, "en"),
            ({"LC_ALL": "id_ID", "LANG": "en_GB"}, None, "id"),
            ({"LC_MESSAGES": "en_GB", "LANG": "id_ID"}, None, "en"),
            ({"LC_ALL": "en_GB", "LC_MESSAGES": "id_ID"}, None, "en"),
            ({}, "Indonesian_Indonesia", "id"),
            ({}, "English_United States", "en"),
            ({"LANG": "id_ID"}, "English_United States", "id"),
        ],
    )
    def test_locale_decides(self, environment: dict[str, str], system: str | None, language: str) -> None:
        """A locale of Indonesia and none at all get Indonesian, any other English."""
        assert locale_language(environment, system) == language

    def test_only_words_before_the_dashes_ask(self) -> None:
        """After `--` the words are names, whatever they look like."""
        assert asked_language(["check", "--", "--lang", "en"]) is None

    @pytest.mark.parametrize(
        "words",
        [["--lang", "id", "explain", "x"], ["explain", "--lang=id", "x"], ["explain", "x", "--lang", "id"]],
    )
    def test_option_stands_before_or_after(self, words: list[str]) -> None:
        """`--lang` is taken before the command and after it."""
        assert "tidak ada temuan" in follow(*words).err

    def test_settings_go_before_the_locale(self, tmp_path: Path) -> None:
        """The language of the settings beside the SOP is used where the locale has another."""
        (tmp_path / "sopkit.toml").write_text('language = "id"', encoding="utf-8")

        assert "tidak dapat dibaca" in follow("check", tmp_path / "none.yaml").err

    def test_option_goes_before_the_settings(self, tmp_path: Path) -> None:
        """`--lang` is used where the settings have another language."""
        (tmp_path / "sopkit.toml").write_text('language = "id"', encoding="utf-8")

        assert "cannot be read" in follow("check", tmp_path / "none.yaml", "--lang", "en").err

    def test_unknown_language_is_a_mistake(self) -> None:
        """A language that sopkit does not speak is refused with those it speaks."""
        outcome = follow("--lang", "jv", "schema")

        assert (outcome.code, outcome.out) == (2, "")
        assert "`--lang` is `jv`; possible are `id`, `en`." in outcome.err


class TestMistakes:
    """Wrong use: exit code 2, one message, nothing on standard output."""

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["chek", "a"], "there is no command `chek`. Did you mean `check`?"),
            (["DRAW"], "there is no command `DRAW`. Did you mean `draw`?"),
            (["gambar"], "there is no command `gambar`. Did you mean `draw`?"),
            (["periska"], "there is no command `periska`. Did you mean `check`?"),
            (["x" * 300], "there is no command `xxx"),
            (["xyz"], "there is no command `xyz`.\n"),
            (["tests"], "there is no command `tests`. Did you mean `sopkit check tests`?"),
            (["--verison"], "there is no option `--verison` here. Did you mean `--version`?"),
            (["--lang"], "`--lang` needs a value after it."),
            (["--version", "check"], "`check` is one word too many."),
            (["check"], "say which SOP to check: a file or a folder."),
            (["check", ""], "say which SOP to check: a file or a folder."),
            (["check", "sops", ""], "say which SOP to check: a file or a folder."),
            (["draw", ""], "say which file holds the SOP."),
            (["draw"], "say which file holds the SOP."),
            (["build"], "say which folder holds the SOPs."),
            (["build", "sops"], "`--output` is missing."),
            (["draw", "a.yaml", "--format", "jpg"], "`--format` is `jpg`; possible are `svg`, `png`, `pdf`"),
            (["draw", "a.yaml", "--engine", "dto"], "Did you mean `dot`?"),
        ],
    )
    def test_mistake_gets_one_message(
        self, words: list[str], message: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
    ) -> None:
        """A command line that cannot be followed is answered with what was meant, if that is likely."""
        monkeypatch.chdir(request.config.rootpath)

        outcome = follow(*words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err
        assert outcome.err.count("sopkit: ") == 1
        assert "--help` shows what is possible." in outcome.err

    def test_word_for_a_command_means_one_there_is(self) -> None:
        """Each word that is taken for a command means one, and is none itself."""
        assert set(MEANINGS.values()) <= set(COMMANDS)
        assert not set(MEANINGS) & set(COMMANDS)

    def test_faulty_settings_stop_a_command(self, tmp_path: Path) -> None:
        """A fault in the settings is wrong use, and is said in the language asked for."""
        (tmp_path / "sopkit.toml").write_text('plain_days = "x"', encoding="utf-8")

        outcome = follow("time", tmp_path / "a.yaml", "--lang", "id")

        assert (outcome.code, outcome.out) == (2, "")
        assert "pengaturan `plain_days` tidak dikenal; maksud Anda `plain_day`?" in outcome.err

    @pytest.mark.parametrize("name", ["sopkit.toml", "pyproject.toml"])
    @pytest.mark.parametrize(
        "words", [["--help"], ["--version"], ["schema"], ["explain"], ["time", "a.yaml", "--help"]]
    )
    def test_faulty_settings_stop_nothing_else(
        self, words: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is about no SOP is answered whatever the settings hold."""
        (tmp_path / name).write_text("[tool", encoding="utf-8")
        monkeypatch.chdir(tmp_path)

        outcome = follow(*words)

        assert (outcome.code, outcome.err) == (0, "")


class TestHelp:
    """Help in both languages, made from what the commands declare."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_names_every_option(self, command: str, language: str) -> None:
        """The help page of a command names each of its options and choices."""
        outcome = follow(*[command] if command else [], "--help", "--lang", language)
        parameters = command_module(command).PARAMETERS if command else MAIN_PARAMETERS

        assert (outcome.code, outcome.err) == (0, "")
        for parameter in (*parameters, *GLOBALS):
            assert all(word in outcome.out for word in (*parameter.flags, *parameter.choices))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_help_fits_a_narrow_terminal(self, language: str) -> None:
        """No line of a help page but that of the usage is longer than 88 characters."""
        for command in COMMANDS:
            lines = follow(command, "--help", "--lang", language).out.splitlines()[1:]

            assert max(map(len, lines)) <= 88

    def test_no_command_is_answered_with_help(self) -> None:
        """`sopkit` alone shows the help page as wrong use, so that a script notices."""
        outcome = follow()

        assert (outcome.code, outcome.out) == (2, "")
        assert "Usage: sopkit COMMAND" in outcome.err

    def test_help_needs_no_argument(self) -> None:
        """A command shows its help page although its arguments are missing."""
        assert follow("draw", "-h").out.startswith("Usage: sopkit draw FILE ")

    def test_version_is_shown(self) -> None:
        """`--version` names sopkit and its version."""
        assert follow("--version", "--lang", "id").out == f"sopkit {__version__}\n"


class TestWords:
    """The words of both languages say the same."""

    @pytest.mark.parametrize("name", ["cli", "settings"])
    def test_areas_have_the_same_words_and_blanks(self, name: str) -> None:
        """Each message exists in both languages, in the same order and with the same blanks."""
        english, indonesian = area(name, "en"), area(name, "id")

        assert list(english) == list(indonesian)
        for key, words in english.items():
            assert _blanks(words) == _blanks(indonesian[key]), key


def _blanks(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words))


WORDS = (
    *COMMANDS,
    *(flag for parameter in (*GLOBALS, *MAIN_PARAMETERS) for flag in parameter.flags),
    *(
        "--format",
        "--engine",
        "--keys",
        "-o",
        "--output",
        "-ox",
        "--format=",
        "--lang=id",
        "--",
        "-",
        "",
        "-x",
    ),
    *("id", "json", "svg", "dot", "none.yaml", "x.svg", "SOP203", ".", "é", "*", "\n"),
)


class TestAnyWords:
    """Whatever is typed, sopkit answers."""

    @given(st.lists(st.sampled_from(WORDS), max_size=6))
    def test_any_words_are_answered(self, words: list[str]) -> None:
        """Any words give one of the four exit codes, and a message where nothing is done."""
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            outcome = follow(*words)

            assert outcome.code in tuple(ExitCode)
            assert outcome.err or outcome.code in (ExitCode.NO_ERRORS, ExitCode.ERRORS_FOUND)
            assert outcome.err == "" or outcome.code != ExitCode.NO_ERRORS
            assert os.listdir() == []


class TestReference:
    """The reference pages are made from the commands."""

    @pytest.mark.parametrize(("language", "name"), [("en", "command-line.md"), ("id", "command-line.id.md")])
    def test_page_is_up_to_date(self, language: str, name: str) -> None:
        """The page is what `python -m sopkit.cli.reference LANGUAGE` writes."""
        page = ROOT / "docs" / "reference" / name

        assert page.read_text(encoding="utf-8") == reference_page(language)
