"""The yearly work that SOPs make, by position."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.errors import InvalidValue, InvalidVolume
from sopkit.flow.workload import (
    EFFECTIVE_MINUTES_PER_YEAR,
    OLDER_EFFECTIVE_MINUTES_PER_YEAR,
    Assumption,
    Omission,
    workload,
)
from sopkit.model import Actor, ActorId, Branch, Manner, Sop, StepKey
from tests.strategies import sops
from tests.test_timing import SEED, sop, step


def named(plain: Sop, sop_id: str, number: str = "1", title: str = "Uji") -> Sop:
    """Return an SOP with another id, number and title."""
    return replace(plain, id=sop_id, number=number, title=title)


LETTERS = named(sop(step(1, "10 menit", "staf"), step(2, "20 - 30 menit", "kabag")), "surat", "S/1", "Surat")
"""Two steps: ten minutes of the one, twenty to thirty of the other."""


def bounds(of: tuple[Fraction, Fraction]) -> tuple[Fraction | int, Fraction | int]:
    """Return the least and the most such that they compare with whole numbers."""
    return of


class TestByHand:
    """Figures that were reckoned by hand."""

    def test_minutes_and_staff_by_position(self) -> None:
        """Minutes are those of a case times the cases of a year, staff is that over the effective year."""
        load = workload([LETTERS], {"surat": 3000})

        staf, kabag = load.positions
        assert (staf.title, bounds(staf.minutes_per_year)) == ("Staf", (30_000, 30_000))
        assert (kabag.title, bounds(kabag.minutes_per_year)) == ("Kabag", (60_000, 90_000))
        assert staf.staff == (Fraction(2, 5), Fraction(2, 5))
        assert kabag.staff == (Fraction(4, 5), Fraction(6, 5))

    def test_the_older_year_can_be_chosen(self) -> None:
        """With 72,000 effective minutes a year more people are needed for the same work."""
        load = workload(
            [LETTERS], {"surat": 3600}, effective_minutes_per_year=OLDER_EFFECTIVE_MINUTES_PER_YEAR
        )

        assert load.positions[0].staff[0] == Fraction(1, 2)

    def test_a_position_is_one_over_all_sops(self) -> None:
        """Actors with the same title are one position, whatever their ids, letter case and spaces are."""
        other = sop(step(1, "5 menit", "staf"))
        renamed = replace(other, actors=(Actor(ActorId("staf"), " sTAF "),))

        load = workload([LETTERS, named(renamed, "lain", "S/2", "Lain")], {"surat": 1, "lain": 2})

        assert [(entry.title, entry.sops) for entry in load.positions] == [
            ("Staf", ("surat", "lain")),
            ("Kabag", ("surat",)),
        ]
        assert bounds(load.positions[0].minutes_per_year) == (20, 20)

    def test_an_sop_is_named_by_id_number_or_title(self) -> None:
        """A volume may be given by id, by number or by title, in any letter case."""
        for name in ("surat", "S/1", "s/1", "SURAT"):
            assert workload([LETTERS], {name: 7}).sops[0].volume == 7

    def test_returns_count_by_their_chance(self) -> None:
        """A return in one case of five makes a quarter of a round more on average."""
        back = Branch(StepKey("1"), chance=Fraction(1, 5))
        one = named(
            sop(step(1, "10 menit", "staf"), replace(step(2, "20 menit", "kabag"), returns=(back,))), "a"
        )

        (load,) = workload([one], {"a": 1}).sops

        assert bounds(load.minutes_per_case) == (Fraction(75, 2), Fraction(75, 2))
        assert load.assumptions == ()

    def test_returns_without_a_chance_are_taken_as_never_taken(self) -> None:
        """A return without a chance adds nothing, and that is said."""
        (load,) = workload([named(SEED, "a")], {"a": 1}).sops

        assert bounds(load.minutes_per_case) == (520, 520)
        assert load.assumptions == (Assumption.NO_RETURNS,)

    def test_branches_without_a_chance_are_taken_as_never_taken(self) -> None:
        """A branch without a chance is never taken, and steps that only it leads to count once."""
        one = named(
            sop(
                step(1, "1 menit", ahead=("2",), on="3"),
                step(2, "10 menit"),
                replace(step(3, "100 menit"), returns=(Branch(StepKey("3"), chance=Fraction(1, 2)),)),
            ),
            "a",
        )

        (load,) = workload([one], {"a": 1}).sops

        assert bounds(load.minutes_per_case) == (211, 211)
        assert load.assumptions == (Assumption.NO_BRANCHES,)

    @pytest.mark.parametrize("chances", [(Fraction(1),), (Fraction(3, 4), Fraction(3, 4))])
    def test_chances_that_cannot_be_count_every_step_once(self, chances: tuple[Fraction, ...]) -> None:
        """Where chances lead to no end, or are more than 1 together, every step counts once."""
        back = tuple(Branch(StepKey("1"), chance=chance) for chance in chances)
        one = named(sop(step(1, "1 menit"), replace(step(2, "10 menit"), returns=back)), "a")

        (load,) = workload([one], {"a": 1}).sops

        assert bounds(load.minutes_per_case) == (11, 11)
        assert load.assumptions == (Assumption.EVERY_STEP_ONCE,)

    def test_an_sop_counts_once_for_a_position(self) -> None:
        """Two actors of one SOP whose titles differ in letter case alone are one position of one SOP."""
        plain = sop(step(1, "10 menit", "a"), step(2, "10 menit", "b"))
        one = replace(plain, actors=(Actor(ActorId("a"), "Kasubbag"), Actor(ActorId("b"), "KASUBBAG")))

        (position,) = workload([named(one, "a")], {"a": 1}).positions

        assert position.sops == ("a",)

    @pytest.mark.parametrize(
        ("manner", "each"), [(Manner.TOGETHER, 12), (Manner.ANY, 6), (Manner.IN_ORDER, 6)]
    )
    def test_steps_of_several(self, manner: Manner, each: int) -> None:
        """Together each of them works all the time; one of them, or one after the other, is shared evenly."""
        one = named(sop(step(1, "12 menit", "a", "b", manner=manner)), "a")

        load = workload([one], {"a": 1})

        assert [entry.minutes_per_year[0] for entry in load.positions] == [each, each]
        assert (Assumption.SHARED_EVENLY in load.sops[0].assumptions) == (manner is not Manner.TOGETHER)

    def test_a_working_day_is_what_one_person_does_in_a_day(self) -> None:
        """A working day counts as 300 minutes of effective work, unless something else is asked for."""
        one = named(sop(step(1, "2 hari kerja")), "a")

        assert bounds(workload([one], {"a": 1}).sops[0].minutes_per_case) == (600, 600)
        assert bounds(workload([one], {"a": 1}, minutes_per_working_day=450).sops[0].minutes_per_case) == (
            900,
            900,
        )

    @pytest.mark.parametrize(
        ("time", "omission", "most"),
        [
            (None, Omission.MISSING, 0),
            ("Segera", Omission.OPEN_ENDED, 0),
            ("5 minit", Omission.UNREADABLE, 0),
            ("2 menit/berkas", Omission.PER_PIECE, 0),
            ("minimal 10 menit", Omission.NO_UPPER_BOUND, 10),
            ("1 minggu", Omission.CALENDAR_TIME, 0),
            ("1 bulan 2 jam", Omission.CALENDAR_TIME, 120),
        ],
    )
    def test_what_is_not_counted_is_listed(self, time: str | None, omission: Omission, most: int) -> None:
        """A time that is not in the minutes, or not all of it, is listed at the SOP and at its position."""
        load = workload([named(sop(step(1, time, "staf")), "a")], {"a": 1})

        assert [(each.step, each.omission) for each in load.sops[0].uncounted] == [("1", omission)]
        assert load.positions[0].uncounted == (("a", "1"),)
        assert load.sops[0].minutes_per_case[1] == most

    def test_calendar_time_counts_where_it_is_joined(self) -> None:
        """Where the settings join calendar time, a week counts as five working days."""
        load = workload([named(sop(step(1, "1 minggu")), "a")], {"a": 1}, calendar_time="working-time")

        assert bounds(load.sops[0].minutes_per_case) == (1500, 1500)
        assert load.sops[0].uncounted == ()

    def test_an_sop_without_a_volume_is_in_no_sum(self) -> None:
        """An SOP without a volume is listed as such and makes no work."""
        load = workload([LETTERS, named(SEED, "seed", "2", "Data")], {"surat": 0})

        assert [entry.sop.id for entry in load.without_volume] == ["seed"]
        assert [entry.title for entry in load.positions] == ["Staf", "Kabag"]


class TestVolumes:
    """Volumes that cannot be used."""

    @pytest.mark.parametrize(
        ("volumes", "reason", "message"),
        [
            (
                {"memo": 1},
                "unknown",
                "no SOP with the id, number or title `memo`; the ids are `surat`, `data`",
            ),
            ({"surat": -1}, "no-volume", "the number of cases of `surat` is `-1`"),
            ({"surat": float("inf")}, "no-volume", "is `inf`; write a number from 0 to below"),
            ({"surat": True}, "no-volume", "is `True`"),
            ({"surat": 1, "S/1": 2}, "twice", "of the SOP `surat` is given twice, the second time as `S/1`"),
            (
                {"Uji": 1},
                "ambiguous",
                "`Uji` names several SOPs; write one of `data`, `info`",
            ),
        ],
    )
    def test_refuses_what_is_not_clear(self, volumes: dict[str, float], reason: str, message: str) -> None:
        """A volume of no SOP, of several or below 0 is refused with what is possible, in both languages."""
        several = [LETTERS, named(SEED, "data", "2"), named(SEED, "info", "3")]
        known = several if reason == "ambiguous" else several[:2]

        with pytest.raises(InvalidVolume) as caught:
            workload(known, volumes)

        assert caught.value.reason == reason
        assert message in str(caught.value)
        assert caught.value.message("id") != caught.value.message("en")

    @pytest.mark.parametrize(
        "given_times",
        [
            {"effective_minutes_per_year": 0},
            {"effective_minutes_per_year": True},
            {"effective_minutes_per_year": 75000.0},
            {"minutes_per_working_day": 0},
            {"minutes_per_working_day": "300"},
            {"plain_day": "hari"},
            {"calendar_time": "joined"},
            {"volumes": ["surat"]},
        ],
    )
    def test_refuses_what_cannot_be_reckoned_with(self, given_times: dict[str, object]) -> None:
        """A year or a day without minutes, and words that mean nothing here, are refused."""
        with pytest.raises(InvalidValue, match="expected"):
            workload([LETTERS], **{"volumes": {}, **given_times})  # type: ignore[arg-type]

    def test_names_are_read_as_texts(self) -> None:
        """A volume for a number that names no SOP is refused like any other name."""
        with pytest.raises(InvalidVolume, match="`5`"):
            workload([LETTERS], {5: 1})  # type: ignore[dict-item]


class TestLaws:
    """What holds for the work of every SOP."""

    @given(sops(max_steps=6, horrors=False), st.integers(0, 500))
    def test_work_grows_with_the_volume(self, any_sop: Sop, volume: int) -> None:
        """So many cases make so many times the work of one, for each position."""
        one = named(any_sop, "a")

        alone, many = workload([one], {"a": 1}), workload([one], {"a": volume})

        assert [
            (each.minutes_per_year[0] * volume, each.minutes_per_year[1] * volume) for each in alone.positions
        ] == [each.minutes_per_year for each in many.positions]

    @given(sops(max_steps=6, horrors=False), sops(max_steps=4, horrors=False))
    def test_work_of_several_sops_adds_up(self, one: Sop, other: Sop) -> None:
        """The minutes of all positions are those of all SOPs, and staff is minutes over the year."""
        load = workload([named(one, "a", "x1", "t1"), named(other, "b", "x2", "t2")], {"a": 3, "b": 5})

        for side in (0, 1):
            assert sum(each.minutes_per_year[side] for each in load.positions) == sum(
                each.minutes_per_year[side] for each in load.sops
            )
            assert all(
                each.staff[side] * EFFECTIVE_MINUTES_PER_YEAR == each.minutes_per_year[side]
                for each in load.positions
            )

    @given(sops(max_steps=6, horrors=False))
    def test_nothing_unknown_is_hidden(self, any_sop: Sop) -> None:
        """Every step without a measured time is listed as not counted."""
        (load,) = workload([named(any_sop, "a")], {"a": 1}).sops

        unmeasured = {each.key for each in any_sop.steps if each.time is None or not each.time.spans}
        assert unmeasured <= {each.step for each in load.uncounted}
