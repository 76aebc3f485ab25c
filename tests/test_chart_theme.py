"""Themes: what a file of one may hold, and what drawings make of it."""

from __future__ import annotations

import json
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.calendar import WorkCalendar
from sopkit.chart import draw
from sopkit.chart.svg_style import style
from sopkit.chart.theme import BUILT_IN, COLOUR, MONOCHROME, Theme
from sopkit.chart.theme_file import named_theme, read_theme, theme_text
from sopkit.errors import InvalidSettings, InvalidValue, UnknownName
from sopkit.layout import ArrowKind, StepState
from sopkit.machine import start
from tests.charts import SVG, figures, group, picture

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

ENGINES = ["graphviz-pure", pytest.param("dot", marks=pytest.mark.dot)]


def written(folder: Path, text: str) -> Path:
    """Write a theme file and return its place."""
    path = folder / "tema.toml"
    path.write_text(text, encoding="utf-8")
    return path


def classes(root: ET.Element, name: str) -> list[ET.Element]:
    """Return the figures of the table that bear a class."""
    return [element for element in root.iter() if element.get("class") == name]


class TestBuiltIn:
    """Two themes come with sopkit."""

    def test_monochrome_is_black_white_and_grey(self) -> None:
        """No colour of the theme for paper has a hue."""
        parts = [re.findall("..", colour[1:]) for colour in MONOCHROME.colours().values()]

        assert all(len(set(part)) == 1 for part in parts)

    @pytest.mark.parametrize("theme", BUILT_IN.values(), ids=BUILT_IN)
    def test_kinds_of_lines_differ_without_colour(self, theme: Theme) -> None:
        """The ordinary way, the return and the joint of one of several have three styles of line."""
        styles = [theme.ways[ArrowKind.FORWARD].style, theme.ways[ArrowKind.RETURN].style, theme.one_of.style]

        assert len(set(styles)) == 3

    @pytest.mark.parametrize("theme", BUILT_IN.values(), ids=BUILT_IN)
    def test_what_is_at_work_stands_out_without_colour(self, theme: Theme) -> None:
        """The outline of a current or overdue step is at least twice as thick as that of any other."""
        thin = max(theme.symbol.width, theme.states[StepState.DONE].width)

        assert all(theme.states[state].width >= 2 * thin for state in (StepState.CURRENT, StepState.OVERDUE))

    @pytest.mark.parametrize(
        "colours",
        [COLOUR.colours(), MONOCHROME.colours(), {**COLOUR.colours(), **COLOUR.dark}],
        ids=["colour", "monochrome", "dark"],
    )
    def test_words_and_lines_stand_out_from_what_is_behind_them(self, colours: dict[str, str]) -> None:
        """Words have a contrast of 4.5 at least, lines of the flow 3. Source: WCAG 2.2, 1.4.3 and 1.4.11."""
        behind = ["paper", "header", "start", "end", "decision", "process", "connector"]
        behind += [f"{state}-fill" for state in ("done", "current", "overdue")]
        flow = ["symbol", "forward", "branch", "return", "joint", "one-of", "done", "current", "overdue"]

        assert all(contrast(colours["text"], colours[name]) >= 4.5 for name in behind)
        assert all(contrast(colours[name], colours["paper"]) >= 4.5 for name in ("forward", "return"))
        assert all(contrast(colours[name], colours["paper"]) >= 3 for name in flow)

    def test_dark_colours_are_complete(self) -> None:
        """Whoever prefers dark sees no colour that was chosen for white paper."""
        assert list(COLOUR.dark) == list(COLOUR.colours())

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("theme", BUILT_IN)
    def test_parts_of_the_table_bear_their_classes(self, theme: str, engine: str) -> None:
        """Shades and lines are told apart even where a theme gives them one colour."""
        root = figures(picture(), engine=engine, theme=theme)
        look = BUILT_IN[theme]

        assert {figure.get("fill") for figure in classes(root, "header")} == {look.header}
        assert {figure.get("fill") for figure in classes(root, "paper")} == {look.paper}
        for name in ("frame", "rule", "lane"):
            lines = classes(root, name)
            assert {line.get("stroke") for line in lines} == {getattr(look, name).colour}

    @pytest.mark.parametrize("engine", ENGINES)
    def test_the_joint_of_one_of_several_is_dotted(self, engine: str) -> None:
        """The line between actors of whom one performs the step has other gaps than a return."""
        root = figures(picture(), engine=engine)

        def dashes(name: str) -> str | None:
            return group(root, name).findall(f"{SVG}path")[0].get("stroke-dasharray")

        assert None not in (dashes("joint-periksa-1"), dashes("arrow-periksa-return-1"))
        assert dashes("joint-periksa-1") != dashes("arrow-periksa-return-1")
        assert dashes("joint-paraf-1") is None

    @pytest.mark.parametrize("form", ["svg", "png", "pdf", "dot"])
    def test_every_form_is_drawn_in_the_theme(self, form: str) -> None:
        """Each form of drawing looks otherwise in another theme."""
        assert draw(picture(), form, theme="monochrome") != draw(picture(), form)

    def test_another_theme_is_refused(self) -> None:
        """A name that is no theme is refused with those that are."""
        with pytest.raises(UnknownName, match="no theme `warna`; known: colour, monochrome"):
            draw(picture(), theme="warna")


class TestArguments:
    """What is no theme, case, calendar or mapping of links."""

    @pytest.mark.parametrize("theme", [None, 3, b"tema.toml", ["colour"]])
    def test_what_is_no_theme_is_refused(self, theme: Any) -> None:
        """A theme is a name or a path."""
        with pytest.raises(InvalidValue, match="`colour`, `monochrome` or the path of a theme file"):
            draw(picture(), "dot", theme=theme)

    @pytest.mark.parametrize("case", [3, "kasus", picture()])
    def test_what_is_no_case_is_refused(self, case: Any) -> None:
        """A case is what `start` begins, not anything."""
        with pytest.raises(InvalidValue, match="expected a case of this SOP"):
            draw(picture(), "dot", case=case)

    @pytest.mark.parametrize("links", [["a"], "a", 0, False])
    def test_links_are_a_mapping(self, links: Any) -> None:
        """Links are given by the steps that they belong to."""
        with pytest.raises(InvalidValue, match="expected a mapping, such as"):
            draw(picture(), links=links)

    def test_what_would_have_no_effect_is_refused(self) -> None:
        """`now` is of a case, and a calendar is of `now`: alone they are not passed over in silence."""
        sop, now = picture(), datetime(2026, 1, 5, 9)
        case = start(sop, by=sop.steps[0].performers.actors[0], at=datetime(2026, 1, 5, 8))

        with pytest.raises(InvalidValue, match="none without a `case`"):
            draw(sop, "dot", now=now)
        with pytest.raises(InvalidValue, match="together with `now`"):
            draw(sop, "dot", case=case, calendar=WorkCalendar())
        with pytest.raises(InvalidValue, match="a `WorkCalendar`"):
            draw(sop, "dot", case=case, now=now, calendar=3)  # type: ignore[arg-type]


class TestStyleSheet:
    """The style sheet of an SVG."""

    def test_dark_colours_are_for_those_who_prefer_them(self) -> None:
        """The theme for screens has a second set of colours, that for paper has none."""
        assert "@media (prefers-color-scheme:dark){.sopkit{--sop-paper:#15191f;" in style(COLOUR)
        assert "prefers-color-scheme" not in style(MONOCHROME)

    def test_print_is_black_on_white_and_comes_last(self) -> None:
        """Whatever a reader prefers on the screen, the printer gets the colours of paper."""
        sheet = style(COLOUR)

        assert sheet.index("@media print") > sheet.index("@media (prefers-color-scheme:dark)")
        assert "--sop-text:#000000;" in sheet.partition("@media print")[2]

    def test_every_variable_is_used(self) -> None:
        """No colour is named that nothing is drawn in."""
        sheet = style(COLOUR)

        assert set(re.findall(r"var\(--sop-([a-z-]+)\)", sheet)) == set(COLOUR.colours())


class TestFile:
    """A theme in a TOML file."""

    @pytest.mark.parametrize("name", BUILT_IN)
    def test_a_theme_that_is_written_is_read_again(self, name: str, tmp_path: Path) -> None:
        """The file of a whole theme says all of it."""
        base = f'base = "{name}"\n'

        assert read_theme(written(tmp_path, base + theme_text(BUILT_IN[name]))) == BUILT_IN[name]

    def test_what_is_not_named_stays_as_in_the_base(self, tmp_path: Path) -> None:
        """A file of two lines changes two things."""
        text = 'base = "monochrome"\n[lines.return]\ncolour = "#CC0000"\nstyle = "dotted"\n'

        theme = read_theme(written(tmp_path, text))

        line = theme.ways[ArrowKind.RETURN]
        assert (line.colour, line.width, line.style) == ("#cc0000", 1.0, "dotted")
        assert (theme.paper, theme.one_of) == (MONOCHROME.paper, MONOCHROME.one_of)

    def test_dark_can_be_left_out(self, tmp_path: Path) -> None:
        """A drawing for a page that is always light stays light."""
        assert read_theme(written(tmp_path, "follow_dark = false")).dark == {}

    def test_a_file_is_drawn(self, tmp_path: Path) -> None:
        """The place of a file stands where the name of a theme may stand."""
        path = written(tmp_path, 'fonts = ["Noto Sans", "serif"]\n[colours]\npaper = "#fffef0"')

        root = figures(picture(), theme=str(path))

        assert draw(picture(), "dot", theme=path) == draw(picture(), "dot", theme=str(path))
        assert root.get("font-family") == "'Noto Sans', serif"
        assert "--sop-paper:#fffef0;" in (root.findtext(f"{SVG}style") or "")


FAULTS = [
    ('base = "dark"', "choice", "`base`", "`colour`, `monochrome`"),
    ("[colour]", "unknown-suggested", "`colour`", "`colours`"),
    ("garis = 1", "unknown", "`garis`", "`lines`"),
    ("lines = 1", "section", "`lines`", "`frame`"),
    ("[lines]\nreturn = 1", "section", "`lines.return`", "`style`"),
    ('[colours]\npapper = "#ffffff"', "unknown-suggested", "`colours.papper`", "`colours.paper`"),
    ('[colours]\npaper = "white"', "colour", "`white`", "#rrggbb"),
    ('[colours]\npaper = "#fff"', "colour", "`#fff`", "#rrggbb"),
    ('[colours]\npaper = "#ffffff;}"', "colour", "`#ffffff;}`", "#rrggbb"),
    ('[colours]\npaper = "#ffffff\\n"', "colour", "#ffffff", "#rrggbb"),
    ('[colours]\npaper = "#ffffff"\ntext = "url(x)"', "colour", "`url(x)`", "#rrggbb"),
    ('[dark]\npaper = "</style>"', "colour", "`</style>`", "#rrggbb"),
    ("[lines.return]\nwidth = 0", "points", "`0`", "0.1"),
    ("[lines.return]\nwidth = 60", "points", "`60`", "0.1"),
    ("[lines.return]\nwidth = nan", "points", "`nan`", "0.1"),
    ("[lines.return]\nwidth = true", "points", "`true`", "0.1"),
    ('[lines.return]\nstyle = "invis"', "choice", "`invis`", "`dashed`"),
    ('[lines.frame]\nstyle = "dashed"', "unknown", "`lines.frame.style`", "`width`"),
    ("fonts = []", "fonts", "`[]`", "sans-serif"),
    ('fonts = ["Arial\\"; x"]', "fonts", "Arial", "sans-serif"),
    ('fonts = ["Arial\'"]', "fonts", "Arial", "sans-serif"),
    ('fonts = "Arial"', "fonts", "`Arial`", "sans-serif"),
    ("follow_dark = 1", "flag", "`1`", "`true`"),
    ("taken_width = 9", "points", "`9`", " 6,"),
    ("taken_width = 0", "points", "`0`", "0.1"),
    ("colours =\nx", "no-toml", "TOML", "`[colours]`"),
    ('fonts = ["Arial"', "no-toml-at-end", "TOML", "`[colours]`"),
]


@pytest.mark.parametrize(("text", "reason", "there", "expected"), FAULTS)
def test_faulty_theme_is_named(tmp_path: Path, text: str, reason: str, there: str, expected: str) -> None:
    """What a theme file should not hold is named in both languages, with what was expected."""
    with pytest.raises(InvalidSettings, match=r"tema\.toml") as caught:
        read_theme(written(tmp_path, text))

    assert caught.value.reason == reason
    for language in ("id", "en"):
        assert there in caught.value.message(language)
        assert expected in caught.value.message(language)


def test_missing_theme_file_is_named(tmp_path: Path) -> None:
    """A theme file that is not there is a fault, told in the reader's language."""
    with pytest.raises(InvalidSettings, match="there is no such theme file") as caught:
        named_theme(str(tmp_path / "tidak-ada.toml"))

    assert caught.value.reason == "no-theme-file"
    assert "berkas tema ini tidak ada" in caught.value.message("id")


def test_endless_theme_file_is_refused(tmp_path: Path) -> None:
    """A pipe or a file of megabytes is no theme, and is not read to its end."""
    os.mkfifo(tmp_path / "pipa.toml")
    (tmp_path / "besar.toml").write_bytes(b"#" * 20_000_000)

    with pytest.raises(InvalidSettings, match="it is a pipe or a device"):
        read_theme(tmp_path / "pipa.toml")
    with pytest.raises(InvalidSettings, match="larger than 1024 KiB"):
        read_theme(tmp_path / "besar.toml")


@given(
    st.sampled_from(["paper", "text", "header", "decision", "done-fill"]),
    st.one_of(st.text(max_size=12), st.from_regex(r"#[0-9a-f]{6}.?")),
)
def test_no_colour_breaks_out(name: str, value: str) -> None:
    """A colour of a file is six digits, or it is refused; nothing else reaches a drawing."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), f"[colours]\n{name} = {json.dumps(value)}")

        try:
            colours = read_theme(path).colours()
        except InvalidSettings:
            assert not re.fullmatch(r"#[0-9a-fA-F]{6}", value)
        else:
            assert colours[name] == value.lower()


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return how light a colour is, 0 to 1."""
    parts = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class TestPage:
    """The page of themes, docs/reference/themes.md."""

    PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "themes.md").read_text(encoding="utf-8")

    def test_the_whole_theme_is_the_one_that_is_drawn_in(self, tmp_path: Path) -> None:
        """The file on the page sets everything of the theme `colour` to what it is."""
        (whole,) = re.findall(r"^```toml theme\n(.*?)^```$", self.PAGE, re.MULTILINE | re.DOTALL)

        assert whole == theme_text(COLOUR)
        assert read_theme(written(tmp_path, f'base = "monochrome"\n{whole}')) == COLOUR

    def test_the_small_theme_is_read(self, tmp_path: Path) -> None:
        """The example of a theme of one's own is one."""
        (small,) = re.findall(r"^```toml\n(.*?)^```$", self.PAGE, re.MULTILINE | re.DOTALL)

        assert read_theme(written(tmp_path, small)).ways[ArrowKind.RETURN].colour == "#b3261e"

    def test_every_key_is_on_the_page(self) -> None:
        """The table of keys names each key of a file and each colour and line."""
        table = self.PAGE.partition("| Key | Holds |")[2].partition("\n\n")[0]

        named = set(re.findall(r"`([a-z_-]+)`", table))
        assert {"base", "follow_dark", "fonts", "taken_width", "colours", "lines", "dark"} <= named
        assert set(COLOUR.colours()) <= named
