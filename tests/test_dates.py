"""Dates as an SOP writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.model.dates import DateError, DateFault, format_date, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-01-04", date(2021, 1, 4)),
        ("4 Januari 2021", date(2021, 1, 4)),
        ("02 Juni 2025", date(2025, 6, 2)),
        ("02 JUNI 2025", date(2025, 6, 2)),
        ("  2  juni\u00a02025 ", date(2025, 6, 2)),
        ("17 Agt 2024", date(2024, 8, 17)),
        ("28 Pebruari 2020", date(2020, 2, 28)),
        ("1 Nopember 2020.", date(2020, 11, 1)),
        ("4 January 2021", date(2021, 1, 4)),
        ("January 4, 2021", date(2021, 1, 4)),
        ("29 Februari 2024", date(2024, 2, 29)),
    ],
)
def test_reads_a_date(text: str, expected: date) -> None:
    """A date is read in ISO form and with the month's name in either language, in any letter case."""
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2021-02-30", DateFault.IMPOSSIBLE),
        ("31 April 2021", DateFault.IMPOSSIBLE),
        ("29 Februari 2023", DateFault.IMPOSSIBLE),
        ("0000-01-01", DateFault.IMPOSSIBLE),
        ("2021-13-01", DateFault.IMPOSSIBLE),
        ("Januari 2014", DateFault.MONTH_ONLY),
        ("2014-01", DateFault.MONTH_ONLY),
        ("Selasa 2014", DateFault.UNREADABLE),
        ("4 Januar 2021", DateFault.UNREADABLE),
        ("04/01/2021", DateFault.UNREADABLE),
        ("04-01-2021", DateFault.UNREADABLE),
        ("", DateFault.UNREADABLE),
        ("-", DateFault.UNREADABLE),
        ("segera", DateFault.UNREADABLE),
        ("٢٠٢١-٠١-٠٤", DateFault.UNREADABLE),
    ],
)
def test_refuses_what_is_no_date(text: str, fault: DateFault) -> None:
    """A text that is no date is refused with the reason: impossible, without a day, or unreadable."""
    with pytest.raises(DateError, match=fault.value) as caught:
        parse_date(text)

    assert caught.value.fault is fault


def test_writes_the_month_in_words() -> None:
    """A date is written with the month's name in the language asked for."""
    day = date(2021, 1, 4)

    assert (format_date(day, "id"), format_date(day, "en")) == ("4 Januari 2021", "4 January 2021")


@given(st.dates(), st.sampled_from(["id", "en"]))
def test_reads_back_what_it_writes(day: date, language: str) -> None:
    """Every date reads back as itself, as ISO and in words."""
    assert parse_date(format_date(day, language)) == day
    assert parse_date(day.isoformat()) == day


@given(st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """No text makes the reading of dates fail in another way."""
    try:
        parsed = parse_date(text)
    except DateError:
        return

    assert parse_date(parsed.isoformat()) == parsed
