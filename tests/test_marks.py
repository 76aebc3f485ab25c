"""Where a case stands, step by step and way by way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkit.calendar import WIB, WorkCalendar
from sopkit.errors import InvalidValue
from sopkit.layout.marks import Marks, StepState, marks
from sopkit.machine import Case, MoveKind, start
from sopkit.model import END, Branch, Manner, Sop, Step, StepKey
from sopkit.model.time_parser import parse_time
from tests.test_case_laws import CHOICES
from tests.walks import (
    at,
    deciding,
    drafting,
    finished,
    performers,
    procedure,
    procedures,
    shared,
    started,
    walk,
)

DONE, CURRENT = StepState.DONE, StepState.CURRENT
WAITING, OVERDUE = StepState.WAITING, StepState.OVERDUE
AGAIN = StepState.AGAIN


def stand(case: Case) -> Marks:
    """Return where a case stands."""
    return marks(case.sop, case)


def states(case: Case) -> list[StepState]:
    """Return the states of the steps in the order of the rows."""
    return [mark.state for mark in stand(case).steps]


def timed(words: str) -> Sop:
    """Return a procedure of one step that takes a time."""
    return procedure(Step(1, performers("staf"), "Menyusun konsep", id="susun", time=parse_time(words)))


class TestStates:
    """A step is waiting, current or done."""

    def test_what_is_left_is_done(self) -> None:
        """A step that the case went on from is done at that moment; the one it came to is current."""
        case = started(drafting()).complete(by="staf", at=at(20))

        assert states(case) == [DONE, CURRENT, WAITING]
        first, second, third = stand(case).steps
        assert (first.entered_at, first.finished_at) == (at(0), at(20))
        assert (second.entered_at, second.finished_at) == (at(20), None)
        assert (third.entered_at, third.visits) == (None, 0)

    def test_a_return_opens_its_target_and_what_follows(self) -> None:
        """What is sent back is done again, and so is what followed; visits are remembered."""
        case = started(drafting()).complete(by="staf", at=at(1)).send_back(by="kabag", at=at(2))

        assert states(case) == [CURRENT, AGAIN, WAITING]
        assert [mark.visits for mark in stand(case).steps] == [2, 1, 0]
        assert stand(case).steps[1].finished_at is None

    def test_a_skipped_step_stays_waiting(self) -> None:
        """A branch ahead leaves the rows between as they were."""
        case = started(deciding()).choose(label="Segera", by="staf", at=at(1))

        assert states(case) == [DONE, WAITING, CURRENT]

    def test_a_return_leaves_what_no_way_on_leads_to(self) -> None:
        """What was done above the target, or is passed by the second time, stays done at its time."""
        case = sent_back_to_decide()

        assert states(case) == [DONE, CURRENT, AGAIN, AGAIN]
        case = case.choose(label="Segera", by="staf", at=at(5))
        assert states(case) == [DONE, DONE, DONE, CURRENT]
        assert [mark.finished_at for mark in stand(case).steps] == [at(1), at(5), at(3), None]

    def test_what_an_ended_case_came_to_is_done(self) -> None:
        """A case that was sent back and ended has done all it came to, the sending back too."""
        case = sent_back_to_decide().choose(label="Tolak", by="staf", at=at(5))

        assert states(case) == [DONE] * 4
        assert [mark.finished_at for mark in stand(case).steps] == [at(1), at(5), at(3), at(4)]

    @given(procedures(), CHOICES)
    def test_only_what_a_case_never_came_to_is_waiting(self, sop: Sop, choices: list[int]) -> None:
        """In any walk a step waits exactly if it has no visits; after the end all others are done."""
        for case in walk(sop, choices):
            steps = stand(case).steps

            assert all((mark.state is WAITING) == (mark.visits == 0) for mark in steps)
            assert not case.finished or {mark.state for mark in steps} <= {WAITING, DONE}

    def test_an_end_is_told(self) -> None:
        """A case that ended knows from which step; one under way does not."""
        case = started(deciding())

        assert stand(case).ended_from is None
        assert stand(case.choose(label="Tolak", by="staf", at=at(1))).ended_from == "1"

    @given(procedures(), CHOICES)
    def test_the_current_step_is_the_active_one(self, sop: Sop, choices: list[int]) -> None:
        """In any walk exactly the active steps are current, and the visits are those of the case."""
        for case in walk(sop, choices):
            stood = stand(case)

            assert tuple(mark.step for mark in stood.steps if mark.state is CURRENT) == case.active
            assert {mark.step: mark.visits for mark in stood.steps} == case.visits
            assert all((mark.finished_at is None) == (mark.state is not DONE) for mark in stood.steps)

    @given(procedures(), CHOICES)
    def test_every_move_is_a_way_taken(self, sop: Sop, choices: list[int]) -> None:
        """The ways that were taken add up to the moves that left a step."""
        case = walk(sop, choices)[-1]
        moves = [event for event in case.history if event.kind not in {MoveKind.START, MoveKind.HAND_OVER}]

        assert sum(stand(case).ways.values()) == len(moves)
        assert all(
            stand(case).ways[_way(event.kind), event.source, event.index] for event in moves if event.source
        )

    @given(procedures(), CHOICES)
    def test_only_a_return_undoes(self, sop: Sop, choices: list[int]) -> None:
        """What is done stays done until the case returns, or comes to the step again."""
        for before, after in pairwise(walk(sop, choices)):
            move = after.history[-1]
            if move.kind is not MoveKind.RETURN:
                kept = {mark.step for mark in stand(before).steps if mark.state is DONE} - {move.target}

                assert kept <= {mark.step for mark in stand(after).steps if mark.state is DONE}


def sent_back_to_decide() -> Case:
    """Return a case that went on by every step and was sent back from the last to the second, a decision."""
    ways = (
        Branch(StepKey("4"), when="mendesak", label="Segera"),
        Branch(END, when="ditolak", label="Tolak"),
    )
    sop = procedure(
        Step(1, performers("staf"), "Menerima"),
        Step(2, performers("staf"), "Memeriksa", when="biasa", branches=ways),
        Step(3, performers("kabag"), "Menelaah"),
        Step(4, performers("karo"), "Memutuskan", returns=(Branch(StepKey("2"), when="ragu"),)),
    )
    case = started(sop)
    for minute, actor in enumerate(("staf", "staf", "kabag"), start=1):
        case = case.complete(by=actor, at=at(minute))
    return case.send_back(by="karo", at=at(4))


def _way(kind: MoveKind) -> str:
    return "forward" if kind is MoveKind.GO_ON else str(kind)


class TestParts:
    """The actors of a step have their parts in it."""

    def test_those_who_act_together_are_done_together(self) -> None:
        """One records the move for all."""
        case = started(shared(Manner.TOGETHER)).complete(by="staf", at=at(1)).complete(by="kabag", at=at(2))

        assert [(part.state, part.finished_at) for part in stand(case).steps[1].parts] == [(DONE, at(2))] * 3

    def test_one_of_several_is_done_by_one(self) -> None:
        """The part is done of the one who did it; the others waited in vain."""
        case = started(shared(Manner.ANY)).complete(by="staf", at=at(1))

        assert [part.state for part in stand(case).steps[1].parts] == [CURRENT] * 3
        case = case.complete(by="kabag", at=at(2))
        assert [part.state for part in stand(case).steps[1].parts] == [WAITING, DONE, WAITING]

    def test_those_in_order_are_done_in_turn(self) -> None:
        """Who handed over is done, whose turn it is is at work, the next one waits."""
        case = started(shared(Manner.IN_ORDER)).complete(by="staf", at=at(1)).complete(by="staf", at=at(2))

        parts = stand(case).steps[1].parts
        assert [part.state for part in parts] == [DONE, CURRENT, WAITING]
        assert [part.since for part in parts] == [None, at(2), None]
        case = finished(case)
        assert [part.finished_at for part in stand(case).steps[1].parts] == [at(2), at(12), at(22)]

    def test_a_return_begins_the_turns_anew(self) -> None:
        """Whoever signed before the work was sent back has to sign again."""
        case = started(shared(Manner.IN_ORDER)).complete(by="staf", at=at(1))
        for minute, actor in enumerate(("staf", "kabag"), start=2):
            case = case.complete(by=actor, at=at(minute))
        case = case.send_back(by="karo", at=at(5)).complete(by="staf", at=at(6))

        assert [part.state for part in stand(case).steps[1].parts] == [CURRENT, AGAIN, AGAIN]


class TestOverdue:
    """A step is overdue when the most of its time standard has passed."""

    @pytest.mark.parametrize(
        ("words", "minutes"),
        [
            ("30 menit", 30),
            ("10 - 30 menit", 30),
            ("maksimal 2 jam", 120),
            ("1 hari", 1440),
            ("2 hari kerja", 2880),
            ("1 minggu", 10080),
            ("1 bulan", 43200),
            ("1 jam 30 menit", 90),
        ],
    )
    def test_without_a_calendar_time_just_passes(self, words: str, minutes: int) -> None:
        """A day of any kind is then 24 hours, a month 30 days; at the last moment it is not yet late."""
        case = started(timed(words))

        late = marks(case.sop, case, now=at(minutes) + timedelta(seconds=1)).steps[0]
        assert (late.state, late.due_at) == (OVERDUE, at(minutes))
        assert marks(case.sop, case, now=at(minutes)).steps[0].state is CURRENT

    @pytest.mark.parametrize(
        "words", ["minimal 2 jam", "sesuai kebutuhan", "5 menit per berkas", "kapan-kapan"]
    )
    def test_what_has_no_most_is_never_overdue(self, words: str) -> None:
        """An open end, a rate and words that cannot be read set no limit."""
        case = started(timed(words))

        mark = marks(case.sop, case, now=at(10**6)).steps[0]
        assert (mark.state, mark.due_at) == (CURRENT, None)

    def test_with_a_calendar_only_working_time_passes(self) -> None:
        """Two hours from Friday at three are over on Monday morning."""
        friday = datetime(2026, 1, 9, 15, tzinfo=WIB)
        case = start(timed("2 jam"), by="staf", at=friday)

        def state(now: datetime) -> StepState:
            return marks(case.sop, case, now=now, calendar=WorkCalendar()).steps[0].state

        assert state(datetime(2026, 1, 11, 12, tzinfo=WIB)) is CURRENT
        assert state(datetime(2026, 1, 12, 12, tzinfo=WIB)) is OVERDUE

    def test_without_now_nothing_is_overdue(self) -> None:
        """No clock is read: what is late is only known when the moment is handed in."""
        case = started(timed("1 menit"))

        assert states(case) == [CURRENT]
        assert stand(case).steps[0].due_at is None

    @given(st.integers(0, 10**6), st.integers(0, 10**6))
    def test_overdue_stays_overdue(self, one: int, other: int) -> None:
        """A step that is late at some moment is late at every later one."""
        earlier, later = sorted((one, other))
        case = started(timed("3 hari"))
        found = [marks(case.sop, case, now=at(now)).steps[0].state for now in (earlier, later)]

        assert found != [OVERDUE, CURRENT]


class TestRefused:
    """What does not belong together is refused."""

    def test_case_of_another_sop(self) -> None:
        """A case is drawn on its own SOP only."""
        with pytest.raises(InvalidValue, match="expected a case of this SOP, `Perbaikan Data`"):
            marks(drafting(), started(deciding()))

    def test_case_of_another_version(self) -> None:
        """A case of an SOP that was changed since is not drawn on the new one."""
        with pytest.raises(InvalidValue, match="a case of this SOP"):
            marks(replace(drafting(), version="2"), started(drafting()))

    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            (at(-1), "not before the last move"),
            (at(0).replace(tzinfo=UTC), "a time zone"),
            ("x", "a datetime"),
        ],
    )
    def test_now_that_cannot_be(self, now: datetime, expected: str) -> None:
        """Now is not before the last move, and has a time zone if the case has."""
        with pytest.raises(InvalidValue, match=expected):
            marks(drafting(), started(drafting()), now=now)
