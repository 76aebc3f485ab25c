"""How long an SOP takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.errors import SopkitError
from sopkit.flow.durations import Doubt, Duration, Total
from sopkit.flow.graph import Flow, WayKind
from sopkit.flow.timing import timing
from sopkit.model import (
    END,
    Actor,
    ActorId,
    Approval,
    Branch,
    Manner,
    Performers,
    Sop,
    Step,
    StepKey,
    TimeStandard,
)
from sopkit.model.time_parser import parse_time
from tests.strategies import minute_times, sops

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2021, 1, 4)


def sop(*steps: Step) -> Sop:
    """Return an SOP of these steps, its actors in the order of their first step."""
    actors = dict.fromkeys(actor for step in steps for actor in step.performers.actors)
    return Sop(
        "1", "Uji", ("Biro",), DAY, DAY, Approval("Kepala"), tuple(Actor(a, a.title()) for a in actors), steps
    )


def step(
    number: int,
    time: str | None,
    *actors: str,
    manner: Manner = Manner.ALONE,
    back: tuple[str, ...] = (),
    ahead: tuple[str, ...] = (),
    on: str | None = None,
) -> Step:
    """Return a step of the actor `a` where none is given, with its ways to the steps of these numbers."""
    return Step(
        number,
        Performers(tuple(ActorId(actor) for actor in actors or ("a",)), manner),
        f"Langkah {number}",
        time=None if time is None else parse_time(time),
        next=None if on is None else StepKey(on),
        returns=tuple(Branch(StepKey(key)) for key in back),
        branches=tuple(Branch(StepKey(key)) for key in ahead),
    )


def minutes(total: Total) -> tuple[Fraction | int, Fraction | int]:
    """Return the least and most working minutes of a total that has no other kind."""
    assert total.maximum.calendar_hours == total.maximum.calendar_months == 0
    return total.minimum.working_minutes, total.maximum.working_minutes


def doubts(total: Total) -> list[tuple[str, Doubt]]:
    """Return the remarks of a total as pairs."""
    return [(remark.step, remark.doubt) for remark in total.remarks]


SEED = sop(
    step(1, "20 Menit", "karo"),
    step(2, "Sesuai dengan waktu yang ditentukan", "kabag"),
    step(3, "20 Menit", "kasubbag"),
    step(4, "20 Menit", "pelaksana"),
    step(5, "120 Menit", "kasubbag"),
    step(6, "30 Menit", "kabag-tatalaksana", back=("5",)),
    step(7, "240 Menit", "karo", back=("6",)),
    step(8, "30 Menit", "kabag-tatalaksana"),
    step(9, "15 Menit", "kasubbag"),
    step(10, "25 Menit", "arsiparis"),
)
"""The times and ways of the SOP Perbaikan Data Kinerja."""


class TestPerbaikanDataKinerja:
    """The times of a real SOP, reckoned by hand."""

    def test_sum_of_the_column(self) -> None:
        """The column sums to 520 minutes, and step 2 is named as open-ended."""
        column = timing(SEED).column

        assert minutes(column) == (520, 520)
        assert doubts(column) == [("2", Doubt.OPEN_ENDED)]

    def test_one_round_of_each_return(self) -> None:
        """Returning from step 6 to 5 adds 150 minutes, from 7 to 6 adds 270."""
        rounds = timing(SEED).rounds

        assert [(r.way.source, r.way.target) for r in rounds] == [("6", "5"), ("7", "6")]
        assert [minutes(r.route.total) for r in rounds if r.route] == [(150, 150), (270, 270)]

    def test_by_actor(self) -> None:
        """Each actor has the sum of its own steps, and the open-ended one is named for its actor."""
        by_actor = {entry.actor: entry.total for entry in timing(SEED).by_actor}

        assert {actor: minutes(total)[0] for actor, total in by_actor.items()} == {
            "karo": 260, "kabag": 0, "kasubbag": 155, "pelaksana": 20, "kabag-tatalaksana": 60,
            "arsiparis": 25,
        }  # fmt: skip
        assert doubts(by_actor[ActorId("kabag")]) == [("2", Doubt.OPEN_ENDED)]

    def test_there_is_one_way_without_returns(self) -> None:
        """Without returns there is one way, which takes the sum of the column."""
        result = timing(SEED)

        assert not result.has_choice
        assert result.shortest == result.longest
        assert result.shortest is not None
        assert result.shortest.total == result.column


@pytest.mark.parametrize(
    ("time", "least", "most", "named"),
    [
        ("20 menit", 20, 20, []),
        ("1,5 jam", 90, 90, []),
        ("2 hari kerja", 900, 900, []),
        ("2 hari", 900, 900, [Doubt.PLAIN_DAY]),
        ("5 - 10 menit", 5, 10, []),
        ("30 menit - 3 jam", 30, 180, []),
        ("10 - 5 menit", 5, 10, [Doubt.UPSIDE_DOWN]),
        ("maksimal 2 jam", 0, 120, []),
        ("minimal 2 jam", 120, 120, [Doubt.NO_UPPER_BOUND]),
        ("± 2 jam", 120, 120, [Doubt.ABOUT]),
        ("1 jam 30 menit", 90, 90, []),
        ("1 - 3 hari kerja + 2 jam", 570, 1470, []),
        ("480 Menit (9 Jam)", 480, 480, [Doubt.CONTRADICTION]),
        ("2 menit/berkas", 0, 0, [Doubt.PER_PIECE]),
        ("± 2 hari/berkas", 0, 0, [Doubt.PER_PIECE]),
        ("Segera", 0, 0, [Doubt.OPEN_ENDED]),
        ("5 minit", 0, 0, [Doubt.UNREADABLE]),
        (None, 0, 0, [Doubt.MISSING]),
    ],
)
def test_what_a_time_counts_as(time: str | None, least: int, most: int, named: list[Doubt]) -> None:
    """A time counts from its least to its most, and what is unsure or not counted is named."""
    column = timing(sop(step(1, time))).column

    assert minutes(column) == (least, most)
    assert doubts(column) == [("1", doubt) for doubt in named]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("1 x 24 jam", Duration(calendar_hours=Fraction(24))),
        ("3 hari kalender", Duration(calendar_hours=Fraction(72))),
        ("2 minggu", Duration(calendar_hours=Fraction(336))),
        ("1 bulan", Duration(calendar_months=Fraction(1))),
        ("1 semester", Duration(calendar_months=Fraction(6))),
        ("1 tahun", Duration(calendar_months=Fraction(12))),
        ("1 bulan 2 minggu", Duration(calendar_hours=Fraction(336), calendar_months=Fraction(1))),
    ],
)
def test_calendar_time_stands_apart(time: str, expected: Duration) -> None:
    """Calendar time is not joined with working time, nor months with days."""
    column = timing(sop(step(1, time), step(2, "20 menit"))).column

    assert column.maximum == expected + Duration(working_minutes=Fraction(20))


def test_a_plain_day_counts_as_the_settings_say() -> None:
    """A plain `hari` can count as a calendar day, and a working day can have other hours."""
    days = sop(step(1, "2 hari"), step(2, "1 hari kerja"))

    assert timing(days, plain_day="calendar-day").column.maximum == Duration(
        working_minutes=Fraction(450), calendar_hours=Fraction(48)
    )
    assert minutes(timing(days, hours_per_working_day=Fraction(8)).column) == (1440, 1440)


@pytest.mark.parametrize(
    ("given_settings", "message"),
    [
        ({"plain_day": "hari"}, "plain_day is `'hari'`; expected `working-day` or `calendar-day`"),
        ({"hours_per_working_day": Fraction(0)}, "hours_per_working_day is"),
        (
            {"hours_per_working_day": "8"},
            "hours_per_working_day is `'8'`; expected a number over 0 and up to 24",
        ),
        ({"hours_per_working_day": float("nan")}, "hours_per_working_day is `nan`"),
    ],
)
def test_refuses_meaningless_settings(given_settings: dict[str, object], message: str) -> None:
    """A kind of day that does not exist and a working day without hours are refused."""
    with pytest.raises(SopkitError, match=message) as caught:
        timing(SEED, **given_settings)  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)


def test_a_joint_step_counts_for_each_actor() -> None:
    """A step of several actors counts in full for each of them, and is named as shared."""
    joint = sop(step(1, "10 menit", "a", "b", manner=Manner.TOGETHER), step(2, "5 menit", "b"))

    result = timing(joint)

    assert [(e.actor, *minutes(e.total), e.shared) for e in result.by_actor] == [
        ("a", 10, 10, ("1",)),
        ("b", 15, 15, ("1",)),
    ]
    assert minutes(result.column) == (15, 15)


def test_a_return_to_itself_adds_its_own_time() -> None:
    """A step that is repeated adds its own time."""
    (entry,) = timing(sop(step(1, "5 menit"), step(2, "10 menit", back=("2",)))).rounds

    assert entry.route is not None
    assert (entry.route.steps, minutes(entry.route.total)) == (("2",), (10, 10))


def test_a_round_takes_branches_only_where_it_must() -> None:
    """Where the ordinary way misses the deciding step, the round goes by branches and says so."""
    (entry,) = timing(
        sop(
            step(1, "1 menit", ahead=("3",), on="4"),
            step(2, "2 menit"),
            step(3, "4 menit", back=("1",)),
            step(4, "8 menit"),
        )
    ).rounds

    assert entry.by_branches
    assert entry.route is not None
    assert entry.route.steps == ("1", "3")


def test_a_round_may_never_come_back() -> None:
    """Where no way leads from the target to the deciding step, there is no round to add up."""
    (entry,) = timing(
        sop(step(1, "1 menit", ahead=("3",)), step(2, "2 menit", on="end"), step(3, "4 menit", back=("2",)))
    ).rounds

    assert entry.route is None


def test_the_shortest_and_longest_way() -> None:
    """With a branch the shortest and the longest way differ, and each names its own steps."""
    result = timing(
        sop(
            step(1, "5 menit", ahead=("3",)),
            step(2, "1 jam"),
            step(3, "5 menit"),
        )
    )

    assert result.has_choice
    assert result.shortest is not None
    assert result.longest is not None
    assert (result.shortest.steps, minutes(result.shortest.total)) == (("1", "3"), (10, 10))
    assert (result.longest.steps, minutes(result.longest.total)) == (("1", "2", "3"), (70, 70))


def test_ways_of_unlike_kinds_are_compared_openly() -> None:
    """Where ways have unlike kinds of time, the result says that they were compared."""
    mixed = sop(step(1, "5 menit", ahead=("3",), on="2"), step(2, "1 minggu", on="end"), step(3, "2 jam"))

    result = timing(mixed)

    assert result.compares_kinds
    assert result.shortest is not None
    assert result.shortest.steps == ("1", "3")


def test_the_stated_total_is_kept_beside_the_sum() -> None:
    """The total that the form states is counted like a time, beside the sum."""
    stated = timing(replace(SEED, total_time=parse_time("9 jam"))).stated

    assert stated is not None
    assert minutes(stated) == (540, 540)


def walks(flow: Flow) -> Iterator[tuple[StepKey, ...]]:
    """Yield every way from the first step to an end without returns, found by trying all."""
    waiting: list[tuple[StepKey, ...]] = [flow.keys[:1]]
    while waiting:
        walk = waiting.pop()
        for way in flow.leaving[walk[-1]]:
            if way.kind is not WayKind.RETURN:
                if way.target == END:
                    yield walk
                else:
                    waiting.append((*walk, way.target))


@st.composite
def timed_sops(draw: st.DrawFn) -> Sop:
    """SOPs whose steps all take a whole number of minutes."""
    flow = draw(sops(max_steps=7, max_actors=3, horrors=False))
    steps = tuple(replace(s, time=draw(minute_times())) for s in flow.steps)
    return replace(flow, steps=steps)


def minutes_of(result_sop: Sop, walk: tuple[StepKey, ...]) -> Fraction:
    """Return the time of a walk: the sum of its visits, each step as often as it is visited."""
    return sum((_value(result_sop.step(key).time) for key in walk), Fraction(0))


def _value(time: TimeStandard | None) -> Fraction:
    assert time is not None
    assert time.maximum is not None
    return time.maximum.value


class TestLaws:
    """What holds for the times of every SOP."""

    @given(sops(max_steps=8, horrors=False))
    def test_the_column_is_the_sum_of_its_steps(self, any_sop: Sop) -> None:
        """The column is the sum of the steps, and every step that is not counted is named."""
        result = timing(any_sop)

        for side in ("minimum", "maximum"):
            for kind in ("working_minutes", "calendar_hours", "calendar_months"):
                parts = [getattr(getattr(entry.total, side), kind) for entry in result.steps]
                assert getattr(getattr(result.column, side), kind) == sum(parts)
        without = {s.key for s in any_sop.steps if s.time is None or not s.time.spans}
        assert without == {remark.step for remark in result.column.uncounted}

    @given(timed_sops())
    def test_shortest_and_longest_agree_with_all_ways(self, any_sop: Sop) -> None:
        """The shortest and the longest way are those found by trying every way."""
        result = timing(any_sop)
        every = [minutes_of(any_sop, walk) for walk in walks(Flow.of(any_sop))]

        assert result.shortest is not None
        assert result.longest is not None
        assert minutes(result.shortest.total)[0] == min(every) == minutes_of(any_sop, result.shortest.steps)
        assert minutes(result.longest.total)[1] == max(every) == minutes_of(any_sop, result.longest.steps)
        assert result.has_choice == (len(set(walks(Flow.of(any_sop)))) > 1)

    @given(timed_sops())
    def test_a_round_is_the_difference_of_two_walks(self, any_sop: Sop) -> None:
        """A walk that takes a return once is longer than the same walk without it by that return's round."""
        flow = Flow.of(any_sop)
        ways = {(way.source, way.target) for way in flow.ways if way.kind is not WayKind.RETURN}

        for entry in timing(any_sop).rounds:
            if entry.route is None:
                continue
            before = next(walk for walk in walks(flow) if entry.way.source in walk)
            place = before.index(entry.way.source) + 1
            after = before[:place] + entry.route.steps + before[place:]
            added = minutes_of(any_sop, after) - minutes_of(any_sop, before)
            assert (entry.route.steps[0], entry.route.steps[-1]) == (entry.way.target, entry.way.source)
            assert set(zip(entry.route.steps, entry.route.steps[1:], strict=False)) <= ways
            assert minutes(entry.route.total) == (added, added)

    @given(timed_sops())
    def test_actors_share_the_column(self, any_sop: Sop) -> None:
        """The times of the actors sum to the column, each step as often as it has actors."""
        result = timing(any_sop)
        each = sum(_value(s.time) * len(s.performers.actors) for s in any_sop.steps)

        assert sum(minutes(entry.total)[0] for entry in result.by_actor) == each

    @given(sops(max_steps=8, horrors=False))
    def test_the_least_is_at_most_the_most(self, any_sop: Sop) -> None:
        """In every total no kind of time has a least above its most, for one-unit times."""
        result = timing(any_sop)
        totals = [result.column, *(entry.total for entry in result.by_actor)]

        for total in totals:
            assert total.minimum.working_minutes <= total.maximum.working_minutes
            assert total.minimum.calendar_hours <= total.maximum.calendar_hours
            assert total.minimum.calendar_months <= total.maximum.calendar_months
