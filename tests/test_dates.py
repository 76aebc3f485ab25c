"""Dates as an SOP writes them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.model.dates import DateError, DateFault, format_date, likely_date, parse_date


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
        ("2 Juni 0025", DateFault.UNREADABLE),
        ("1899-12-31", DateFault.UNREADABLE),
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


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2 Junii 2025",
            "Senin, 2 Juni 2025",
            "2-Juni-2025",
            "2 Juni2025",
            "tgl 2 Juni 2025",
            "2 Juni 0025",
        ),
        *("2025/06/02", "02-06-2025", "2/6/25", "2. 6. 2025", "Jakarta, 2 Juni 2025", "0025-06-02"),
    ],
)
def test_likely_date(text: str) -> None:
    """A date in another form, or misspelt, is no date, but what it means is known."""
    with pytest.raises(DateError, match="unreadable"):
        parse_date(text)

    assert likely_date(text) == date(2025, 6, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("", "segera", "25/13/2020", "31/04/2021", "2 s.d. 5 Juni 2025", "2 Juni s.d. 5 Juli 2025"),
        *("D65 / 2 / 19", "2 Xyz 2025", "2 Juni 202", "20250602", "2 Juni", "1" * 5000, "1/1/1899"),
    ],
)
def test_unlikely_date(text: str) -> None:
    """Where a text may mean several dates, or none, nothing is guessed."""
    assert likely_date(text) is None


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["id", "en"]))
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


@given(st.text() | st.from_regex(r"\A[0-9]{1,4}[-/. ][0-9a-z]{1,6}[-/. ][0-9]{1,4}\Z"))
def test_likely_dates_are_dates(text: str) -> None:
    """What is guessed can itself be read, and no text makes guessing fail."""
    likely = likely_date(text)

    assert likely is None or parse_date(likely.isoformat()) == likely
