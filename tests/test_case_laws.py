"""Laws of the walks that cases make, over generated SOPs."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sopkit.errors import MoveRefused
from sopkit.machine import Case, Event, Move, MoveKind, build_machine, replay
from sopkit.model import END, Branch, Manner, Sop, Step, StepKey
from tests.strategies import minute_times
from tests.walks import finished, moved, performers, procedure, procedures, started, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

PROCEDURES = procedures()
CHOICES = st.lists(st.integers(0, 11), max_size=30)

Place = tuple[MoveKind, StepKey | None, int]
"""Which way an event or a move takes: its kind, the step it leaves and which of the step's ways it is."""


@st.composite
def straight_sops(draw: st.DrawFn) -> Sop:
    """SOPs whose steps follow one another, with returns only, and a time in minutes on every step."""
    sop = draw(PROCEDURES)
    minutes = [draw(minute_times()) for _ in sop.steps]
    steps = (
        replace(step, next=None, branches=(), time=time)
        for step, time in zip(sop.steps, minutes, strict=True)
    )
    return replace(sop, steps=tuple(steps))


def ways(sop: Sop, step: Step) -> Iterator[tuple[MoveKind, int, StepKey, int | None]]:
    """Read the ways out of a step from the SOP itself: kind, index, target and limit."""
    after = sop.steps[step.number].key if step.number < len(sop.steps) else END
    yield MoveKind.GO_ON, 0, step.next or after, None
    for kind, branches in ((MoveKind.BRANCH, step.branches), (MoveKind.RETURN, step.returns)):
        for index, branch in enumerate(branches):
            yield kind, index, branch.to, branch.limit


def every_move(sop: Sop) -> Iterator[Move]:
    """Write down every move that anyone might try, whether the SOP has it or not."""
    for step in sop.steps:
        for kind in MoveKind:
            for index in range(4):
                yield Move(kind, "", step.key, END, (), index)


def place(event: Event | Move) -> Place:
    """Return what says which way an event or a move takes."""
    return event.kind, event.source, event.index


class TestWalks:
    """Work that is sent back goes on from the step it was sent to, by the ordinary way."""

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_walk_stays_on_a_step_or_an_end(self, sop: Sop, choices: list[int]) -> None:
        """After any allowed moves a case stands on one step of the SOP, or it is finished."""
        keys = {step.key for step in sop.steps}

        for case in walk(sop, choices):
            assert case.finished == (case.history[-1].target == END)
            assert case.finished == (not case.allowed)
            assert len(case.active) == (0 if case.finished else 1)
            assert set(case.active) <= keys

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_going_on_reaches_the_end(self, sop: Sop, choices: list[int]) -> None:
        """After any moves, any number of returns among them, going on comes to the end."""
        case = walk(sop, choices)[-1]
        left = sum(len(step.performers.actors) for step in sop.steps)

        for _ in range(left):
            if not case.finished:
                by = case.allowed[0].actors[0]
                case = case.complete(by=by, at=case.history[-1].at)

        assert case.finished

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_every_move_follows_the_sop(self, sop: Sop, choices: list[int]) -> None:
        """Each event goes from where the case stood to where the SOP's way leads."""
        stated: dict[Place, StepKey] = {
            (kind, step.key, index): target
            for step in sop.steps
            for kind, index, target, _ in ways(sop, step)
        }

        for before, after in pairwise(walk(sop, choices)):
            event = after.history[-1]
            assert event.source == before.active[0]
            if event.kind is MoveKind.HAND_OVER:
                assert (event.target, after.turn) == (event.source, before.turn + 1)
            else:
                assert (event.target, after.turn) == (stated[place(event)], 0)
                assert after.active == (() if event.target == END else (event.target,))

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_limit_is_never_exceeded(self, sop: Sop, choices: list[int]) -> None:
        """No case takes a return more often than its limit, and what remains is what it has not taken."""
        limits: dict[Place, int | None] = {
            (kind, step.key, index): limit for step in sop.steps for kind, index, _, limit in ways(sop, step)
        }

        for case in walk(sop, choices):
            taken = Counter(place(event) for event in case.history)
            bounded = {way: limit for way, limit in limits.items() if limit is not None}
            assert all(taken[way] <= limit for way, limit in bounded.items())
            for move in case.allowed:
                limit = bounded.get(place(move))
                assert move.remaining == (None if limit is None else limit - taken[place(move)])

    @given(sop=straight_sops())
    def test_insisting_on_a_return_ends_at_its_limit(self, sop: Sop) -> None:
        """Who sends back wherever the limit lets them does so exactly as often as the limit says."""
        case = started(sop)
        refused: set[Place] = set()

        while not case.finished:
            assert len(case.history) < 2000, "a limit does not hold"
            step = sop.step(case.active[0])
            limited = [(index, one) for index, one in enumerate(step.returns) if one.limit is not None]
            back = [Move(MoveKind.RETURN, "", step.key, one.to, (), index) for index, one in limited]
            moves = [*(move for move in back if place(move) not in refused), case.allowed[0]]
            by = case.allowed[0].actors[0]
            if _is_taken(case, moves[0], by):
                case = case.take(moves[0], by=by, at=case.history[-1].at)
            elif case.allowed[0].kind is MoveKind.HAND_OVER:
                case = moved(case, 0)
            else:
                refused.add(place(moves[0]))

        taken = Counter(place(event) for event in case.history)
        for step in sop.steps:
            for index, branch in enumerate(step.returns):
                assert taken[MoveKind.RETURN, step.key, index] == (branch.limit or 0)

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_only_actors_of_the_step_act(self, sop: Sop, choices: list[int]) -> None:
        """Every event is by an actor of the step it leaves, in order where the step says so."""
        for before, after in pairwise(walk(sop, choices)):
            event = after.history[-1]
            performers = sop.step(before.active[0]).performers
            assert event.by in performers.actors
            if performers.manner is Manner.IN_ORDER:
                assert event.by == performers.actors[before.turn]


class TestReturns:
    """A return from step s to step t makes the case walk the rows from t to s once more."""

    @given(sop=straight_sops(), choices=CHOICES)
    def test_visits_are_what_the_returns_predict(self, sop: Sop, choices: list[int]) -> None:
        """Each step is visited once, and once more for each return taken that spans its row."""
        case = finished(walk(sop, choices)[-1])
        row = {step.key: step.number for step in sop.steps}
        spans = [
            (row[event.target], row[event.source])
            for event in case.history
            if event.kind is MoveKind.RETURN and event.source is not None
        ]

        predicted = {
            step.key: 1 + sum(first <= step.number <= last for first, last in spans) for step in sop.steps
        }

        assert case.visits == predicted

    @given(sop=straight_sops(), choices=CHOICES)
    def test_returns_of_a_case_lie_between_its_start_and_its_place(
        self, sop: Sop, choices: list[int]
    ) -> None:
        """At any moment a case has gone as many rows ahead as its place, plus the rows it was sent back."""
        row = {step.key: step.number for step in sop.steps} | {END: len(sop.steps) + 1}

        for case in walk(sop, choices):
            ahead = sum(event.kind is MoveKind.GO_ON for event in case.history)
            back = sum(
                row[event.source] - row[event.target]
                for event in case.history
                if event.kind is MoveKind.RETURN and event.source is not None
            )
            assert row[case.history[-1].target] == 1 + ahead - back


class TestMachine:
    """A case and a machine of the same SOP make the same moves."""

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_machine_and_case_agree(self, sop: Sop, choices: list[int]) -> None:
        """Wherever a case may go the machine can go, by the trigger that the move names, to the same step."""
        machine = build_machine(sop)

        for before, after in pairwise(walk(sop, choices)):
            names = {move.name for move in before.allowed}
            state = machine.get_model_state(machine).name
            assert state == before.active[0]
            if after.history[-1].kind is not MoveKind.HAND_OVER:
                assert names <= set(machine.get_triggers(state))
                move = next(m for m in before.allowed if place(m) == place(after.history[-1]))
                machine.trigger(move.name)
            assert machine.get_model_state(machine).name == after.history[-1].target

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_case_offers_all_that_the_machine_can(self, sop: Sop, choices: list[int]) -> None:
        """Where the last actor of a step is at work, only exhausted ways are kept from it."""
        machine = build_machine(sop)

        for case in walk(sop, choices):
            performers = None if case.finished else sop.step(case.active[0]).performers
            in_turn = performers and performers.manner is Manner.IN_ORDER
            if performers is None or (in_turn and case.turn < len(performers.actors) - 1):
                continue
            taken = Counter(place(event) for event in case.history)
            step = sop.step(case.active[0])
            exhausted = sum(
                taken[kind, step.key, index] == limit for kind, index, _, limit in ways(sop, step)
            )
            assert len(case.allowed) == len(machine.get_triggers(step.key)) - exhausted


class TestReplay:
    """A history is all that a case is made of."""

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_replaying_a_history_gives_the_case(self, sop: Sop, choices: list[int]) -> None:
        """Replaying a case's own history gives an equal case."""
        case = walk(sop, choices)[-1]

        assert replay(sop, case.history) == case

    @given(sop=PROCEDURES, choices=CHOICES)
    def test_histories_go_through_json_and_pickle(self, sop: Sop, choices: list[int]) -> None:
        """A case comes back equal from pickle, and each of its events from JSON."""
        case = walk(sop, choices)[-1]

        assert pickle.loads(pickle.dumps(case)) == case
        for event in case.history:
            assert Event.from_json(json.loads(json.dumps(event.as_json()))) == event


class TestRefusals:
    """What is not allowed is refused, and a refused case is where it was."""

    @given(sop=PROCEDURES, choices=st.lists(st.integers(0, 11), max_size=8))
    def test_moves_that_are_not_allowed_are_refused(self, sop: Sop, choices: list[int]) -> None:
        """Of all moves and actors that one might try, exactly the allowed ones are taken."""
        case = walk(sop, choices)[-1]
        allowed = {(*place(move), actor) for move in case.allowed for actor in move.actors}
        before = pickle.dumps((case.history, case.active, case.turn))

        taken = {
            (*place(move), actor.id)
            for move in every_move(sop)
            for actor in sop.actors
            if _is_taken(case, move, actor.id)
        }

        assert taken == allowed
        assert pickle.dumps((case.history, case.active, case.turn)) == before

    @given(sop=PROCEDURES, choices=CHOICES, target=st.sampled_from(["entah", "99", "end", "selesai"]))
    def test_work_is_never_sent_back_to_what_is_no_step(
        self, sop: Sop, choices: list[int], target: str
    ) -> None:
        """No actor can send a case back to a step that does not exist, or to the end."""
        case = walk(sop, choices)[-1]
        assume(not case.finished)

        for actor in sop.actors:
            with pytest.raises(MoveRefused):
                case.send_back(target, by=actor.id, at=case.history[-1].at)


def _is_taken(case: Case, move: Move, by: str) -> bool:
    try:
        after = case.take(move, by=by, at=case.history[-1].at)
    except MoveRefused:
        return False
    assert after.history[:-1] == case.history
    return True


def test_straight_walk_with_a_return_visits_the_span_again() -> None:
    """Returning from row 3 to row 2 visits rows 2 and 3 once more."""
    back = Branch(StepKey("2"))
    sop = procedure(
        *(Step(n, performers("staf"), "Bekerja", returns=(back,) if n == 3 else ()) for n in (1, 2, 3, 4))
    )

    case = finished(walk(sop, [0, 0, 1])[-1])

    assert case.visits == {"1": 1, "2": 2, "3": 2, "4": 1}
    assert started(sop).visits == {"1": 1, "2": 0, "3": 0, "4": 0}
