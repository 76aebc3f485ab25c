"""A time said twice: what agrees, what contradicts."""

from __future__ import annotations

import pytest

from sopkit.model import TimeKind
from sopkit.model.time_parser import parse_time

AGREEING = (
    "480 Menit (8 Jam)", "1 hari kerja (7,5 jam)", "1 hari kerja (5 jam)", "1 hari (8 jam)",
    "1 hari (24 jam)", "1 tahun (230 hari kerja)",
    "2 hari (16 jam)", "2 hari (48 jam)", "2 hari (2 x 24 jam)", "1 hari kerja (1 x 24 jam)",
    "1 hari kerja (7 jam 30 menit)", "1 hari kerja (300 menit)", "8 jam (1 hari)", "1-2 hari (8-16 jam)",
    "1 minggu (5 hari kerja)", "1 minggu (7 hari)", "1 minggu (40 jam)", "5 hari kerja (7 hari kalender)",
    "7 hari (5 hari kerja)", "1 bulan (20 hari kerja)", "1 bulan (30 hari)", "1 bulan (31 hari kalender)",
    "1 bulan (4 minggu)", "3 bulan (90 hari)", "3 bulan (1 triwulan)", "1 semester (6 bulan)",
    "1 semester (16 minggu)", "1 tahun (12 bulan)", "1 tahun (52 minggu)", "1 tahun (365 hari)",
    "40 menit (0,67 jam)", "1 minggu = 5 hari kerja", "0 hari (0 jam)",
)  # fmt: skip
CONTRADICTING = (
    ("480 Menit (9 Jam)", "9 Jam"),
    ("20 menit (0,5 jam)", "0,5 jam"),
    ("1 hari (16 jam)", "16 jam"),
    ("1 hari (4 jam)", "4 jam"),
    ("1 hari kerja (24 jam)", "24 jam"),
    ("2 hari kerja (20 jam)", "20 jam"),
    ("2 hari kerja (1 jam)", "1 jam"),
    ("60 menit (1 hari)", "1 hari"),
    ("1 hari kalender (8 jam)", "8 jam"),
    ("1-2 hari kerja (8 - 20 jam)", "8 - 20 jam"),
    ("1 hari (8 jam 30 menit)", "8 jam 30 menit"),
    ("1 minggu (14 hari)", "14 hari"),
    ("1 minggu (3 hari kerja)", "3 hari kerja"),
    ("1 minggu (5 hari kalender)", "5 hari kalender"),
    ("5 hari kerja (2 minggu)", "2 minggu"),
    ("1 bulan (90 hari)", "90 hari"),
    ("1 bulan (14 hari)", "14 hari"),
    ("1 bulan (25 hari kalender)", "25 hari kalender"),
    ("1 bulan (6 minggu)", "6 minggu"),
    ("1 tahun (11 bulan)", "11 bulan"),
    ("0 hari (1 jam)", "1 jam"),
)


@pytest.mark.parametrize("text", AGREEING)
def test_two_statements_agree_where_a_plausible_ratio_makes_them_equal(text: str) -> None:
    """A time said twice is no contradiction if days, weeks and months as offices count them make it equal."""
    standard = parse_time(text)

    assert standard.kind in {TimeKind.AMOUNT, TimeKind.RANGE}
    assert standard.contradiction is None


@pytest.mark.parametrize(("text", "second"), CONTRADICTING)
def test_two_statements_contradict_where_no_plausible_ratio_does(text: str, second: str) -> None:
    """A time said twice is read by its first statement; a second one that cannot be the same is kept."""
    standard = parse_time(text)

    assert standard.kind in {TimeKind.AMOUNT, TimeKind.RANGE}
    assert standard.contradiction == second


@pytest.mark.parametrize("text", ["120 Menit / 3 Hari", "1 hari / 8 jam", "1 minggu atau 5 hari kerja"])
def test_alternatives_must_be_certainly_the_same(text: str) -> None:
    """Two times beside a slash or an `atau` may be a choice, so that a plausible ratio is not enough."""
    assert parse_time(text).kind is TimeKind.UNREADABLE
    assert parse_time("480 menit / 8 jam").kind is TimeKind.AMOUNT
