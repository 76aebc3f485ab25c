"""`--theme` and the setting `theme`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sopkit.chart import draw
from sopkit.chart.form import form
from sopkit.document import load
from sopkit.settings import read_settings
from tests.command_line import SEED, follow

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an SOP and a theme."""
    shutil.copy(SEED, tmp_path / "sop.yaml")
    (tmp_path / "kantor.toml").write_text('[colours]\npaper = "#fffef0"\n', encoding="utf-8")
    return tmp_path


class TestOption:
    """`--theme` says how a drawing looks."""

    @pytest.mark.parametrize("name", ["colour", "monochrome"])
    def test_theme_that_comes_with_sopkit(self, name: str) -> None:
        """A theme is named."""
        outcome = follow("draw", SEED, "--theme", name)

        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.encode() == draw(load(SEED), theme=name)

    def test_theme_file(self, folder: Path) -> None:
        """A theme file is named by its place."""
        outcome = follow("draw", folder / "sop.yaml", "--theme", folder / "kantor.toml")

        assert "--sop-paper:#fffef0;" in outcome.out

    def test_form_in_colour(self, folder: Path) -> None:
        """A form is black and white, unless it is asked for in colour."""
        follow("form", folder / "sop.yaml", "-o", folder / "a.pdf", "--theme", "colour")
        follow("form", folder / "sop.yaml", "-o", folder / "b.pdf")

        sop = load(folder / "sop.yaml")
        assert (folder / "a.pdf").read_bytes() == form(sop, folder=folder, theme="colour")
        assert (folder / "b.pdf").read_bytes() == form(sop, folder=folder)

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "en",
                "there is no theme `color`; there are `colour`, `monochrome`, and files that end in `.toml`",
            ),
            ("id", "tidak ada tema `color`; yang ada: `colour`, `monochrome`, dan berkas yang berakhiran"),
        ],
    )
    def test_other_theme_is_refused(self, language: str, words: str) -> None:
        """A theme that is not there is refused with those that are, and with the nearest."""
        outcome = follow("draw", SEED, "--theme", "color", "--lang", language)

        assert outcome.code == 2
        assert words in outcome.err
        assert "`colour`?" in outcome.err

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "`colours.paper` is `white`; write a colour as"),
            ("id", "`colours.paper` berisi `white`; tulis warna seperti"),
        ],
    )
    def test_faulty_theme_file_is_explained(self, folder: Path, language: str, words: str) -> None:
        """A fault of a theme file is told with what was expected, in the language of the reader."""
        (folder / "kantor.toml").write_text('[colours]\npaper = "white"\n', encoding="utf-8")

        outcome = follow("draw", folder / "sop.yaml", "--theme", folder / "kantor.toml", "--lang", language)

        assert outcome.code == 2
        assert "kantor.toml" in outcome.err
        assert words in outcome.err

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "sopkit: there is no theme file `tidak-ada.toml`; check its name"),
            ("id", "sopkit: berkas tema `tidak-ada.toml` tidak ada; periksa namanya"),
        ],
    )
    def test_missing_theme_file_is_named(self, language: str, words: str) -> None:
        """A theme file that is not there is said to be just that, and not a fault of the settings."""
        outcome = follow("draw", SEED, "--theme", "tidak-ada.toml", "--lang", language)

        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(words)


class TestSetting:
    """`theme` in the settings holds for all drawings and forms."""

    def test_place_of_a_file_is_seen_from_the_settings(self, folder: Path) -> None:
        """The theme file beside the settings is found wherever the command is given."""
        (folder / "sopkit.toml").write_text('theme = "kantor.toml"', encoding="utf-8")

        assert read_settings(folder / "sopkit.toml").theme == str(folder / "kantor.toml")
        assert "--sop-paper:#fffef0;" in follow("draw", folder / "sop.yaml").out

    def test_option_goes_before_the_setting(self, folder: Path) -> None:
        """What is asked for on the command line holds."""
        (folder / "sopkit.toml").write_text('theme = "monochrome"', encoding="utf-8")

        assert "--sop-text:#000000;" in follow("draw", folder / "sop.yaml").out.partition("@media")[0]
        assert follow("draw", folder / "sop.yaml", "--theme", "colour").out.encode() == draw(
            load(folder / "sop.yaml")
        )

    def test_pages_are_drawn_in_it(self, folder: Path) -> None:
        """The catalogue has its drawings in the theme of the settings."""
        (folder / "sopkit.toml").write_text('theme = "kantor.toml"', encoding="utf-8")

        outcome = follow("build", folder, "-o", folder / "out")

        (drawing,) = (folder / "out" / "sop").glob("*.svg")
        assert outcome.code == 0
        assert "--sop-paper:#fffef0;" in drawing.read_text(encoding="utf-8")
