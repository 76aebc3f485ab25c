"""When the ways of an SOP end on the calendar of an office."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.calendar import WIB, WITA, WorkCalendar
from sopkit.errors import CalendarEnds, InvalidValue
from sopkit.flow.durations import Doubt
from sopkit.flow.schedule import schedule
from sopkit.flow.timing import timing
from sopkit.model import Sop, StepKey
from sopkit.report.schedule_words import as_json, block
from tests.strategies import sops
from tests.test_timing import SEED, sop, step

MONDAY = datetime(2026, 1, 5, 8, tzinfo=WIB)


def ends(any_sop: Sop, start: datetime, calendar: WorkCalendar) -> tuple[datetime, datetime | None]:
    """Return the earliest and latest end of the ordinary way through all steps."""
    found = schedule(timing(any_sop), [each.key for each in any_sop.steps], calendar, start)
    return found.earliest_end, found.latest_end


def test_steps_follow_one_another_in_working_time() -> None:
    """The seed's 520 minutes from Monday at eight end on Tuesday morning, its open-ended step named."""
    found = schedule(timing(SEED), [each.key for each in SEED.steps], WorkCalendar(), MONDAY)

    assert found.earliest_end == datetime(2026, 1, 6, 9, 10, tzinfo=WIB)
    assert found.latest_end is None
    assert [(remark.step, remark.doubt) for remark in found.remarks] == [("2", Doubt.OPEN_ENDED)]
    assert found.steps[1].latest_start == datetime(2026, 1, 5, 8, 20, tzinfo=WIB)
    assert [step.latest_end for step in found.steps[1:]] == [None] * 9
    assert [each.earliest_start for each in found.steps[1:]] == [
        each.earliest_end for each in found.steps[:-1]
    ]


def test_kinds_of_time_are_joined_by_the_calendar() -> None:
    """Working time passes in working hours, calendar time on every day: two hours, a week, two hours."""
    mixed = sop(step(1, "2 jam"), step(2, "1 minggu"), step(3, "2 jam"))

    assert (
        ends(mixed, datetime(2026, 1, 9, 15, tzinfo=WIB), WorkCalendar())
        == (datetime(2026, 1, 19, 10, tzinfo=WIB),) * 2
    )


@pytest.mark.parametrize(
    ("time", "earliest", "latest"),
    [
        ("1 - 2 jam", 1, 2),
        ("2 - 1 jam", 1, 2),
        ("maksimal 2 jam", 0, 2),
        ("minimal 1 jam", 1, None),
        ("1 jam 30 menit", Fraction(3, 2), Fraction(3, 2)),
        ("2 jam/berkas", 0, None),
        ("Segera", 0, None),
    ],
)
def test_ranges_and_bounds(time: str, earliest: float, latest: float | None) -> None:
    """A range ends between its sides; with no most, or nothing measured, no latest end is known."""
    found = ends(sop(step(1, time)), MONDAY, WorkCalendar())

    assert found == tuple(
        None if hours is None else MONDAY + timedelta(hours=float(hours)) for hours in (earliest, latest)
    )


def test_days_are_those_of_the_timing() -> None:
    """What a plain day is and how long a working day are as in the timing, not as in the calendar."""
    friday = datetime(2026, 1, 9, 8, tzinfo=WIB)
    plain = timing(sop(step(1, "2 hari")), plain_day="calendar-day")
    long = timing(sop(step(1, "1 hari kerja")), hours_per_working_day=Fraction(8))

    found = [schedule(times, [StepKey("1")], WorkCalendar(), friday) for times in (plain, long)]

    assert [each.latest_end for each in found] == [
        datetime(2026, 1, 11, 8, tzinfo=WIB),
        datetime(2026, 1, 12, 8, 30, tzinfo=WIB),
    ]


def test_working_days_by_dates_are_those_of_the_calendar() -> None:
    """A calendar that counts working days by dates leads to the same clock time."""
    found = ends(sop(step(1, "1 hari kerja")), MONDAY, WorkCalendar(working_day="dates"))

    assert found == (datetime(2026, 1, 6, 8, tzinfo=WIB),) * 2


def test_work_begins_in_working_time() -> None:
    """A start outside of working time is kept, and the moment at which work begins is told beside it."""
    sunday = datetime(2026, 1, 4, 10, tzinfo=WIB)
    one = timing(sop(step(1, "1 jam")))
    found = {"only": schedule(one, [StepKey("1")], WorkCalendar(), sunday)}

    assert (found["only"].start, found["only"].begin) == (sunday, datetime(2026, 1, 5, 7, 30, tzinfo=WIB))
    assert "  the office does not work then; the work begins on Monday, 5 January 2026, 07:30 WIB" in block(
        found, one, "en", knows_holidays=True
    )


def test_the_result_is_in_the_zone_of_the_calendar() -> None:
    """A start in another zone is the same moment, told in the zone of the calendar."""
    found = ends(sop(step(1, "1 jam")), datetime(2026, 1, 5, 9, tzinfo=WITA), WorkCalendar())

    assert found[0].isoformat() == "2026-01-05T09:00:00+07:00"


def test_a_start_needs_a_zone() -> None:
    """A start without a time zone is refused."""
    with pytest.raises(InvalidValue, match="time zone"):
        ends(SEED, datetime(2026, 1, 5, 8), WorkCalendar())


def test_unknown_steps_and_unknown_years_are_errors() -> None:
    """A step that the SOP does not have, and a year whose holidays are not known, are errors."""
    with pytest.raises(KeyError):
        schedule(timing(SEED), [StepKey("99")], WorkCalendar(), MONDAY)
    with pytest.raises(CalendarEnds):
        ends(sop(step(1, "300 hari kerja")), MONDAY, WorkCalendar(years=frozenset({2026})))


def test_years_that_are_not_decided_are_named() -> None:
    """A year on the way whose holidays are not all decided is named, and one beyond the way is not."""
    calendar = WorkCalendar(undecided_years=frozenset({2026, 2027}))
    found = schedule(timing(SEED), [each.key for each in SEED.steps], calendar, MONDAY)

    assert found.undecided_years == (2026,)
    told = block({"only": found}, timing(SEED), "id", knows_holidays=True)[-1]
    assert told.startswith("  hari libur dan cuti bersama tahun 2026 belum ditetapkan seluruhnya")


def test_in_words_and_as_json() -> None:
    """Ends are told with weekday, date and time, and are ISO 8601 for machines."""
    ranged = timing(sop(step(1, "1 - 2 hari kerja")))
    found = {"only": schedule(ranged, [StepKey("1")], WorkCalendar(), MONDAY)}

    assert block(found, ranged, "id", knows_holidays=False)[:2] == [
        "Bila dimulai Senin, 5 Januari 2026 pukul 08.00 WIB, menurut kalender kerja kantor:",
        "  tanpa pengembalian: selesai antara Selasa, 6 Januari 2026 pukul 08.00 WIB dan "
        "Rabu, 7 Januari 2026 pukul 08.00 WIB",
    ]
    assert block(found, ranged, "en", knows_holidays=True)[-1].endswith(
        "and Wednesday, 7 January 2026, 08:00 WIB"
    )
    assert as_json(found)["only"]["end"] == {  # type: ignore[index]
        "earliest": "2026-01-06T08:00:00+07:00",
        "latest": "2026-01-07T08:00:00+07:00",
    }


def test_an_unknown_end_is_told_as_such() -> None:
    """Where no latest end is known, the earliest is told, and the steps that make it unsure."""
    one = timing(SEED)
    found = {"only": schedule(one, [each.key for each in SEED.steps], WorkCalendar(), MONDAY)}

    told = block(found, one, "id", knows_holidays=True)

    assert told[1:] == [
        "  tanpa pengembalian: selesai paling cepat Selasa, 6 Januari 2026 pukul 09.10 WIB",
        "    lamanya langkah 2 tidak diketahui; yang termasuk hanya waktunya yang terhitung",
    ]
    assert as_json(found)["only"]["end"]["latest"] is None  # type: ignore[index]


@given(sops(max_steps=5, horrors=False), st.integers(0, 20000))
def test_a_way_ends_no_earlier_than_it_begins(any_sop: Sop, later: int) -> None:
    """No end is before the start, nor the latest before the earliest; a later start ends no sooner."""
    calendar = WorkCalendar()
    earliest, latest = ends(any_sop, MONDAY, calendar)
    moved = ends(any_sop, MONDAY + timedelta(minutes=later), calendar)

    assert earliest >= MONDAY
    if latest is not None and moved[1] is not None:
        assert earliest <= latest <= moved[1]
    assert earliest <= moved[0]
