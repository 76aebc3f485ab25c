"""The form of an agency: what `[form]` in the settings says, and what an SOP makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sopkit.document import read_file
from sopkit.errors import InvalidSettings
from sopkit.layout import CellKind, in_form_of
from sopkit.layout.table import lay_out
from sopkit.model import Column, ColumnName, Form, Paper
from sopkit.settings import FormSettings, read_settings
from sopkit.settings.form_table import _COLUMNS
from tests.command_line import SEED, follow

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.model import Sop

AGENCY = """[form]
paper = "F4"
numbers = true
columns = ["number", {activity = "Uraian Prosedur"}, "actors", "outputs", "time"]
"""


def _settings(folder: Path, text: str) -> FormSettings:
    path = folder / "sopkit.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path).form


class TestReading:
    """`[form]` holds paper, columns and column numbers."""

    def test_all_three_are_read(self, tmp_path: Path) -> None:
        """Paper, columns with their titles, and numbers arrive as written."""
        assert _settings(tmp_path, AGENCY) == FormSettings(
            "F4",
            (
                ("number", None),
                ("activity", "Uraian Prosedur"),
                ("actors", None),
                ("outputs", None),
                ("time", None),
            ),
            numbers=True,
        )

    @pytest.mark.parametrize(("written", "paper"), [("f4", "F4"), ("LETTER", "Letter"), ("a4", "A4")])
    def test_paper_is_taken_in_any_case(self, tmp_path: Path, written: str, paper: str) -> None:
        """As on the command line, capitals make no difference, and the usual spelling comes out."""
        assert _settings(tmp_path, f'[form]\npaper = "{written}"').paper == paper

    def test_letters_of_the_font_are_taken(self, tmp_path: Path) -> None:
        """A title may have accents and signs that the font has."""
        text = '[form]\ncolumns = [{activity = "Étape – ½"}, "actors"]'

        assert _settings(tmp_path, text).columns[0] == ("activity", "Étape – ½")

    def test_columns_are_those_of_the_format(self) -> None:
        """The settings know the same columns as an SOP."""
        assert tuple(ColumnName) == _COLUMNS

    @pytest.mark.parametrize(
        ("text", "reason", "there"),
        [
            ("form = 1", "no-table", "`[form]`"),
            ('form = {papers = "A4"}', "unknown-suggested", "`form.paper`"),
            ('form = {paper = "A5"}', "choice", "`A5`"),
            ('form = {numbers = "ya"}', "flag", "`ya`"),
            ("form = {columns = []}", "columns", "`[]`"),
            ('form = {columns = "number"}', "columns", "`number`"),
            ('form = {columns = ["activity", "actors", "kegiatan"]}', "column", "`kegiatan`"),
            ('form = {columns = ["activity", "actors", 3]}', "column", "`3`"),
            (
                'form = {columns = ["activity", "actors", {time = "a", note = "b"}]}',
                "column-entry",
                '`{time = "a", note = "b"}`',
            ),
            ('form = {columns = ["activity", "actors", {}]}', "column-entry", "`{}`"),
            ('form = {columns = ["activity", "time", "actors", "time"]}', "column-twice", "`time`"),
            ('form = {columns = ["activity", "time"]}', "column-missing", "`actors`"),
            ('form = {columns = [{activity = ""}, "actors"]}', "column-title", "`activity`"),
            ('form = {columns = [{activity = "a\\nb"}, "actors"]}', "column-title", "`a\\nb`"),
            ('form = {columns = [{activity = "会议 纪要"}, "actors"]}', "column-letters", "`会 议 纪 要`"),
            ('form = {columns = [["activity"], "actors"]}', "column", '`["activity"]`'),
            ("[[form]]", "no-table", "`[[form]]`"),
            ("[[calendar]]", "no-table", "`[calendar]`"),
            (f'form = {{columns = [{{activity = "{"x" * 81}"}}, "actors"]}}', "column-title", "80"),
        ],
    )
    def test_fault_is_named(self, tmp_path: Path, text: str, reason: str, there: str) -> None:
        """What `[form]` should not hold is named, in both languages, with what is there."""
        with pytest.raises(InvalidSettings) as caught:
            _settings(tmp_path, text)

        assert caught.value.reason == reason
        assert there in caught.value.message("id")
        assert there in caught.value.message("en")
        assert "{{" not in caught.value.message("id")


def _plain(form: Form | None = None) -> Sop:
    sop = read_file(SEED).sop
    assert sop is not None
    return replace(sop, form=form or Form())


def _titles(sop: Sop) -> list[str]:
    return ["\n".join(cell.lines) for cell in lay_out(sop).cells if cell.kind is CellKind.HEADER]


class TestForm:
    """The form of the agency is that of every SOP that says nothing itself."""

    def test_agency_fills_what_the_sop_leaves_open(self, tmp_path: Path) -> None:
        """An SOP without a form gets the agency's paper, titles, order and numbers."""
        sop = in_form_of(_settings(tmp_path, AGENCY), _plain())
        titles = _titles(sop)

        assert sop.form.paper is Paper.F4
        assert "(1)" in titles
        assert titles.index("Uraian Prosedur") < titles.index("Output") < titles.index("Waktu")
        assert "Kelengkapan" not in titles

    def test_sop_goes_first(self, tmp_path: Path) -> None:
        """Paper, columns and numbers of the SOP itself stay, a plain no to numbers too."""
        own = Form(Paper.A4, (Column(ColumnName.ACTIVITY), Column(ColumnName.ACTORS)), numbers=False)
        sop = _plain(own)

        assert in_form_of(_settings(tmp_path, AGENCY), sop).form == own

    def test_without_settings_nothing_changes(self) -> None:
        """An office that sets nothing gets the usual form."""
        sop = _plain()

        assert _titles(in_form_of(FormSettings(), sop)) == _titles(sop)

    def test_numbers_denied_by_the_sop_are_read(self, tmp_path: Path) -> None:
        """`numbers: false` is more than silence."""
        text = SEED.read_text("utf-8")
        denied, silent = tmp_path / "denied.yaml", tmp_path / "silent.yaml"
        denied.write_text(text + "\nform: {numbers: false}\n", "utf-8")
        silent.write_text(text, "utf-8")

        answers = [read_file(file).sop for file in (denied, silent)]

        assert [sop and sop.form.numbers for sop in answers] == [False, None]

    def test_command_line_draws_in_it(self, tmp_path: Path) -> None:
        """`draw` takes the form from the settings beside the SOP."""
        _settings(tmp_path, AGENCY)
        file = tmp_path / "sop.yaml"
        file.write_text(SEED.read_text("utf-8"), "utf-8")

        drawn = follow("draw", str(file)).out

        assert ">Uraian Prosedur<" in drawn
        assert ">(1)<" in drawn
        assert ">Kelengkapan<" not in drawn
