"""The whole form as one PDF: what is in it, where it stands, and what is refused."""

from __future__ import annotations

import io
import os
import re
import shutil
import warnings
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from PIL import Image

import sopkit
from sopkit.chart import draw
from sopkit.chart.form import form, form_pages, sheet_for
from sopkit.chart.shapes import rules
from sopkit.chart.theme import MONOCHROME
from sopkit.errors import InvalidValue, LogoUnusable, PaperTooSmall, UnknownName
from sopkit.model import Approval, Form, Paper
from tests.charts import picture, saying
from tests.command_line import ROOT, SEED, Terminal, follow
from tests.pdfs import pages_of, points_of, texts_of
from tests.strategies import sops

if TYPE_CHECKING:
    from pathlib import Path

    from sopkit.model import Sop

SOPS = sorted((ROOT / "sops").glob("*.yaml"))


def an_sop(**changes: object) -> Sop:
    """Return a small SOP with every part of the identity."""
    approval = Approval("Kepala Biro Umum", "Siti Aminah", "19791208 200003 2 002")
    sop = replace(picture(), approved_by=approval, legal_basis=("Undang-Undang Satu", "Undang-Undang Dua"))
    return replace(sop, **changes)  # type: ignore[arg-type]


def a_picture(mode: str = "RGBA", kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    """Return the file of a small picture."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def seed_with(old: str, new: str, folder: Path) -> Path:
    """Write the seed SOP with one place changed."""
    path = folder / "sop.yaml"
    path.write_text(SEED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return path


class TestDocument:
    """The file."""

    @pytest.mark.parametrize("path", SOPS, ids=[path.stem for path in SOPS])
    def test_every_procedure_can_be_printed(self, path: Path) -> None:
        """Each of the real procedures fits on A4 and on F4, and the same one gives the same bytes."""
        sop = sopkit.load(path)

        for paper in ("A4", "F4"):
            assert form(sop, paper=paper) == form(sop, paper=paper)

    def test_only_the_packages_own_letters_are_in_it(self) -> None:
        """Both fonts are embedded subsets of Arimo; no font of the reader's machine is asked for."""
        drawn = form(an_sop())

        fonts = set(re.findall(rb"/BaseFont /([^\s/]+)", drawn))
        assert fonts == {b"AAAAAA+Arimo-Regular", b"AAAAAA+Arimo-Bold"}
        assert drawn.count(b"/FontFile2") == 2

    def test_it_names_title_author_number_and_language(self) -> None:
        """A reader shows title, agency and number of the SOP, and a screen reader knows the language."""
        drawn = form(an_sop())

        assert b"/Title (SOP Pengiriman Surat)" in drawn
        assert b"/Author (BIRO UMUM)" in drawn
        assert b"/Subject (1/2026)" in drawn
        assert b"/Lang (id)" in drawn
        assert b"/DisplayDocTitle true" in drawn

    def test_the_printer_is_asked_for_its_true_size(self) -> None:
        """A reader is told to print without making pages smaller, so that the free band keeps its height."""
        assert b"/PrintScaling /None" in form(an_sop())

    def test_bookmarks_lead_to_identity_flowchart_and_steps(self) -> None:
        """The outline has the two parts, and each step below the second."""
        drawn = form(an_sop())

        titles = re.findall(rb"/Title \((Identitas|Bagan alir|Langkah \d)", drawn)
        assert titles == [b"Identitas", b"Bagan alir", *(b"Langkah %d" % number for number in range(1, 6))]
        assert len(re.findall(rb"/Count -?5 ", drawn)) == 1

    def test_it_is_in_black_and_white(self) -> None:
        """A form has no colours: what a printer without them prints is what the screen shows."""
        pages = pages_of(form(an_sop()))

        colours = [c for page in pages for c in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", page)]
        assert colours
        assert all(red == green == blue for red, green, blue in colours)

    def test_text_can_be_searched(self) -> None:
        """Words of identity and table are found as they are written."""
        identity, table = texts_of(form(an_sop()))

        for words in ("Nomor SOP 1/2026", "2. Undang-Undang Dua", "Siti Aminah", "NIP 19791208 200003 2 002"):
            assert words in identity
        assert "Menandatangani surat" in table

    def test_page_numbers_go_on_after_the_identity(self) -> None:
        """The first page of the table is page 2; the identity bears no number."""
        identity, table = texts_of(form(an_sop()))

        assert "- 1 -" not in identity
        assert "- 2 -" in table

    def test_hostile_words_are_drawn(self) -> None:
        """Texts that try to break a writer are texts like any other."""
        for words in ("(a) \\ <b> &amp;", "a\x00b", "\ud800", "日本語", "x" * 80):
            assert form(saying(words)).startswith(b"%PDF-")


class TestPaper:
    """The sheets."""

    @pytest.mark.parametrize(
        ("paper", "size"), [("A4", (297, 210)), ("F4", (330, 215)), ("Letter", (279.4, 215.9))]
    )
    def test_every_page_has_the_size_of_the_paper(self, paper: str, size: tuple[float, float]) -> None:
        """All pages are of the paper asked for, landscape."""
        boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", form(an_sop(), paper=paper))

        assert len(boxes) == 2
        for box in boxes:
            assert [float(side) / 72 * 25.4 for side in box] == pytest.approx(size, abs=0.1)

    def test_the_sop_chooses_its_paper(self) -> None:
        """Where none is asked for, the paper of the SOP is taken, and A4 if it names none."""
        assert sheet_for(an_sop(form=Form(Paper.F4))).width == pytest.approx(330 / 25.4 * 72)
        assert sheet_for(an_sop()).width == pytest.approx(297 / 25.4 * 72)

    @settings(max_examples=10)
    @given(sops(max_steps=6, max_actors=4))
    def test_lines_stand_where_the_layout_says(self, sop: Sop) -> None:
        """Every line of every page's table begins and ends where it was laid out."""
        paper = sheet_for(sop)
        pages = form_pages(sop, paper)

        for grid, page in zip(pages, pages_of(form(sop)), strict=True):
            points = points_of(page)
            for rule in rules(grid, MONOCHROME):
                for x, y in (rule.start, rule.end):
                    assert any(abs(x - px) < 0.01 and abs(grid.height - y - py) < 0.01 for px, py in points)

    def test_a_band_at_the_foot_stays_free(self) -> None:
        """No line is drawn in the band, however high it was asked to be."""
        for foot in (0, 20, 60):
            for page in pages_of(form(an_sop(), foot_band_mm=foot)):
                assert min(y for _, y in points_of(page)) >= foot / 25.4 * 72

    def test_one_page_has_both(self) -> None:
        """A short SOP fits on one page, with the same bookmarks."""
        drawn = form(sopkit.load(ROOT / "sops" / "pembuatan-naskah-dinas.yaml"), paper="F4", one_page=True)

        assert len(pages_of(drawn)) == 1
        assert re.findall(rb"/Title \((Identitas|Bagan alir)", drawn) == [b"Identitas", b"Bagan alir"]

    def test_other_paper_is_unknown(self) -> None:
        """A paper that is not known is named with those that are."""
        with pytest.raises(UnknownName, match="no paper `A5`; known: A4, F4, Letter, Legal"):
            form(an_sop(), paper="A5")

    @pytest.mark.parametrize(
        "foot", [-1, 180, float("nan"), float("inf"), 10**400, "20", None, True, [20], Decimal(20)]
    )
    def test_a_band_that_leaves_no_room_is_refused(self, foot: Any) -> None:
        """The band is a number, no smaller than nothing, and leaves room for a table."""
        with pytest.raises(InvalidValue, match="millimetres from 0 to"):
            form(an_sop(), foot_band_mm=foot)

    def test_columns_too_wide_are_refused(self) -> None:
        """An SOP with more columns than the paper holds is refused with what is missing."""
        actors = tuple(replace(picture().actors[0], id=f"a{index}") for index in range(40))  # type: ignore[arg-type]

        with pytest.raises(PaperTooSmall, match="mm too wide"):
            form(an_sop(actors=(*picture().actors, *actors)))

    def test_a_row_too_high_is_refused(self) -> None:
        """A row that is higher than a page is refused by the number of its step."""
        steps = (replace(picture().steps[0], activity="kata " * 6000), *picture().steps[1:])

        with pytest.raises(PaperTooSmall, match="the row of step 1 is higher than a page"):
            form(an_sop(steps=steps))

    def test_the_table_alone_can_have_pages(self) -> None:
        """`draw` gives a PDF pages of paper where it is asked to."""
        drawn = draw(an_sop(), "pdf", paper="A4")

        assert re.findall(rb"/MediaBox \[ 0 0 ([\d.]+)", drawn) == [b"841.8898"]

    def test_only_pdf_has_pages(self) -> None:
        """Paper for another form is refused."""
        with pytest.raises(InvalidValue, match="pages of paper are drawn as `pdf`"):
            draw(an_sop(), "svg", paper="A4")


class TestLogo:
    """The picture above the letterhead, from the folder of the SOP and from nowhere else."""

    @pytest.mark.parametrize("name", ["logo.png", "gambar/logo.png", "gambar\\logo.png", "./logo.png"])
    def test_a_picture_in_the_folder_is_drawn(self, name: str, tmp_path: Path) -> None:
        """A path from the SOP's folder leads to the logo, with either kind of slash."""
        (tmp_path / "gambar").mkdir()
        for place in (tmp_path, tmp_path / "gambar"):
            place.joinpath("logo.png").write_bytes(a_picture())

        drawn = form(an_sop(logo=name), folder=tmp_path)

        assert len(re.findall(rb"/Subtype /Image", drawn)) == 2  # the picture and its transparency
        assert drawn == form(an_sop(logo=name), folder=tmp_path)

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            *((mode, "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
            *((mode, "JPEG") for mode in ("L", "RGB", "CMYK")),
        ],
    )
    def test_every_kind_of_picture_is_drawn(self, mode: str, kind: str, tmp_path: Path) -> None:
        """PNG and JPEG in colours, greys and with a palette can be a logo."""
        (tmp_path / "logo").write_bytes(a_picture(mode, kind))

        assert b"/Subtype /Image" in form(an_sop(logo="logo"), folder=tmp_path)

    def test_a_transparent_colour_is_kept(self, tmp_path: Path) -> None:
        """A PNG in which one colour stands for nothing is not drawn with that colour."""
        out = io.BytesIO()
        Image.new("RGB", (9, 9)).save(out, "PNG", transparency=(0, 0, 0))
        (tmp_path / "logo.png").write_bytes(out.getvalue())

        assert b"/SMask" in form(an_sop(logo="logo.png"), folder=tmp_path)

    @pytest.mark.parametrize(
        "logo",
        [
            "../logo.png",
            "gambar/../../logo.png",
            "..\\logo.png",
            "/etc/hostname",
            "C:\\logo.png",
            "C:logo.png",
            "\\\\server\\logo.png",
            "tautan.png",
            "folder/logo.png",
        ],
    )
    def test_nothing_outside_the_folder_is_read(self, logo: str, tmp_path: Path) -> None:
        """A path that leaves the folder, upwards, from a root or by a link, is refused."""
        outside, folder = tmp_path / "luar", tmp_path / "sop"
        outside.mkdir()
        folder.mkdir()
        for place in (outside, tmp_path):
            place.joinpath("logo.png").write_bytes(a_picture())
        folder.joinpath("tautan.png").symlink_to(outside / "logo.png")
        folder.joinpath("folder").symlink_to(outside, target_is_directory=True)

        with pytest.raises(LogoUnusable, match="outside the folder of the SOP"):
            form(an_sop(logo=logo), folder=folder)

    @pytest.mark.parametrize(
        ("logo", "reason"),
        [
            ("tidak-ada.png", "missing"),
            ("logo.png/logo.png", "missing"),
            ("a\x00b", "missing"),
            (".", "not-a-file"),
            ("pipa", "not-a-file"),
            ("catatan.txt", "not-a-picture"),
            ("gambar.gif", "not-a-picture"),
            ("kosong", "not-a-picture"),
            ("putus.png", "damaged"),
            ("putus.jpg", "damaged"),
            ("besar.png", "too-large"),
            ("raksasa.png", "too-large"),
            ("bom.png", "too-large"),
            ("berat.png", "too-large"),
        ],
    )
    def test_what_is_no_logo_is_refused(self, logo: str, reason: str, tmp_path: Path) -> None:
        """What is missing, no ordinary file, no picture, damaged or too large is named as such."""
        files = {
            "logo.png": a_picture(),
            "catatan.txt": b"catatan",
            "gambar.gif": a_picture("P", "GIF"),
            "kosong": b"",
            "putus.png": a_picture(size=(300, 300))[:120],
            "putus.jpg": a_picture("RGB", "JPEG", (300, 300))[:-400],
            "besar.png": a_picture("1", size=(6000, 6000)),
            "bom.png": a_picture("1", size=(12000, 12000)),
            "raksasa.png": a_picture("1", size=(15000, 15000)),
            "berat.png": a_picture() + bytes(5_000_001),
        }
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        os.mkfifo(tmp_path / "pipa")

        with pytest.raises(LogoUnusable) as caught:
            form(an_sop(logo=logo), folder=tmp_path)

        assert caught.value.reason == reason

    def test_a_large_picture_is_no_matter_for_pillow(self, tmp_path: Path) -> None:
        """A picture of very many pixels is refused in our words alone; Pillow does not warn of it."""
        (tmp_path / "bom.png").write_bytes(a_picture("1", size=(12000, 12000)))

        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            with pytest.raises(LogoUnusable, match="too large"):
                form(an_sop(logo="bom.png"), folder=tmp_path)

        assert warned == []

    @pytest.mark.parametrize("folder", [3, b"folder"])
    def test_a_folder_is_a_path(self, folder: Any) -> None:
        """What is no path is refused as such."""
        with pytest.raises(InvalidValue, match="expected the path of a folder"):
            form(an_sop(), folder=folder)

    @pytest.mark.parametrize("folder", ["a\0b", "\ud800"])
    def test_a_folder_that_cannot_be_has_no_logo(self, folder: str) -> None:
        """A name that no system takes leads to no picture."""
        with pytest.raises(LogoUnusable, match="is not in the folder"):
            form(an_sop(logo="logo.png"), folder=folder)

    def test_a_logo_needs_a_folder(self) -> None:
        """Without a folder it is not known where the logo is, and it is not left out silently."""
        with pytest.raises(LogoUnusable, match="no folder was named"):
            form(an_sop(logo="logo.png"))


class TestCommand:
    """`sopkit form`."""

    def test_it_writes_the_form(self, tmp_path: Path) -> None:
        """The file holds the form of the SOP."""
        outcome = follow("form", SEED, "-o", tmp_path / "sop.pdf", "--paper", "F4", "--foot", "15,5")

        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        expected = form(sopkit.load(SEED), paper="F4", foot_band_mm=15.5)
        assert (tmp_path / "sop.pdf").read_bytes() == expected

    def test_the_logo_is_looked_for_beside_the_sop(self, tmp_path: Path) -> None:
        """A logo beside the SOP is found wherever the command is given from."""
        sop = tmp_path / "sop.yaml"
        sop.write_text(
            SEED.read_text(encoding="utf-8").replace("agency:", "logo: l.png\nagency:", 1), "utf-8"
        )
        (tmp_path / "l.png").write_bytes(a_picture())

        assert follow("form", sop, "-o", tmp_path / "sop.pdf").code == 0
        assert b"/Subtype /Image" in (tmp_path / "sop.pdf").read_bytes()

    def test_a_logo_that_cannot_be_used_is_explained(self, tmp_path: Path) -> None:
        """What is wrong with a logo is said in the reader's language, and nothing is written."""
        sop = tmp_path / "sop.yaml"
        sop.write_text(
            SEED.read_text(encoding="utf-8").replace("agency:", "logo: l.png\nagency:", 1), "utf-8"
        )

        outcome = follow("form", sop, "-o", tmp_path / "sop.pdf", "--lang", "id")

        assert outcome.code == 2
        assert "logo `l.png` tidak ada di folder SOP" in outcome.err
        assert not (tmp_path / "sop.pdf").exists()

    @pytest.mark.parametrize(
        ("language", "message"),
        [("id", "tidak muat pada satu halaman"), ("en", "do not fit on one page")],
    )
    def test_what_does_not_fit_is_explained(self, language: str, message: str, tmp_path: Path) -> None:
        """Too little room is said in the reader's language, with what to do."""
        outcome = follow("form", SEED, "-o", tmp_path / "sop.pdf", "--one-page", "--lang", language)

        assert outcome.code == 2
        assert message in outcome.err
        assert "`--paper`" in outcome.err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("-o", "sop.svg"), "does not end in `.pdf`; the form is always a PDF, such as `sop.pdf`"),
            (("-o", "."), "`.` is a folder; name a file in it, such as `sop.pdf`"),
            (("-o", "none/sop.pdf"), "there is no folder `none`"),
            (("-o", "sop.yaml"), "is the SOP itself"),
            (("-o", "a.pdf", "--foot=x"), "`--foot` is `x`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=500"), "`--foot` is `500`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=500", "--paper=F4"), "write millimetres from 0 to 169"),
            (("-o", "a.pdf", "--foot=nan"), "`--foot` is `nan`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=-5"), "`--foot` is `-5`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot="), "`--foot` is ``; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=1_0"), "`--foot` is `1_0`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=1e1"), "`--foot` is `1e1`; write millimetres from 0 to 164"),
            (("-o", "a.pdf", "--foot=139"), "Or make `--foot` smaller: it is 139 mm, and usual are 20."),
            (("-o", "a.pdf", "--paper", "A44"), "Did you mean `A4`?"),
            ((), "`--output` is missing"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(
        self, words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A command line that cannot be followed is answered, and nothing is written."""
        monkeypatch.chdir(tmp_path)
        shutil.copy(SEED, "sop.yaml")

        outcome = follow("form", "sop.yaml", *words)

        assert (outcome.code, outcome.out) == (2, "")
        assert message in outcome.err
        assert os.listdir() == ["sop.yaml"]

    def test_it_is_not_for_the_terminal(self) -> None:
        """A PDF is not written to a terminal."""
        outcome = follow("form", SEED, "-o", "-", out=Terminal())

        assert outcome.code == 2
        assert "a pdf file is not for the terminal" in outcome.err

    def test_an_sop_with_errors_has_no_form(self, tmp_path: Path) -> None:
        """The findings of an SOP with errors are shown, and nothing is written."""
        sop = seed_with("title:", "titel:", tmp_path)

        outcome = follow("form", sop, "-o", tmp_path / "sop.pdf")

        assert outcome.code == 1
        assert "titel" in outcome.err
        assert not (tmp_path / "sop.pdf").exists()

    def test_draw_has_pages_of_paper(self, tmp_path: Path) -> None:
        """`sopkit draw --paper` gives the table alone on pages, and is refused for other forms than PDF."""
        outcome = follow("draw", SEED, "-o", tmp_path / "a.pdf", "--paper", "A4")
        refused = follow("draw", SEED, "-o", tmp_path / "a.svg", "--paper", "A4")

        assert outcome.code == 0
        assert (tmp_path / "a.pdf").read_bytes() == draw(sopkit.load(SEED), "pdf", paper="A4")
        assert refused.code == 2
        assert "`--paper` is for PDF only" in refused.err

    def test_the_foot_is_not_blamed_for_columns(self, tmp_path: Path) -> None:
        """Columns that are too wide have nothing to do with the band at the foot."""
        more = "".join(f"  tambahan{number}: Kepala Bidang {number}\n" for number in range(60))
        sop = seed_with("actors:\n", f"actors:\n{more}", tmp_path)

        outcome = follow("form", sop, "-o", tmp_path / "sop.pdf", "--foot", "60")

        assert outcome.code == 2
        assert "the columns are" in outcome.err
        assert "`--foot`" not in outcome.err


class TestLetters:
    """Letters that the font lacks."""

    @pytest.mark.parametrize(
        ("language", "words"),
        [("en", "warning SOP316 letters-not-drawn"), ("id", "peringatan SOP316 letters-not-drawn")],
    )
    @pytest.mark.parametrize(
        ("command", "output"), [("form", "a.pdf"), ("draw", "a.pdf"), ("draw", "a.svg"), ("draw", "a.png")]
    )
    def test_they_are_told_of(
        self, command: str, output: str, language: str, words: str, tmp_path: Path
    ) -> None:
        """What stays blank is said on standard error, with nothing else, and the file is written."""
        sop = seed_with("kabag: Kabag\n", "kabag: Kabag 会议\n", tmp_path)

        outcome = follow(command, sop, "-o", tmp_path / output, "--lang", language)

        assert (outcome.code, outcome.out) == (0, "")
        assert (tmp_path / output).exists()
        assert words in outcome.err
        assert "`会 议`" in outcome.err
        assert set(re.findall(r"SOP\d+", outcome.err)) == {"SOP316"}

    def test_those_of_the_identity_are_told_of_where_it_is_printed(self, tmp_path: Path) -> None:
        """The form tells of letters of the identity too; the table alone does not show them."""
        sop = seed_with("title: Perbaikan Data Kinerja", "title: Perbaikan 会 Kinerja", tmp_path)

        printed = follow("form", sop, "-o", tmp_path / "a.pdf")
        drawn = follow("draw", sop, "-o", tmp_path / "b.pdf")

        assert (printed.code, drawn.code, drawn.err) == (0, 0, "")
        assert "`会`" in printed.err

    def test_the_line_below_a_name_is_as_long_as_what_is_drawn(self) -> None:
        """Pictures in the approver's name make neither the name nor its line longer."""

        def drawn(name: str) -> str:
            return pages_of(form(an_sop(approved_by=Approval("Kepala", name, None))))[0]

        assert drawn("Siti 😀😀 Aminah 😀") == drawn("Siti Aminah")
        assert drawn("Siti Aminah") != drawn("Siti Aminah Z")
