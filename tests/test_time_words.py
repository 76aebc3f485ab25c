"""Writing time standards."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopkit.lang import LANGUAGES
from sopkit.model import Quantity, Span, TimeKind, TimeStandard, Unit
from sopkit.model.time_parser import parse_time
from sopkit.model.time_words import format_number, format_time
from tests.test_time_parser import written
from tests.time_data import examples

MEASURED = [
    TimeKind.AMOUNT, TimeKind.RANGE, TimeKind.AT_MOST, TimeKind.AT_LEAST, TimeKind.ABOUT,
]  # fmt: skip
UNIT_WORDS = {
    Unit.MINUTE: "menit", Unit.HOUR: "jam", Unit.DAY: "hari", Unit.WORKING_DAY: "Hari Kerja",
    Unit.CALENDAR_DAY: "hari kalender", Unit.CALENDAR_HOUR: "jam kalender", Unit.WEEK: "minggu",
    Unit.MONTH: "bulan", Unit.SEMESTER: "semester", Unit.YEAR: "thn",
}  # fmt: skip


def numbers() -> st.SearchStrategy[Fraction]:
    """Whole numbers, decimals and any other fractions."""
    whole = st.integers(0, 100_000).map(Fraction)
    tenths = st.integers(0, 10_000).map(lambda value: Fraction(value, 10))
    return st.one_of(whole, tenths, st.fractions(0, 1000, max_denominator=100))


def quantities() -> st.SearchStrategy[Quantity]:
    """A number of any unit."""
    return st.builds(Quantity, numbers(), st.sampled_from(Unit))


@st.composite
def spans(draw: st.DrawFn, kind: TimeKind) -> Span:
    """One part of a time of this kind."""
    lower = draw(quantities())
    if kind is TimeKind.RANGE:
        return Span(lower, draw(st.one_of(st.just(lower), quantities())))
    return Span(None if kind is TimeKind.AT_MOST else lower, None if kind is TimeKind.AT_LEAST else lower)


@st.composite
def standards(draw: st.DrawFn) -> TimeStandard:
    """Time standards of every measured kind."""
    kind = draw(st.sampled_from(MEASURED))
    first, *more = draw(st.lists(spans(kind), min_size=1, max_size=3))
    per = draw(st.sampled_from([None, None, "berkas", "Surat Masuk", "kabupaten/kota", "file"]))
    return TimeStandard("", kind, first.minimum, first.maximum, per, tuple(more))


@st.composite
def contradictions(draw: st.DrawFn) -> TimeStandard:
    """Time standards of every measured kind that are said twice, the second time as something more."""
    standard = draw(standards())
    first = standard.minimum or standard.maximum
    assert first is not None
    second = f"{int(first.value) + draw(st.integers(2, 1000))} {UNIT_WORDS[first.unit]}"
    return replace(standard, plus=(), contradiction=second)


class TestReadingBack:
    """`parse_time(format_time(standard, language))` is the standard again, but for its words."""

    @given(st.one_of(standards(), contradictions()), st.sampled_from(LANGUAGES))
    @settings(max_examples=200)
    def test_reads_back_what_it_writes(self, standard: TimeStandard, language: str) -> None:
        """A written time standard reads back as the same one, in both languages."""
        back = parse_time(format_time(standard, language))

        assert replace(back, text="") == standard

    @given(written(), st.sampled_from(LANGUAGES))
    @settings(max_examples=150)
    def test_a_reading_survives_being_written(self, text: str, language: str) -> None:
        """What was read from any text reads back after it was written in plain words."""
        standard = parse_time(text)

        assert replace(parse_time(format_time(standard, language)), text=text) == standard

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_example_reads_back(self, language: str) -> None:
        """What offices write reads back after it was written in plain words."""
        read = [example.expected for example in examples()]

        assert [replace(parse_time(format_time(s, language)), text=s.text) for s in read] == read


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("20 Menit", "20 menit", "20 minutes"),
        ("PT1H", "1 jam", "1 hour"),
        ("1.5 hours", "1,5 jam", "1.5 hours"),
        ("3 - 5 Hari Kerja", "3 - 5 hari kerja", "3 - 5 working days"),
        ("2 hari efektif", "2 hari kerja", "2 working days"),
        ("30 menit s.d. 3 jam", "30 menit - 3 jam", "30 minutes - 3 hours"),
        ("maks. 3 (tiga) hari", "paling lama 3 hari", "at most 3 days"),
        ("> 1 minggu", "paling cepat 1 minggu", "at least 1 week"),
        ("kurang lebih 2 jam", "± 2 jam", "about 2 hours"),
        ("2x24 jam", "2 x 24 jam", "2 x 24 hours"),
        ("1 jam 30 menit", "1 jam 30 menit", "1 hour 30 minutes"),
        ("1 - 3 Hari + 2 Jam", "1 - 3 hari + 2 jam", "1 - 3 days + 2 hours"),
        ("2 menit/berkas", "2 menit per berkas", "2 minutes per berkas"),
        ("480 Menit (9 Jam)", "480 menit (9 Jam)", "480 minutes (9 Jam)"),
        ("Sesuai kebutuhan", "Sesuai kebutuhan", "Sesuai kebutuhan"),
        ("5 minit", "5 minit", "5 minit"),
    ],
)
def test_writes_plain_words(text: str, indonesian: str, english: str) -> None:
    """A time standard is written in the plain words of each language; unmeasured ones stay as they are."""
    standard = parse_time(text)

    assert (format_time(standard, "id"), format_time(standard, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(3), "3"),
        (Fraction(3, 2), "1,5"),
        (Fraction(1, 4), "0,25"),
        (Fraction(4, 3), "1 1⁄3"),
        (Fraction(1, 8), "1⁄8"),
        (Fraction(1000), "1000"),
    ],
)
def test_writes_numbers_that_have_one_reading(value: Fraction, expected: str) -> None:
    """Numbers have no signs between thousands and at most two decimals, else a fraction."""
    assert format_number(value, "id") == expected
