"""The widths of texts and where they wrap."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from sopkit.layout.metrics import text_width, wrap
from tests.fonts import FONTS, WEIGHTS, WIDTHS, font_bytes, licence_text, widths_text
from tests.strategies import texts

LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc", "Cf"]))
SIZES = st.sampled_from([6.0, 7.0, 8.0, 11.5])


class TestLetters:
    """The letters of the package are two static instances of Arimo, made by `tests/fonts.py`."""

    @pytest.mark.parametrize(("name", "weight"), WEIGHTS.items())
    def test_fonts_are_made_byte_for_byte(self, name: str, weight: int) -> None:
        """Making a font again from its source gives the bytes that the package ships."""
        _need_the_source()
        made = font_bytes(weight)

        assert made == (FONTS / name).read_bytes()

    def test_widths_are_those_of_the_fonts(self) -> None:
        """Making the table of widths again from the source gives the table that the package ships."""
        _need_the_source()
        made = widths_text()

        assert made == WIDTHS.read_text(encoding="utf-8")

    def test_the_licence_travels_with_the_fonts(self) -> None:
        """The fonts lie beside the licence that their makers gave them."""
        _need_the_source()
        shipped = (FONTS / "OFL.txt").read_text(encoding="utf-8")

        assert shipped == licence_text()
        assert "SIL Open Font License" in shipped


def _need_the_source() -> None:
    reason = "the sources of the fonts are for development only"
    pytest.importorskip("fontTools", reason=reason)
    pytest.importorskip("fontpkg_arimo", reason=reason)


class TestTextWidth:
    """A text is as wide as its letters, in points."""

    @given(LATIN, SIZES, st.booleans())
    def test_reportlab_measures_the_same(self, text: str, size: float, bold: bool) -> None:
        """A width agrees with what reportlab measures in the shipped font."""
        name = "Arimo-Bold" if bold else "Arimo-Regular"
        registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
        measured = stringWidth(text, name, size)

        assert text_width(text, size, bold) == pytest.approx(measured, abs=1e-6 + 0.0005 * size * len(text))

    @pytest.mark.parametrize(
        ("letter", "least_em"),
        [("日", 1.0), ("한", 1.0), ("\U0001f4c4", 1.3), ("\x01", 1.0)],
    )
    def test_letters_the_font_lacks_are_given_room(self, letter: str, least_em: float) -> None:
        """A letter that the font lacks counts at least a full em, so that a foreign one fits."""
        width = text_width(letter, 10)

        assert width >= least_em * 10

    def test_an_accent_takes_no_room(self) -> None:
        """A combining accent stands above its letter and adds nothing."""
        width = text_width("e\u0301", 10)

        assert width == text_width("e", 10)


class TestWrap:
    """A text is broken into lines that fit, and nothing of it is lost."""

    @given(texts(), st.floats(20, 200), SIZES, st.booleans())
    def test_no_line_is_wider_than_its_room(self, text: str, width: float, size: float, bold: bool) -> None:
        """Every line fits, unless it is a single letter."""
        lines = wrap(text, width, size, bold)

        assert all(len(line) == 1 or text_width(line, size, bold) <= width + 1e-6 for line in lines)

    @given(st.one_of(texts(), st.text(max_size=60)), st.floats(1, 200))
    def test_nothing_is_lost(self, text: str, width: float) -> None:
        """The lines hold the text's letters in its order; white space is new, and hyphens may be added."""
        lines = wrap(text, width, 8)

        without_hyphens = "".join(lines).replace("-", "")
        assert "".join(without_hyphens.split()) == "".join(text.replace("-", "").split())
        assert all(line.strip() for line in lines)

    @given(texts(), st.floats(20, 200), st.floats(0, 100))
    def test_more_room_never_needs_more_lines(self, text: str, width: float, more: float) -> None:
        """A wider line holds at least as much, as long as no word is broken."""
        assume(all(text_width(word, 8) <= width for word in text.split()))
        lines = wrap(text, width, 8)

        assert len(wrap(text, width + more, 8)) <= len(lines)

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", ()),
            ("   ", ()),
            ("Kabag Tatalaksana", ("Kabag", "Tatalaksana")),
            ("satu  dua\ttiga", ("satu dua tiga",)),
            ("480 Menit (8 Jam)", ("480 Menit", "(8 Jam)")),
            ("lihat (lampiran pertama)", ("lihat", "(lampiran", "pertama)")),
            ("https://contoh.example/alamat/yang", ("https://", "contoh.", "example/", "alamat/yang")),
            ("koordinasi/konsultasi", ("koordinasi/", "konsultasi")),
            ("Bagian-Bagian-Bagian", ("Bagian-", "Bagian-", "Bagian")),
            ("Pertanggungjawaban", ("Pertang-", "gungjawaban")),
        ],
    )
    def test_words_break_where_they_may(self, text: str, lines: tuple[str, ...]) -> None:
        """A word too wide for a line breaks after a mark that allows it, else between letters."""
        wrapped = wrap(text, 48, 8)

        assert wrapped == lines

    def test_an_accent_stays_with_its_letter(self) -> None:
        """No line begins with a combining accent."""
        lines = wrap("e\u0301" * 20, 10, 8)

        assert all(line.startswith("e") for line in lines)

    def test_a_hard_space_holds_words_together(self) -> None:
        """Words joined by a non-breaking space stay on one line if they fit it."""
        lines = wrap("paling lambat 3\u00a0hari", 56, 8)

        assert lines == ("paling lambat", "3\u00a0hari")


class TestHyphens:
    """Words are divided with a hyphen, and only where they are wider than a line."""

    @pytest.mark.parametrize(
        ("text", "width", "lines"),
        [
            ("Pengamanan aset", 60, ("Pengamanan", "aset")),
            ("Pengamanan aset", 36, ("Penga-", "manan", "aset")),
            ("Mempertanggungjawabkannya,", 50, ("Mempertang-", "gungjawab-", "kannya,")),
            ("(ketenagakerjaan)", 40, ("(ketenaga-", "kerjaan)")),
            ("https://contoh.example/alamat", 30, ("https://", "contoh.", "exampl", "e/", "alamat")),
            ("NIP199001012015031001", 40, ("NIP19900", "10120150", "31001")),
        ],
    )
    def test_only_words_get_hyphens(self, text: str, width: float, lines: tuple[str, ...]) -> None:
        """A word that fits is never divided; addresses and numbers break without a hyphen."""
        assert wrap(text, width, 8) == lines
