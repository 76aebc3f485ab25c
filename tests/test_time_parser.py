"""Reading time standards."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.model import TimeKind
from sopkit.model.time_parser import parse_time
from sopkit.model.time_words import format_time
from tests.time_data import Example, examples

HOSTILE_SECONDS = 3
"""Above all that a slow machine may need; a pattern that explodes takes hours."""
UNMEASURED = {TimeKind.OPEN_ENDED, TimeKind.UNREADABLE}
NO_DURATION = (
    "tiap",
    "kali",
    "tanggal",
    "Januari",
    "sebelum",
    "per",
    "/",
    "semester",
    "minggu",
    "bulan",
    "tahun",
    "pukul",
)
PIECES = (
    "menit jam hari minggu bulan semester tahun hari_kerja hari_kalender mnt bln hours working_days "
    "1 2 3 20 1,5 0.5 1.500 1/2 ½ 24 tiga setengah (tiga) 2x24 PT20M 2025 se "
    "- – s.d sampai_dengan / per berkas + ± maksimal paling_lambat minimal sekitar antara dan atau "
    "( ) , ; . = sejak setiap sekali kali tanggal Januari minit hri Sesuai kebutuhan sebelum acara "
    "l 3O ' ... (8_jam) (dua_hari) duapuluh koma ke- pukul 08.00 kabupaten 1_(satu) pelajaran "
)


def written() -> st.SearchStrategy[str]:
    """Texts put together from the words of time standards, in any order."""
    pieces = st.sampled_from([piece.replace("_", " ") for piece in PIECES.split()])
    return st.lists(pieces, max_size=9).flatmap(
        lambda words: st.sampled_from([" ".join(words), "".join(words)])
    )


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.text)
def test_reads_what_offices_write(example: Example) -> None:
    """Every collected text reads as what it states, with its own words kept."""
    assert parse_time(example.text) == example.expected


@pytest.mark.parametrize(
    "text", ["20 Menit", "20\u00a0menit", "20  MENIT ", "20menit", "20 menit.", "(20 menit)"]
)
def test_letter_case_and_stray_signs_do_not_matter(text: str) -> None:
    """Letter case, hard spaces and stray signs change nothing but the text kept."""
    standard = parse_time(text)

    assert format_time(standard, "id") == "20 menit"
    assert standard.text == text


def test_a_very_long_text_is_no_time() -> None:
    """A text of many pages is taken as it is, without a search for times in it."""
    assert parse_time("Sesuai ketentuan " * 1000).kind is TimeKind.OPEN_ENDED
    assert parse_time("20 menit atau 3 hari " * 1000).kind is TimeKind.UNREADABLE


@pytest.mark.parametrize(
    "piece",
    ["1,", "1 ", "1-", "1 - ", "1, ", "puluh", "dua puluh ", "koma ", "1 (satu) s.d. ", "tanggal 1, ", "l "],
)
def test_a_hostile_text_is_read_in_little_time(piece: str) -> None:
    """A text of the greatest length made of one piece takes far less than a second."""
    start = perf_counter()

    parse_time((piece * 500)[:492] + "1 hari !")

    assert perf_counter() - start < HOSTILE_SECONDS


class TestAnyText:
    """No text makes the reading fail, and what it says is sound."""

    @given(st.text())
    def test_never_fails_and_keeps_the_text(self, text: str) -> None:
        """Any text is read as some kind of time standard and kept as it is."""
        assert parse_time(text).text == text

    @given(written())
    @settings(max_examples=150)
    def test_bounds_are_what_the_kind_says(self, text: str) -> None:
        """The bounds of a reading are those of its kind, in every part of it."""
        standard = parse_time(text)

        assert standard.text == text
        assert bool(standard.spans) == (standard.kind not in UNMEASURED)
        for span in standard.spans:
            assert (span.minimum is None) == (standard.kind is TimeKind.AT_MOST)
            assert (span.maximum is None) == (standard.kind is TimeKind.AT_LEAST)
            if standard.kind in {TimeKind.AMOUNT, TimeKind.ABOUT}:
                assert span.minimum == span.maximum

    @given(written())
    @settings(max_examples=150)
    def test_a_suggestion_can_be_followed(self, text: str) -> None:
        """Only an unreadable time has a suggestion, and the suggestion is a readable time."""
        standard = parse_time(text)

        if standard.suggestion is not None:
            assert standard.kind is TimeKind.UNREADABLE
            assert parse_time(standard.suggestion).kind not in UNMEASURED

    @given(written())
    @settings(max_examples=150)
    def test_a_number_is_never_lost(self, text: str) -> None:
        """An open-ended text that has digits speaks of a date, a window, an hour or a frequency."""
        standard = parse_time(text)

        if standard.kind is TimeKind.OPEN_ENDED and any(character.isnumeric() for character in text):
            assert any(word in text for word in NO_DURATION)
