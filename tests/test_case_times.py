"""What a case takes, by the time standards of the steps it visits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given

from sopkit.errors import InvalidValue
from sopkit.flow.durations import Doubt, Duration, Total
from sopkit.flow.timing import timing
from sopkit.machine import MoveKind, standard_time
from tests.test_case_laws import CHOICES, straight_sops
from tests.walks import at, drafting, finished, started, walk

if TYPE_CHECKING:
    from fractions import Fraction

    from sopkit.model import Sop


def minutes(total: Total) -> Fraction:
    """Return the working minutes of a total without a range."""
    assert total.minimum == total.maximum == Duration(total.minimum.working_minutes)
    return total.minimum.working_minutes


def stated(sop: Sop) -> dict[str, Fraction]:
    """Read the minutes of each step from the SOP itself."""
    return {step.key: step.time.minimum.value for step in sop.steps if step.time and step.time.minimum}


class TestTimes:
    """The time of a walk is the sum of its visits."""

    @given(sop=straight_sops(), choices=CHOICES)
    def test_time_is_the_sum_of_the_visits(self, sop: Sop, choices: list[int]) -> None:
        """A finished case takes the minutes of each step as often as it was there."""
        case = finished(walk(sop, choices)[-1])

        assert minutes(standard_time(case, timing(sop))) == sum(
            stated(sop)[key] * count for key, count in case.visits.items()
        )

    @given(sop=straight_sops(), choices=CHOICES)
    def test_returns_add_their_rounds(self, sop: Sop, choices: list[int]) -> None:
        """In a row of steps, a case takes the column's sum and one round more for each return."""
        case = finished(walk(sop, choices)[-1])
        times = timing(sop)
        rounds = {(one.way.source, one.way.index): one.route for one in times.rounds}
        taken = [rounds[e.source, e.index] for e in case.history if e.source and e.kind is MoveKind.RETURN]

        assert all(taken)
        added = sum(minutes(route.total) for route in taken if route)
        assert minutes(standard_time(case, times)) == minutes(times.column) + added

    @given(sop=straight_sops(), choices=CHOICES)
    def test_step_at_work_is_not_counted_yet(self, sop: Sop, choices: list[int]) -> None:
        """A case that is under way takes what it has completed; the step it is on is not."""
        case = walk(sop, choices)[-1]
        assume(not case.finished)
        visited = sum(stated(sop)[key] * count for key, count in case.visits.items())

        assert minutes(standard_time(case, timing(sop))) == visited - stated(sop)[case.active[0]]


def test_unknown_times_are_named_once() -> None:
    """A step without a time that is visited twice is named once and adds nothing."""
    case = started(drafting()).complete(by="staf", at=at(1)).send_back(by="kabag", at=at(2))

    total = standard_time(finished(case), timing(drafting()))

    assert minutes(total) == 0
    assert [(remark.step, remark.doubt) for remark in total.uncounted] == [
        ("susun", Doubt.MISSING),
        ("telaah", Doubt.MISSING),
        ("tanda-tangan", Doubt.MISSING),
    ]


def test_times_of_another_sop_are_refused() -> None:
    """The times of another SOP are not taken for those of the case, even if the steps bear the same names."""
    other = replace(drafting(), title="Penyusunan Nota Dinas")

    with pytest.raises(InvalidValue, match=f"expected the times of the case's own SOP, `{drafting().title}`"):
        standard_time(started(drafting()), timing(other))
