"""Templates of an office: what they can change, and how their faults are told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sopkit.errors import InvalidSettings, InvalidTemplate, SopkitError
from sopkit.settings import Settings, SiteSettings, read_settings
from sopkit.settings.site_table import contrast
from sopkit.site.context import SiteContext, site_context
from sopkit.site.jinja import own_templates
from sopkit.site.pages import shared_files
from sopkit.site.summary import Summary
from tests.command_line import ROOT, follow

SUMMARIES = (Summary("a.yaml", "a", "a", "1", "Satu", agency=("BIRO UMUM",), effective="2026-01-01"),)


def context_of(folder: Path) -> SiteContext:
    """Return a context with the templates of a folder."""
    return site_context(Settings(), language="id", templates=folder)


def index_of(context: SiteContext) -> str:
    """Return the front page."""
    return dict(shared_files(SUMMARIES, context))["index.html"].decode()


def write(folder: Path, name: str, text: str) -> Path:
    """Write a template."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fault_of(folder: Path) -> InvalidTemplate:
    """Return the fault that making the pages ends with."""
    with pytest.raises(InvalidTemplate) as caught:
        index_of(context_of(folder))
    return caught.value


class TestOwnTemplates:
    """An office changes a page, or a block of it."""

    def test_a_block_is_changed_and_the_rest_kept(self, tmp_path: Path) -> None:
        """A template that extends ours changes the blocks that it names alone."""
        write(
            tmp_path,
            "index.html",
            '{% extends "sopkit/index.html" %}{% block heading %}<h1>Kami</h1>{% endblock %}',
        )

        page = index_of(context_of(tmp_path))

        assert "<h1>Kami</h1>" in page
        assert "Satu" in page

    def test_a_changed_base_holds_for_every_page(self, tmp_path: Path) -> None:
        """A base of the office stands below all of our pages; a piece of its own can be included."""
        write(
            tmp_path,
            "base.html",
            '{% extends "sopkit/base.html" %}{% block footer %}{% include "_kaki.html" %}{% endblock %}',
        )
        write(tmp_path, "_kaki.html", "<footer>{{ site.title }} & rekan</footer>")

        pages = dict(shared_files(SUMMARIES, context_of(tmp_path)))

        assert all(
            b"<footer>Katalog SOP & rekan</footer>" in pages[name] for name in ("map.html", "laws/index.html")
        )

    def test_own_rules_follow_ours(self, tmp_path: Path) -> None:
        """The rules of `own.css` stand at the end of the style sheet."""
        write(tmp_path, "own.css", "h1 { color: green }")

        style = dict(shared_files(SUMMARIES, context_of(tmp_path)))["style.css"]

        assert style.endswith(b"h1 { color: green }")

    def test_texts_of_an_sop_are_escaped_in_own_templates(self, tmp_path: Path) -> None:
        """What an own template shows of an SOP is text, and never a template."""
        write(tmp_path, "index.html", "{{ units[0].rows[0].summary.title }}")
        summaries = (replace(SUMMARIES[0], title="<b>{{ 7 * 7 }}"),)

        page = dict(shared_files(summaries, context_of(tmp_path)))["index.html"]

        assert page == b"&lt;b&gt;{{ 7 * 7 }}"

    def test_other_files_of_the_folder_are_let_be(self, tmp_path: Path) -> None:
        """Files of other kinds in the folder are of no interest."""
        write(tmp_path, "catatan.txt", "{{")

        assert "Satu" in index_of(context_of(tmp_path))


class TestFaults:
    """A fault in a template is told with file and line, in both languages."""

    @pytest.mark.parametrize(
        ("text", "line", "reason", "part"),
        [
            ("a\n{% if %}", 2, "syntax", "Expected"),
            ("a\nb\n{{ tidak_ada }}", 3, "undefined", "tidak_ada"),
            ("{{ site.judul }}", 1, "undefined", "judul"),
            ('a\n{% include "_hilang.html" %}', 2, "missing", "_hilang.html"),
            ("\n\n\n{{ 1 // 0 }}", 4, "failed", "ZeroDivisionError"),
            (
                '{% extends "sopkit/index.html" %}\n{% block heading %}{{ site.xx }}{% endblock %}',
                2,
                "undefined",
                "xx",
            ),
            ("{{ words('tidak-ada') }}", 1, "failed", "tidak-ada"),
        ],
    )
    def test_a_fault_is_told_with_its_line(
        self, tmp_path: Path, text: str, line: int, reason: str, part: str
    ) -> None:
        """Whatever is wrong in a template, its file, its line and the reason are told."""
        path = write(tmp_path, "index.html", text)

        fault = fault_of(tmp_path)

        assert (fault.path, fault.line, fault.reason) == (path, line, reason)
        assert part in fault.message("id")
        assert part in fault.message("en")
        assert f"index.html:{line}" in str(fault)
        assert isinstance(fault, SopkitError)

    @pytest.mark.parametrize("name", ["indeks.html", "sops.html", "gaya.css"])
    def test_a_name_of_no_page_is_refused(self, tmp_path: Path, name: str) -> None:
        """A template that no page has the name of is a mistake, and not passed over."""
        write(tmp_path, name, "")

        assert fault_of(tmp_path).reason == "unknown"

    def test_a_file_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        """A file that is not UTF-8 is named with the line."""
        (tmp_path / "law.html").write_bytes(b"a\n\xff")

        fault = fault_of(tmp_path)

        assert (fault.reason, fault.line) == ("no-utf-8", 2)

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        """A folder of templates that is not there is an error that names it."""
        fault = fault_of(tmp_path / "hilang")

        assert (fault.reason, fault.path) == ("unreadable", tmp_path / "hilang")

    def test_a_fault_is_told_before_anything_is_made(self, tmp_path: Path) -> None:
        """A template that cannot be understood is refused at once, even if it is never used."""
        write(tmp_path, "law.html", "{% endfor %}")

        with pytest.raises(InvalidTemplate, match=r"law\.html:1"):
            context_of(tmp_path)

    def test_the_command_tells_a_fault_in_the_language_of_the_reader(self, tmp_path: Path) -> None:
        """`sopkit build` names file and line, and says in Indonesian what is wrong with a template."""
        path = write(tmp_path, "law.html", "{% endfor %}")

        outcome = follow(
            "--lang", "id", "build", ROOT / "sops", "-o", tmp_path / "out", "--templates", tmp_path
        )

        assert outcome.code == 2
        assert f"{path}:1: penulisan templat ini keliru" in outcome.err


class TestSiteSettings:
    """The table `[site]` of the settings."""

    def test_every_key_is_read(self, tmp_path: Path) -> None:
        """Each key of the table has its place in the settings; paths are seen from the settings file."""
        path = write(
            tmp_path,
            "sopkit.toml",
            '[site]\ntitle = "Katalog"\nletterhead = ["A", "B"]\nlogo = "logo.png"\naccent = "#7A1F2B"\n'
            'accent_dark = "#f2a9b1"\nfooter = "Jalan 1"\ntemplates = "templat"\nlanguage = "id"\n',
        )

        assert read_settings(path).site == SiteSettings(
            title="Katalog",
            letterhead=("A", "B"),
            logo=str(tmp_path / "logo.png"),
            accent="#7a1f2b",
            accent_dark="#f2a9b1",
            footer=("Jalan 1",),
            templates=str(tmp_path / "templat"),
            language="id",
        )

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ('title = ""', "line"),
            ('title = "a\\nb"', "line"),
            ("letterhead = [1]", "lines"),
            ('logo = "logo.svg"', "picture"),
            ('accent = "red"', "colour"),
            ('accent = "#ffcc00"', "contrast"),
            ('accent_dark = "#0b4f8a"', "contrast"),
            ("templates = 1", "folder"),
            ('language = "jv"', "choice"),
            ('titel = "a"', "unknown-suggested"),
        ],
    )
    def test_what_cannot_be_is_refused(self, tmp_path: Path, line: str, reason: str) -> None:
        """A value that is not allowed, or a colour that is hard to read, is told in both languages."""
        path = write(tmp_path, "sopkit.toml", f"[site]\n{line}\n")

        with pytest.raises(InvalidSettings) as caught:
            read_settings(path)

        assert caught.value.reason == reason
        assert caught.value.message("id") != caught.value.message("en")

    def test_usual_colours_can_be_read(self) -> None:
        """The usual colours have the contrast that text needs on every background of the pages."""
        usual = SiteSettings()

        assert min(contrast(usual.accent, each) for each in ("#ffffff", "#f3f5f8")) > 4.5
        assert min(contrast(usual.accent_dark, each) for each in ("#12161c", "#1d232c")) > 4.5


class TestDocumentation:
    """What the page about publishing says of templates is so."""

    PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "menerbitkan-katalog.md"
    OURS = Path(__file__).parent.parent / "sopkit" / "site" / "templates"

    def test_its_templates_work(self, tmp_path: Path) -> None:
        """The examples of templates change the pages as the text says."""
        text = self.PAGE.read_text(encoding="utf-8")
        for name, body in re.findall(r"^```html (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            write(tmp_path, name, body)

        page = index_of(context_of(tmp_path))

        assert "<h1>SOP kantor kami</h1>" in page
        assert "<p>Katalog SOP &ndash; diterbitkan oleh Bagian Tatalaksana</p>" in page

    def test_its_settings_are_settings(self, tmp_path: Path) -> None:
        """The examples of settings can be read."""
        text = self.PAGE.read_text(encoding="utf-8")

        for body in re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            assert read_settings(write(tmp_path, "sopkit.toml", body)).site != SiteSettings()

    def test_it_lists_every_block(self) -> None:
        """The table of blocks has every block of every template."""
        text = self.PAGE.read_text(encoding="utf-8")
        rows = re.findall(r"^\| ((?:`[a-z]+\.html`(?:, )?)+) \| (`[^|]*`) \|$", text, re.MULTILINE)
        told = {
            name: set(re.findall("`([a-z]+)`", blocks))
            for names, blocks in rows
            for name in re.findall("`([a-z.]+)`", names)
        }

        base = set(re.findall(r"{% block ([a-z]+) %}", (self.OURS / "base.html").read_text(encoding="utf-8")))
        for name in sorted(path.name for path in self.OURS.glob("*.html")):
            found = re.findall(r"{% block ([a-z]+) %}", (self.OURS / name).read_text(encoding="utf-8"))
            if found:
                assert told[name] == set(found) - (base if name != "base.html" else set()), name


def test_a_block_that_no_page_has_is_refused(tmp_path: Path) -> None:
    """A misspelt block would never be shown, so it is told with its line and the name that is meant."""
    text = '{% extends "sopkit/index.html" %}\n{% block headng %}x{% endblock %}'
    path = write(tmp_path, "index.html", text)

    with pytest.raises(InvalidTemplate) as raised:
        own_templates(tmp_path)

    assert (raised.value.path, raised.value.line, raised.value.reason) == (path, 2, "block")
    assert "`heading`" in raised.value.message("id")
