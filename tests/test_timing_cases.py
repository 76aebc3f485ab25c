"""Cases with returns: the longest one and the average one, held against every walk there is."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import isclose
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sopkit.errors import InvalidChance, InvalidValue
from sopkit.flow import chances as chances_module
from sopkit.flow import longest as longest_module
from sopkit.flow.chances import with_chances
from sopkit.flow.durations import Doubt
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.timing import Timing, timing
from sopkit.model import END, Branch, Sop, Step, StepKey
from tests.strategies import minute_times, sops
from tests.test_timing import SEED, doubts, minutes, sop, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.flow.longest_case import LongestCase

MOST_WALKS = 4000


def back(to: str, *, limit: int | None = None, chance: Fraction | None = None) -> Branch:
    """Return a way to the step of this number or id."""
    return Branch(StepKey(to), limit=limit, chance=chance)


def returning(plain: Step, *ways: Branch) -> Step:
    """Return a step with these returns."""
    return replace(plain, returns=ways)


def walks(flow: Flow) -> Iterator[tuple[StepKey, ...]]:
    """Yield every walk from the first step to the end that keeps to the limits, found by trying all."""
    waiting: list[tuple[tuple[StepKey, ...], Counter[Way]]] = [(flow.keys[:1], Counter())]
    found = 0
    while waiting:
        walk, taken = waiting.pop()
        for way in flow.leaving[walk[-1]]:
            if way.limit is not None and taken[way] >= way.limit:
                continue
            if way.target == END:
                found += 1
                assume(found <= MOST_WALKS)
                yield walk
            else:
                waiting.append(((*walk, way.target), taken + Counter([way])))


def longest_of(found: Timing) -> LongestCase:
    """Return the longest case of a timing that has one."""
    assert found.longest_case is not None
    return found.longest_case


@st.composite
def bounded_sops(draw: st.DrawFn) -> Sop:
    """SOPs of whole minutes in which every return has a limit, and some branches have one."""
    plain = draw(sops(max_steps=5, max_actors=2, horrors=False))
    limits = st.integers(1, 2)
    steps = tuple(
        replace(
            each,
            time=draw(minute_times()),
            returns=tuple(replace(way, limit=draw(limits)) for way in each.returns),
            branches=tuple(replace(way, limit=draw(st.one_of(st.none(), limits))) for way in each.branches),
        )
        for each in plain.steps
    )
    return replace(plain, steps=steps)


@st.composite
def chance_sops(draw: st.DrawFn) -> Sop:
    """SOPs of whole minutes in which every way has a chance, those of going on at least a tenth."""
    plain = draw(sops(max_steps=6, max_actors=2, horrors=False))
    steps = []
    for each in plain.steps:
        count = len(each.returns) + len(each.branches)
        chances = iter([Fraction(draw(st.integers(0, 90 // count)), 100) for _ in range(count)])
        steps.append(
            replace(
                each,
                time=draw(minute_times()),
                returns=tuple(replace(way, chance=next(chances)) for way in each.returns),
                branches=tuple(replace(way, chance=next(chances)) for way in each.branches),
            )
        )
    return replace(plain, steps=tuple(steps))


def weights(any_sop: Sop) -> dict[StepKey, Fraction]:
    """Return the minutes of each step."""
    return {each.key: each.time.maximum.value for each in any_sop.steps if each.time and each.time.maximum}


class TestLongestCase:
    """The longest case when every return has a limit, against every walk that keeps to the limits."""

    @given(bounded_sops())
    def test_longest_and_quickest_agree_with_every_walk(self, any_sop: Sop) -> None:
        """The longest and the quickest case take as long as the longest and shortest of all walks."""
        minutes_of = weights(any_sop)
        every = [sum(minutes_of[key] for key in walk) for walk in walks(Flow.of(any_sop))]

        result = timing(any_sop)

        case = longest_of(result)
        assert case.is_exact
        assert minutes(case.total)[1] == max(every)
        assert result.quickest is not None
        assert minutes(result.quickest.total)[0] == min(every)

    @given(bounded_sops())
    def test_visits_are_those_of_a_walk_as_long(self, any_sop: Sop) -> None:
        """The visits of the longest case are those of one of the longest walks, and add up to its time."""
        minutes_of = weights(any_sop)
        every = [Counter(walk) for walk in walks(Flow.of(any_sop))]
        most = max(sum(minutes_of[key] * count for key, count in walk.items()) for walk in every)

        case = longest_of(timing(any_sop))

        visits = Counter({key: count for key, count in case.visits if count})
        assert visits in [
            walk for walk in every if sum(minutes_of[key] * n for key, n in walk.items()) == most
        ]
        assert sum(minutes_of[key] * count for key, count in case.visits) == minutes(case.total)[1]

    @given(bounded_sops())
    def test_ways_taken_keep_to_their_limits(self, any_sop: Sop) -> None:
        """No way is taken more often than its limit, and each step is entered as often as it is left."""
        case = longest_of(timing(any_sop))

        assert all(way.limit is None or count <= way.limit for way, count in case.uses)
        assert all(count >= 0 for _, count in case.uses)
        assert {way.kind for way, _ in case.uses} <= {WayKind.RETURN, WayKind.BRANCH}

    @given(bounded_sops(), st.integers(0, 2))
    def test_asking_for_fewer_returns_lowers_limits(self, any_sop: Sop, most: int) -> None:
        """`returns` takes the place of the limits that are higher, and of none that is lower."""
        steps = tuple(
            replace(
                each, returns=tuple(replace(way, limit=min(way.limit or most, most)) for way in each.returns)
            )
            for each in any_sop.steps
        )
        lowered = replace(any_sop, steps=steps)
        minutes_of = weights(any_sop)
        every = [sum(minutes_of[key] for key in walk) for walk in walks(Flow.of(lowered))]

        assert minutes(longest_of(timing(any_sop, returns=most)).total)[1] == max(every)

    @given(bounded_sops())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_without_a_search_there_is_an_upper_bound(
        self, monkeypatch: pytest.MonkeyPatch, any_sop: Sop
    ) -> None:
        """Where the flow counts as fallen apart and no state is tried, the total is a bound and says so."""
        exact = minutes(longest_of(timing(any_sop)).total)[1]

        with monkeypatch.context() as patched:
            patched.setattr(longest_module._Graph, "hangs_together", lambda *_: False)
            searched = longest_of(timing(any_sop))
            patched.setattr(longest_module, "SEARCH_STATES", 0)
            bound = longest_of(timing(any_sop))
            patched.setattr(longest_module._Graph, "heaviest_flow", lambda _: None)
            looser = longest_of(timing(any_sop))

        assert searched.is_exact
        assert minutes(searched.total)[1] == exact
        assert not bound.is_exact
        assert not looser.is_exact
        assert exact <= minutes(bound.total)[1] <= minutes(looser.total)[1]

    def test_in_a_row_of_steps_every_return_is_used_up(self) -> None:
        """In the seed, two rounds of each return make 840 minutes more, and step 6 is visited five times."""
        case = longest_of(timing(SEED, returns=2))

        assert minutes(case.total) == (1360, 1360)
        assert case.of_step(StepKey("6")) == 5
        assert [count for _, count in case.uses] == [2, 2]
        assert doubts(case.total) == [("2", Doubt.OPEN_ENDED)]

    def test_a_return_without_a_limit_has_no_longest_case(self) -> None:
        """Where a return has no limit, there is no longest case, and that return is named."""
        result = timing(
            sop(
                step(1, "1 menit"),
                returning(step(2, "2 menit"), back("1", limit=2), back("2")),
            )
        )

        assert result.longest_case is None
        assert [(way.source, way.target) for way in result.unlimited] == [("2", "2")]

    def test_a_limit_on_the_way_back_bounds_a_return(self) -> None:
        """A return without a limit that can only be reached again by a limited way has an end."""
        result = timing(
            sop(
                replace(step(1, "1 menit", on="3"), branches=(back("2", limit=2),)),
                returning(step(2, "10 menit"), back("1")),
                step(3, "100 menit"),
            )
        )

        assert result.unlimited == ()
        assert minutes(longest_of(result).total) == (100 + 3 + 20, 100 + 3 + 20)

    def test_a_heavy_way_past_a_round_is_weighed_against_it(self) -> None:
        """Where the heaviest way passes a round by, the search finds the better of the two."""
        one = sop(
            replace(step(1, "1 menit"), branches=(back("4"),)),
            step(2, "5 menit"),
            returning(step(3, "5 menit", on="end"), back("2", limit=2)),
            step(4, "25 menit"),
        )

        case = longest_of(timing(one))

        assert case.is_exact
        assert minutes(case.total) == (31, 31)
        assert case.of_step(StepKey("2")) == 3

    def test_a_round_that_is_passed_by_makes_a_named_bound(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the states are too many to try, a flow that falls apart is told as an upper bound."""
        monkeypatch.setattr(longest_module, "SEARCH_STATES", 10)
        one = sop(
            replace(step(1, "1 menit"), branches=(back("4"),)),
            step(2, "5 menit"),
            returning(step(3, "5 menit", on="end"), back("2", limit=2)),
            step(4, "50 menit"),
        )

        case = longest_of(timing(one))

        assert not case.is_exact
        assert minutes(case.total) == (51 + 20, 51 + 20)
        assert [entry.longest_case for entry in timing(one).by_actor] == [None]

    def test_limits_may_be_as_high_as_one_likes(self) -> None:
        """A limit of a thousand millions costs no time and is counted exactly."""
        many = 10**9
        case = longest_of(
            timing(sop(step(1, "1 menit"), returning(step(2, "2 menit"), back("1", limit=many))))
        )

        assert case.is_exact
        assert minutes(case.total) == (3 + 3 * many, 3 + 3 * many)

    def test_a_return_may_lead_to_the_end_sooner(self) -> None:
        """A step that only a return leads to can be the quickest way out, told beside the shortest."""
        result = timing(
            sop(
                step(1, "1 menit", on="3"),
                step(2, "2 menit", on="end"),
                returning(step(3, "4 menit"), back("2")),
                step(4, "100 menit"),
            )
        )

        assert result.shortest is not None
        assert result.quickest is not None
        assert (result.shortest.steps, result.quickest.steps) == (("1", "3", "4"), ("1", "3", "2"))

    def test_ranges_carry_through(self) -> None:
        """The longest case of steps with ranges has a least and a most, one for each visit."""
        case = longest_of(
            timing(sop(step(1, "5 - 10 menit"), returning(step(2, "1 - 2 menit"), back("1", limit=1))))
        )

        assert minutes(case.total) == (12, 24)

    def test_ways_with_unknown_time_are_named_beside_the_longest(self) -> None:
        """A way whose time is not counted may be longer than the longest: its steps are named there."""
        result = timing(
            sop(step(1, "10 menit", ahead=("3",)), step(2, "50 menit", on="end"), step(3, "sesuai kebutuhan"))
        )

        assert result.longest is not None
        assert (result.longest.steps, result.longest.passed_by) == (("1", "2"), ("3",))
        assert longest_of(result).passed_by == ("3",)

    def test_among_equals_the_known_way_is_the_shortest(self) -> None:
        """Of two ways of equal time the shortest is that without unknown time, and the longest the other."""
        result = timing(sop(step(1, "1 menit", ahead=("3",)), step(2, "segera"), step(3, "1 menit")))

        assert result.shortest is not None
        assert result.quickest is not None
        assert result.longest is not None
        assert result.shortest.steps == result.quickest.steps == ("1", "3")
        assert result.longest.steps == ("1", "2", "3")

    @pytest.mark.parametrize("returns", [-1, 1.5, "2", True])
    def test_refuses_returns_that_cannot_be_counted(self, returns: object) -> None:
        """The number of returns is a whole number of at least 0."""
        with pytest.raises(InvalidValue, match="returns is"):
            timing(SEED, returns=returns)  # type: ignore[arg-type]


def dense_solution(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Solve linear equations by Gauss and Jordan on the full table, a solver of the tests' own."""
    size = len(rows)
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for place in range(size):
        pivot = next(row for row in range(place, size) if table[row][place])
        table[place], table[pivot] = table[pivot], table[place]
        table[place] = [value / table[place][place] for value in table[place]]
        for other in range(size):
            if other != place and table[other][place]:
                factor = table[other][place]
                table[other] = [
                    mine - factor * theirs for mine, theirs in zip(table[other], table[place], strict=True)
                ]
    return [row[-1] for row in table]


def chances_of(flow: Flow, key: StepKey) -> list[tuple[StepKey, Fraction]]:
    """Return where a case goes from a step, with the chance of each way."""
    ways = flow.leaving[key]
    if len(ways) == 1:
        return [(ways[0].target, Fraction(1))]
    return [(way.target, way.chance or Fraction(0)) for way in ways]


class TestAverage:
    """The average case of a chain with an end, against a second solver and against cases drawn by lot."""

    @given(chance_sops())
    def test_visits_agree_with_a_second_solver(self, any_sop: Sop) -> None:
        """The average visits of each step are the first row of (I - Q)^-1."""
        flow = Flow.of(any_sop)
        keys = flow.keys
        moves = {key: chances_of(flow, key) for key in keys}
        rows = [
            [
                Fraction(row == column) - sum(p for target, p in moves[column] if target == row)
                for column in keys
            ]
            for row in keys
        ]
        visits = dense_solution(rows, [Fraction(key == keys[0]) for key in keys])

        average = timing(any_sop).expected

        assert average is not None
        assert [count for _, count in average.visits] == visits
        time = sum(weights(any_sop)[key] * count for key, count in zip(keys, visits, strict=True))
        assert minutes(average.total) == (time, time)

    @given(chance_sops())
    def test_spread_agrees_with_a_second_solver(self, any_sop: Sop) -> None:
        """The variance is the second moment of the time less the square of the mean, from two full tables."""
        flow = Flow.of(any_sop)
        keys = flow.keys
        moves = {key: chances_of(flow, key) for key in keys}
        rows = [
            [
                Fraction(row == column) - sum(p for target, p in moves[row] if target == column)
                for column in keys
            ]
            for row in keys
        ]
        time = [weights(any_sop)[key] for key in keys]
        mean = dense_solution(rows, time)
        second = dense_solution(rows, [w * (2 * m - w) for w, m in zip(time, mean, strict=True)])

        average = timing(any_sop).expected

        assert average is not None
        assert average.spread.maximum.working_minutes == second[0] - mean[0] ** 2
        assert average.spread.minimum == average.spread.maximum

    @given(chance_sops(), st.integers(0, 2**32))
    @settings(max_examples=15)
    def test_mean_agrees_with_cases_drawn_by_lot(self, any_sop: Sop, seed: int) -> None:
        """The mean of cases drawn by lot is within five standard errors of the average, and so are visits."""
        flow = Flow.of(any_sop)
        minutes_of = {key: float(value) for key, value in weights(any_sop).items()}
        moves = {key: chances_of(flow, key) for key in flow.keys}
        lot = random.Random(seed)
        count = 400
        times = []
        visits: Counter[StepKey] = Counter()
        for _ in range(count):
            here, time = flow.keys[0], 0.0
            while here != END:
                time += minutes_of[here]
                visits[here] += 1
                targets, odds = zip(*moves[here], strict=True)
                here = lot.choices(targets, [float(p) for p in odds])[0]
            times.append(time)

        average = timing(any_sop).expected

        assert average is not None
        deviation = float(average.spread.maximum.deviation.working_minutes)
        mean = float(minutes(average.total)[1])
        assert abs(sum(times) / count - mean) <= 5 * deviation / count**0.5 + 1e-6
        assert all(visits[key] == 0 for key, expected in average.visits if expected == 0)

    @given(chance_sops())
    def test_average_lies_between_the_quickest_and_every_walk(self, any_sop: Sop) -> None:
        """The average is at least the quickest case, and equal to it where nothing is left to chance."""
        result = timing(any_sop)

        assert result.expected is not None
        assert result.quickest is not None
        assert minutes(result.quickest.total)[0] <= minutes(result.expected.total)[0]

    def test_one_return_by_hand(self) -> None:
        """With a return in one case of five, the round is made a quarter of a time on average."""
        one = sop(
            step(1, "10 menit"),
            returning(step(2, "20 menit"), back("1", chance=Fraction(1, 5))),
            step(3, "5 menit"),
        )

        average = timing(one).expected

        assert average is not None
        assert [count for _, count in average.visits] == [Fraction(5, 4), Fraction(5, 4), 1]
        assert minutes(average.total) == (Fraction(85, 2), Fraction(85, 2))
        # The number of rounds is geometric with a variance of q / (1 - q)^2 = 5/16; a round takes 30 minutes.
        assert average.spread.maximum.working_minutes == Fraction(5, 16) * 900
        assert isclose(average.spread.maximum.deviation.working_minutes, 16.770509, abs_tol=1e-6)

    def test_limits_are_left_out_and_named(self) -> None:
        """The limit of a return does not change the average, and the return is named."""
        one = sop(
            step(1, "10 menit"), returning(step(2, "20 menit"), back("1", limit=1, chance=Fraction(1, 5)))
        )

        average = timing(one).expected

        assert average is not None
        assert [way.source for way in average.ignored_limits] == ["2"]
        assert average.visits[0][1] == Fraction(5, 4)

    def test_missing_chances_are_named(self) -> None:
        """A decision without chances is named, and there is no average."""
        result = timing(SEED)

        assert result.expected is None
        assert result.without_chance == ("6", "7")

    def test_chances_over_one_are_named(self) -> None:
        """A decision whose chances are more than 1 together is named, and there is no average."""
        half = Fraction(3, 4)
        one = sop(
            step(1, "1 menit"), returning(step(2, "1 menit"), back("1", chance=half), back("2", chance=half))
        )

        result = timing(one)

        assert (result.expected, result.over_one, result.without_chance) == (None, ("2",), ())

    def test_chances_of_many_digits_are_rounded_and_say_so(self) -> None:
        """Where the chances have too many digits for fractions, floats do, and the result says so."""
        long = Fraction(str(0.2) + "0" * 500 + "1")
        one = sop(step(1, "10 menit"), returning(step(2, "20 menit"), back("1", chance=long)))
        exact = timing(
            sop(step(1, "10 menit"), returning(step(2, "20 menit"), back("1", chance=Fraction(1, 5))))
        )

        rounded = timing(one).expected

        assert rounded is not None
        assert exact.expected is not None
        assert (rounded.is_exact, exact.expected.is_exact) == (False, True)
        assert float(minutes(rounded.total)[1]) == pytest.approx(float(minutes(exact.expected.total)[1]))
        assert rounded.spread.maximum.working_minutes > 0

    @given(chance_sops())
    def test_floats_agree_with_fractions(self, any_sop: Sop) -> None:
        """The rounded average is the exact one, to a billionth."""
        exact = timing(any_sop).expected
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(chances_module, "_MOST_BITS", -1)
            rounded = timing(any_sop).expected

        assert exact is not None
        assert rounded is not None
        assert float(minutes(rounded.total)[1]) == pytest.approx(float(minutes(exact.total)[1]), rel=1e-9)
        assert [float(count) for _, count in rounded.visits] == pytest.approx(
            [float(count) for _, count in exact.visits], abs=1e-9
        )

    def test_what_a_case_never_comes_to_needs_no_chance(self) -> None:
        """A decision to which no chance leads needs none of its own."""
        one = sop(
            replace(step(1, "1 menit"), branches=(Branch(StepKey("3"), chance=Fraction(1)),)),
            returning(step(2, "2 menit"), back("1")),
            step(3, "4 menit"),
        )

        average = timing(one).expected

        assert average is not None
        assert minutes(average.total) == (5, 5)
        assert average.of_step(StepKey("2")) == 0

    def test_a_case_that_never_ends_has_no_average(self) -> None:
        """Where a return is certain, no case comes to an end, and the steps of the circle are named."""
        result = timing(sop(step(1, "1 menit"), returning(step(2, "2 menit"), back("1", chance=Fraction(1)))))

        assert result.expected is None
        assert result.never_ending == ("1", "2")

    def test_kinds_of_time_stay_apart(self) -> None:
        """The average and its spread keep working time and calendar time apart."""
        one = sop(step(1, "1 minggu"), returning(step(2, "20 menit"), back("1", chance=Fraction(1, 2))))

        average = timing(one).expected

        assert average is not None
        assert average.total.maximum.working_minutes == 40
        assert average.total.maximum.calendar_hours == 336
        assert average.spread.maximum.working_minutes == 2 * 400
        assert average.spread.maximum.calendar_hours == 2 * 168**2

    def test_each_actor_has_its_part(self) -> None:
        """The averages of the actors add up to that of the SOP where no step is shared."""
        result = timing(SEED, chances={"6": Fraction(1, 4), "7": 0.5})

        assert result.expected is not None
        parts = [entry.expected for entry in result.by_actor]
        assert sum(minutes(part)[0] for part in parts if part) == minutes(result.expected.total)[0]


class TestChances:
    """Chances that are handed in, before those of the SOP."""

    def test_a_step_with_one_way_is_enough(self) -> None:
        """A step with one return is named alone, by number, and one with more by its target too."""
        changed = with_chances(SEED, {"6": 0.25, "7:6": Fraction(1, 2)})

        assert changed.steps[5].returns[0].chance == Fraction(1, 4)
        assert changed.steps[6].returns[0].chance == Fraction(1, 2)
        assert SEED.steps[5].returns[0].chance is None

    @pytest.mark.parametrize(
        ("chances", "reason", "message"),
        [
            ({"99": 0.2}, "unknown-step", "there is no step `99`; the steps that decide are `6`, `7`"),
            ({"1": 0.2}, "no-decision", "step `1` has no return and no branch"),
            ({"6:4": 0.2}, "unknown-way", "no return or branch to `4`; write one of `6:5`"),
            ({"6": 1.5}, "no-chance", "the chance of `6` is `1.5`; write a number from 0 to 1"),
            ({"6": True}, "no-chance", "the chance of `6` is `True`"),
            ({"6": float("nan")}, "no-chance", "the chance of `6` is `nan`"),
            ({"6": "0.2"}, "no-chance", "the chance of `6` is `0.2`"),
        ],
    )
    def test_refuses_chances_that_cannot_be(self, chances: dict[str, Any], reason: str, message: str) -> None:
        """A chance of no way, or none from 0 to 1, is refused with what is possible, in both languages."""
        with pytest.raises(InvalidChance) as caught:
            timing(SEED, chances=chances)

        assert (caught.value.reason, caught.value.way) == (reason, next(iter(chances)))
        assert message in str(caught.value)
        assert caught.value.message("id") != caught.value.message("en")

    def test_chances_are_a_mapping(self) -> None:
        """Chances that are no mapping are refused, and a number as a key is read as a step."""
        with pytest.raises(InvalidValue, match="a mapping of steps to chances"):
            timing(SEED, chances=["6"])  # type: ignore[arg-type]
        assert timing(SEED, chances={6: 0.2}).without_chance == ("7",)  # type: ignore[dict-item]

    def test_the_end_has_a_name_in_each_language(self) -> None:
        """A way to the end is told as `end` to an English reader and as `selesai` to an Indonesian one."""
        one = sop(
            replace(step(1, "1 menit"), branches=(Branch(END), Branch(StepKey("2")))), step(2, "1 menit")
        )

        with pytest.raises(InvalidChance) as caught:
            timing(one, chances={"1": 0.2})

        assert "`1:end`" in caught.value.message("en")
        assert "`1:selesai`" in caught.value.message("id")

    def test_several_ways_have_to_be_told_apart(self) -> None:
        """A step with several ways needs the target, and all its chances together are at most 1."""
        one = sop(
            step(1, "1 menit"),
            step(2, "1 menit"),
            returning(step(3, "1 menit"), back("1"), back("2")),
        )

        with pytest.raises(InvalidChance, match="say which is meant, as one of `3:1`, `3:2`"):
            timing(one, chances={"3": 0.1})
        with pytest.raises(InvalidChance, match="more than 1 together"):
            timing(one, chances={"3:1": 0.6, "3:2": 0.6})
        assert timing(one, chances={"3:1": 0.4, "3:2": 0.6}).never_ending == ("1", "2", "3")
        assert timing(one, chances={"3:1": 0.4}).without_chance == ("3",)


class TestJoinedTime:
    """Calendar time as the working days within it, where an office has set it so."""

    @pytest.mark.parametrize(
        ("time", "working_minutes"),
        [
            ("1 minggu", 5 * 450),
            ("7 hari kalender", 5 * 450),
            ("1 x 24 jam", Fraction(5 * 450, 7)),
            ("1 bulan", Fraction(30 * 5 * 450, 7)),
            ("2 hari kerja", 900),
        ],
    )
    def test_calendar_time_counts_as_working_days(self, time: str, working_minutes: Fraction) -> None:
        """Seven calendar days count as five working days, and a month as thirty calendar days."""
        column = timing(sop(step(1, time)), calendar_time="working-time").column

        assert minutes(column) == (working_minutes, working_minutes)

    def test_refuses_another_word(self) -> None:
        """`calendar_time` is one of two words."""
        with pytest.raises(InvalidValue, match="calendar_time is `'joined'`; expected `apart`"):
            timing(SEED, calendar_time="joined")
        with pytest.raises(InvalidValue, match="plain_day is"):
            timing(SEED, plain_day=[])  # type: ignore[arg-type]
