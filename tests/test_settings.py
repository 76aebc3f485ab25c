"""Settings: where they are looked for, what they may hold, what is said about the rest."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.errors import InvalidSettings
from sopkit.settings import (
    CalendarSettings,
    FormSettings,
    RuleSettings,
    Settings,
    SiteSettings,
    find_settings_file,
    load_settings,
    read_settings,
)


def _written(folder: Path, text: str, name: str = "sopkit.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


class TestPlace:
    """`sopkit.toml` beside or above the SOPs, or `[tool.sopkit]` in `pyproject.toml`."""

    def test_file_beside_the_sop_holds(self, tmp_path: Path) -> None:
        """The settings beside an SOP hold for it."""
        _written(tmp_path, 'language = "en"')

        assert load_settings(tmp_path / "a.yaml").language == "en"

    def test_file_above_the_folder_holds(self, tmp_path: Path) -> None:
        """The settings of a folder hold for the folders in it."""
        _written(tmp_path, 'plain_day = "calendar-day"')
        (tmp_path / "bureau" / "unit").mkdir(parents=True)

        assert load_settings(tmp_path / "bureau" / "unit").plain_day == "calendar-day"

    def test_nearest_file_alone_holds(self, tmp_path: Path) -> None:
        """The nearest settings hold alone; those above it add nothing."""
        _written(tmp_path, 'engine = "dot"')
        _written(tmp_path / "unit", 'language = "en"')

        settings = load_settings(tmp_path / "unit" / "a.yaml")

        assert settings == Settings(language="en")

    def test_own_file_goes_before_pyproject(self, tmp_path: Path) -> None:
        """In one folder `sopkit.toml` is taken and `pyproject.toml` is not."""
        own = _written(tmp_path, "")
        _written(tmp_path, '[tool.sopkit]\nlanguage = "en"', "pyproject.toml")

        assert find_settings_file(tmp_path) == own

    def test_section_of_pyproject_holds(self, tmp_path: Path) -> None:
        """`[tool.sopkit]` in `pyproject.toml` is a place for the settings."""
        _written(tmp_path, '[tool.sopkit]\nlanguage = "id"', "pyproject.toml")

        assert load_settings(tmp_path).language == "id"

    def test_pyproject_of_another_tool_is_passed_over(self, tmp_path: Path) -> None:
        """A `pyproject.toml` that says nothing to sopkit does not hide the settings above it."""
        above = _written(tmp_path, 'language = "en"')
        _written(tmp_path / "app", "[tool.other]\nx = 1", "pyproject.toml")

        assert find_settings_file(tmp_path / "app") == above

    def test_relative_place_is_looked_at_from_here(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A relative path finds the settings above the folder we are in."""
        _written(tmp_path, 'language = "en"')
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")

        assert find_settings_file(Path("a.yaml")) == tmp_path / "sopkit.toml"


class TestValues:
    """Each setting takes what its description says, and nothing else."""

    def test_empty_file_means_the_defaults(self, tmp_path: Path) -> None:
        """A file without a setting leaves all as it is."""
        assert read_settings(_written(tmp_path, "")) == Settings()

    def test_every_setting_is_read(self, tmp_path: Path) -> None:
        """Each field of the settings can be set."""
        text = (
            'language = "en"\nhours_per_working_day = 8\nplain_day = "calendar-day"\nengine = "dot"\n'
            'calendar_time = "working-time"\ncalendar = {zone = "WIT"}\ntheme = "monochrome"\n'
            'form = {paper = "F4"}\nrules = {profile = "strict"}\nsite = {title = "Katalog"}\n'
        )

        settings = read_settings(_written(tmp_path, text))

        assert settings == Settings(
            "en",
            Fraction(8),
            "calendar-day",
            "dot",
            "working-time",
            CalendarSettings(zone="WIT"),
            "monochrome",
            FormSettings(paper="F4"),
            RuleSettings(profile="strict"),
            SiteSettings(title="Katalog"),
        )
        assert all(f"{field.name} = " in text for field in fields(Settings))

    def test_decimal_hours_are_exact(self, tmp_path: Path) -> None:
        """Hours are taken as they are written, not as a binary float has them."""
        assert read_settings(
            _written(tmp_path, "hours_per_working_day = 7.1")
        ).hours_per_working_day == Fraction(71, 10)

    def test_byte_order_mark_is_no_fault(self, tmp_path: Path) -> None:
        """A file saved by an editor that marks UTF-8 is read like any other."""
        path = tmp_path / "sopkit.toml"
        path.write_bytes(b'\xef\xbb\xbflanguage = "id"\r\n')

        assert read_settings(path).language == "id"


FAULTS = [
    ('langauge = "id"', "unknown-suggested", "`langauge`", "maksud Anda `language`"),
    ("colour = 1", "unknown", "`colour`", "`hours_per_working_day`"),
    ('language = "fr"', "choice", "`fr`", "`id`, `en`"),
    ("language = true", "choice", "`true`", "`id`, `en`"),
    ("hours_per_working_day = 0", "hours", "`0`", "`7.5`"),
    ("hours_per_working_day = 0.4", "hours", "`0.4`", "`7.5`"),
    ("hours_per_working_day = 1e-300", "hours", "`1e-300`", "`7.5`"),
    (f"hours_per_working_day = 0x{'f' * 5000}", "hours", "`...`", "`7.5`"),
    (f'language = "{"x" * 5000}"', "choice", f"`{'x' * 60}...`", "`id`, `en`"),
    (f"hours_per_working_day = {'9' * 5000}", "endless", "ribuan digit", "hapus"),
    (f"language = {'[' * 100_000}", "endless", "kurung", "hapus"),
    ("hours_per_working_day = 25", "hours", "`25`", "`7.5`"),
    ("hours_per_working_day = nan", "hours", "`nan`", "`7.5`"),
    ("hours_per_working_day = true", "hours", "`true`", "`7.5`"),
    ('hours_per_working_day = "8"', "hours", "`8`", "tanda petik"),
    ('plain_day = "hari"', "choice", "`hari`", "`calendar-day`"),
    ('engine = "neato"', "choice", "`neato`", "`graphviz-pure`"),
    ('theme = "warna"', "theme", "`warna`", "`colour`, `monochrome`"),
    ("theme = 1", "theme", "`1`", "`.toml`"),
    ('calendar_time = "together"', "choice", "`together`", "`apart`, `working-time`"),
    ("language = id", "no-toml", "TOML", "kolom 12"),
    ('language = "id', "no-toml-at-end", "TOML", "akhir berkas"),
]


@pytest.mark.parametrize(("text", "reason", "there", "expected"), FAULTS)
def test_faulty_setting_is_named(tmp_path: Path, text: str, reason: str, there: str, expected: str) -> None:
    """What a settings file should not hold is named with what is there and what was expected."""
    path = _written(tmp_path, text)

    with pytest.raises(InvalidSettings, match=r"sopkit\.toml") as caught:
        read_settings(path)

    assert caught.value.reason == reason
    assert there in caught.value.message("id")
    assert expected in caught.value.message("id")


VALUES = st.one_of(
    st.booleans(),
    st.integers(-100, 100),
    st.floats(-100, 100).map(lambda number: round(number, 3)),
    st.sampled_from(["id", "en", "working-day", "calendar-day", "dot", "graphviz-pure", "apart", "", "7,5"]),
)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]), VALUES))
def test_any_value_is_taken_or_named(values: dict[str, object]) -> None:
    """Settings are taken exactly as they are written, or the first that cannot be is named."""
    faulty = [key for key, value in values.items() if not _is_allowed(key, value)]
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder), "\n".join(lines))

        if faulty:
            with pytest.raises(InvalidSettings, match=f"`{faulty[0]}`"):
                read_settings(path)
        else:
            settings = read_settings(path)
            assert all(str(getattr(settings, key)) == str(_exact(value)) for key, value in values.items())


def _is_allowed(key: str, value: object) -> bool:
    if key == "hours_per_working_day":
        return type(value) in (int, float) and 0.5 <= float(str(value)) <= 24
    words = {
        "language": ("id", "en"),
        "plain_day": ("working-day", "calendar-day"),
        "engine": ("dot", "graphviz-pure"),
        "calendar_time": ("apart", "working-time"),
        "theme": ("colour", "monochrome"),
    }
    return value in words.get(key, ())


def _exact(value: object) -> object:
    return value if isinstance(value, str) else Fraction(str(value))


def test_broken_pyproject_on_the_way_is_named(tmp_path: Path) -> None:
    """A `pyproject.toml` that is no TOML may hide settings and is therefore a fault."""
    _written(tmp_path, "[tool", "pyproject.toml")

    with pytest.raises(InvalidSettings, match=r"pyproject\.toml: this is not valid TOML"):
        load_settings(tmp_path)


def test_section_that_is_a_value_is_named(tmp_path: Path) -> None:
    """`tool.sopkit` has to be a section."""
    _written(tmp_path, "[tool]\nsopkit = 1", "pyproject.toml")

    with pytest.raises(InvalidSettings, match=r"write a section `\[tool\.sopkit\]`"):
        load_settings(tmp_path)


def test_settings_that_are_no_utf_8_are_named(tmp_path: Path) -> None:
    """A settings file in another encoding than UTF-8 is a fault of its own."""
    (tmp_path / "sopkit.toml").write_bytes(b'language = "\xe9"')

    with pytest.raises(InvalidSettings, match="save it as UTF-8"):
        load_settings(tmp_path)


def test_place_that_may_not_be_looked_into_has_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is closed to this user stops nothing; settings above it hold."""
    above = _written(tmp_path, 'language = "en"')
    real = os.stat

    def stat(path: str | Path, **how: bool) -> os.stat_result:
        if str(path).startswith(str(tmp_path / "tertutup")):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **how)

    monkeypatch.setattr(os, "stat", stat)

    assert find_settings_file(tmp_path / "tertutup" / "a.yaml") == above


def test_deleted_folder_has_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder we are in is gone, the defaults hold."""

    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)

    assert load_settings(Path("a.yaml")) == Settings()


def test_unreadable_settings_are_named_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A settings file that may not be read is a fault, told in the reader's language."""
    path = _written(tmp_path, 'language = "en"')
    real = os.open

    def refuse(one: Path, flags: int) -> int:
        if one == path:
            raise PermissionError(13, "Permission denied", str(one))
        return real(one, flags)

    monkeypatch.setattr(os, "open", refuse)

    with pytest.raises(InvalidSettings, match="this user is not allowed to") as caught:
        read_settings(path)
    assert "pengguna ini tidak berhak" in caught.value.message("id")


class TestFile:
    """Only an ordinary file of a reasonable size is read."""

    @pytest.mark.parametrize("name", ["sopkit.toml", "pyproject.toml"])
    @pytest.mark.parametrize(
        ("kind", "english", "indonesian"),
        [
            ("pipe", "it is a pipe or a device", "itu pipa atau perangkat"),
            ("device", "it is a pipe or a device", "itu pipa atau perangkat"),
            ("folder", "it is a folder", "itu folder"),
            ("large", "larger than 1024 KiB", "lebih besar daripada 1024 KiB"),
        ],
    )
    def test_what_is_none_is_refused(
        self, tmp_path: Path, name: str, kind: str, english: str, indonesian: str
    ) -> None:
        """A pipe, a device, a folder and a file that is too large are refused, and nothing is waited for."""
        path = tmp_path / name
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "device":
            path.symlink_to(os.devnull)
        elif kind == "folder":
            path.mkdir()
        else:
            path.write_bytes(b"#" * (1024 * 1024 + 1))

        with pytest.raises(InvalidSettings, match=english) as caught:
            read_settings(path)
        assert indonesian in caught.value.message("id")

    def test_file_of_the_largest_size_is_read(self, tmp_path: Path) -> None:
        """A file that is just not too large is read whole."""
        text = 'language = "en"\n'

        path = _written(tmp_path, text + "#" * (1024 * 1024 - len(text)))

        assert read_settings(path).language == "en"

    def test_a_link_to_a_file_is_followed(self, tmp_path: Path) -> None:
        """Settings that are shared by a link are read."""
        _written(tmp_path, 'language = "en"', "bersama.toml")
        (tmp_path / "sopkit.toml").symlink_to("bersama.toml")

        assert load_settings(tmp_path).language == "en"

    @pytest.mark.parametrize("part", ["a.", "a . ", "'#'.", '"=" . ', '"#".a.'])
    def test_name_of_very_many_parts_is_refused(self, tmp_path: Path, part: str) -> None:
        """A name with thousands of dots, over which Python would take minutes, is refused at once."""
        with pytest.raises(InvalidSettings, match="a name of hundreds of parts") as caught:
            read_settings(_written(tmp_path, part * 50_000 + "a = 1"))
        assert caught.value.reason == "endless"

    def test_dots_in_texts_are_no_names(self, tmp_path: Path) -> None:
        """A long comment of many sentences is read like any other."""
        assert read_settings(_written(tmp_path, "# " + "Satu. " * 150 + "." * 300)) == Settings()


def test_value_is_shown_on_one_line_as_toml_has_it(tmp_path: Path) -> None:
    """Lists, tables and line breaks of a faulty value are shown as in the file, not as in Python."""
    with pytest.raises(InvalidSettings) as caught:
        read_settings(_written(tmp_path, 'language = [true, {a = "b\\n"}, "c\\u200e"]'))

    assert '`[true, {a = "b\\n"}, "c\\u200e"]`' in caught.value.message("en")
