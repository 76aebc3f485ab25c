"""A case: who may move it, when and where to, and what it remembers."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sopkit.errors import MoveRefused
from sopkit.lang import area
from sopkit.machine import Case, Event, FixedClock, Move, MoveKind, replay, start
from sopkit.model import Manner, Step, StepKey
from tests.walks import at, deciding, drafting, finished, performers, procedure, shared, started, walk


def test_case_starts_at_the_first_step() -> None:
    """A started case stands on the first step and remembers who opened it and when."""
    case = start(drafting(), by="staf", at=at(0), person="pegawai 7")

    assert case.active == ("susun",)
    assert not case.finished
    assert case.history == (
        Event(MoveKind.START, case.history[0].by, at(0), None, StepKey("susun"), 0, "pegawai 7"),
    )


def test_completing_goes_on_until_the_end() -> None:
    """Completing each step by its actor ends the case, and an ended case has no active step."""
    case = started(drafting())

    for actor in ("staf", "kabag", "karo"):
        case = case.complete(by=actor, at=at(5))

    assert case.finished
    assert (case.active, case.allowed) == ((), ())
    assert [event.target for event in case.history] == ["susun", "telaah", "tanda-tangan", "end"]


def test_moves_leave_the_earlier_case_as_it_was() -> None:
    """A move returns a new case; the one it was made from is still where it was."""
    before = started(drafting())
    after = before.complete(by="staf", at=at(5))

    assert (before.active, after.active) == (("susun",), ("telaah",))
    assert len(before.history) == 1
    with pytest.raises(FrozenInstanceError):
        before.turn = 1  # type: ignore[misc]


@pytest.mark.parametrize("to", ["susun", "1", 1, None])
def test_sent_back_work_goes_on_from_there(to: str | int | None) -> None:
    """A return leads to its target, by id or number or as the only one, and the work goes on from there."""
    checked = started(drafting()).complete(by="staf", at=at(5))

    case = checked.send_back(to, by="kabag", at=at(9), note="angka belum cocok")

    assert case.active == ("susun",)
    assert case.history[-1] == Event(
        MoveKind.RETURN,
        case.history[-1].by,
        at(9),
        StepKey("telaah"),
        StepKey("susun"),
        note="angka belum cocok",
    )
    assert case.complete(by="staf", at=at(12)).active == ("telaah",)


def test_visits_count_arrivals() -> None:
    """The visits say how often the case came to each step, steps it never saw included."""
    case = started(drafting()).complete(by="staf", at=at(5)).send_back(by="kabag", at=at(9))

    assert case.visits == {"susun": 2, "telaah": 1, "tanda-tangan": 0}


@pytest.mark.parametrize(
    ("choice", "target"),
    [
        ({"to": "3"}, "3"),
        ({"to": 2}, "2"),
        ({"to": "selesai"}, "end"),
        ({"when": "mendesak"}, "3"),
        ({"when": "Biasa "}, "2"),
        ({"label": "tolak"}, "end"),
        ({"to": "end", "when": "ditolak", "label": "Tolak"}, "end"),
    ],
)
def test_choosing_takes_the_way_that_is_meant(choice: dict[str, str], target: str) -> None:
    """A way is chosen by its target, its condition or its label, in any letter case."""
    case = started(deciding()).choose(**choice, by="staf", at=at(5))

    assert case.history[-1].target == target


def test_allowed_lists_every_way_with_its_actors() -> None:
    """The allowed moves are going on, then branches, then returns, each with its trigger and its actors."""
    moves = started(deciding()).allowed

    assert [(move.kind, move.name, move.target, move.actors) for move in moves] == [
        ("go-on", "go_on", "2", ("staf",)),
        ("branch", "branch_to_3", "3", ("staf",)),
        ("branch", "branch_to_end", "end", ("staf",)),
    ]


def test_limit_counts_down_and_then_holds() -> None:
    """A return with a limit of two is offered twice and then no more, and going on stays possible."""
    case = started(drafting(limit=2))
    offered = []

    for _ in range(2):
        case = case.complete(by="staf", at=at(5))
        offered.append(case.allowed[-1].remaining)
        case = case.send_back(by="kabag", at=at(5))
    case = case.complete(by="staf", at=at(5))

    assert offered == [2, 1]
    assert [move.name for move in case.allowed] == ["go_on"]
    with pytest.raises(MoveRefused, match="hanya boleh ditempuh satu kasus 2 kali") as caught:
        case.send_back(by="kabag", at=at(5))
    assert caught.value.reason == "limit-reached"
    assert case.complete(by="kabag", at=at(5)).active == ("tanda-tangan",)


@pytest.mark.parametrize("manner", [Manner.TOGETHER, Manner.ANY])
@pytest.mark.parametrize("by", ["staf", "kabag", "karo"])
def test_one_of_several_actors_records_for_all(manner: Manner, by: str) -> None:
    """Where several work together, or any one of them, the record of one completes the step."""
    case = started(shared(manner)).complete(by="staf", at=at(5)).complete(by=by, at=at(9))

    assert case.finished


def test_actors_in_order_take_turns() -> None:
    """Where actors work in order, each completes a part; the case leaves the step with the last one."""
    case = started(shared(Manner.IN_ORDER)).complete(by="staf", at=at(5))
    turns = []

    for by in ("staf", "kabag"):
        case = case.complete(by=by, at=at(6))
        turns.append((case.active, case.turn, [move.actors for move in case.allowed]))

    assert turns == [(("paraf",), 1, [("kabag",)]), (("paraf",), 2, [("karo",), ("karo",)])]
    assert case.visits[StepKey("paraf")] == 1
    assert case.complete(by="karo", at=at(7)).finished
    assert case.send_back(by="karo", at=at(7)).turn == 0


def test_clock_is_asked_for_the_moment() -> None:
    """A clock may be given where a moment is asked for."""
    case = start(drafting(), by="staf", at=FixedClock(at(3)))

    assert case.complete(by="staf", at=FixedClock(at(4))).history[-1].at == at(4)


def test_clocks_set_back_do_not_stop_a_case() -> None:
    """Moments with time zones are compared as instants, whatever the clock on the wall shows."""
    west, east = timezone(timedelta(hours=7)), timezone(timedelta(hours=9))
    case = start(drafting(), by="staf", at=datetime(2026, 1, 5, 10, tzinfo=east))

    later = case.complete(by="staf", at=datetime(2026, 1, 5, 9, tzinfo=west))

    assert later.active == ("telaah",)
    with pytest.raises(MoveRefused, match="mendahului"):
        case.complete(by="staf", at=datetime(2026, 1, 5, 7, 59, tzinfo=west))


def _at_review(limit: int | None = None) -> Case:
    return started(drafting(limit=limit)).complete(by="staf", at=at(5))


REFUSALS = {
    "finished": lambda: finished(started(drafting())).complete(by="karo", at=at(99)),
    "unknown-actor": lambda: _at_review().complete(by="bupati", at=at(9)),
    "not-your-step": lambda: _at_review().complete(by="staf", at=at(9)),
    "not-your-turn": lambda: (
        started(shared(Manner.IN_ORDER)).complete(by="staf", at=at(5)).complete(by="karo", at=at(9))
    ),
    "not-last-turn": lambda: (
        started(shared(Manner.IN_ORDER)).complete(by="staf", at=at(5)).send_back(by="staf", at=at(9))
    ),
    "time-runs-backwards": lambda: _at_review().complete(by="kabag", at=at(4)),
    "time-zone-mixed": lambda: _at_review().complete(by="kabag", at=datetime(2026, 1, 6, tzinfo=UTC)),
    "no-such-return": lambda: _at_review().send_back("tanda-tangan", by="kabag", at=at(9)),
    "no-return": lambda: started(drafting()).send_back(by="staf", at=at(9)),
    "no-such-way": lambda: started(deciding()).choose(when="entah", by="staf", at=at(9)),
    "ambiguous-way": lambda: started(deciding()).choose(by="staf", at=at(9)),
    "limit-reached": lambda: (
        _at_review(limit=1)
        .send_back(by="kabag", at=at(6))
        .complete(by="staf", at=at(7))
        .send_back(by="kabag", at=at(8))
    ),
    "not-allowed-here": lambda: _at_review().take(started(drafting()).allowed[0], by="kabag", at=at(9)),
    "no-start": lambda: replay(drafting(), ()),
    "strange-event": lambda: replay(
        drafting(),
        [replace(started(drafting()).history[0], at="2026-01-05")],  # type: ignore[arg-type]  # on purpose
    ),
    "does-not-fit": lambda: replay(
        drafting(), [replace(started(drafting()).history[0], target=StepKey("telaah"))]
    ),
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_refusal_says_why_in_both_languages(reason: str) -> None:
    """Every refusal has its stable reason and full words in English and Indonesian, which is the default."""
    with pytest.raises(MoveRefused) as caught:
        REFUSALS[reason]()

    refused = caught.value
    first_words = {language: area("case", language)[reason].partition("{")[0] for language in ("en", "id")}
    assert refused.reason == reason
    assert str(refused) == refused.message("id") != refused.message("en")
    assert all(refused.message(language).startswith(words) for language, words in first_words.items())
    assert not any(mark in refused.message(language) for mark in "{}" for language in ("en", "id"))


def test_refusal_says_what_is_allowed() -> None:
    """A refusal lists the moves that are possible instead, by name and in words."""
    with pytest.raises(MoveRefused) as caught:
        _at_review().complete(by="karo", at=at(9))

    assert caught.value.allowed == ("go_on", "return_to_susun")
    assert dict(caught.value.details) == {
        "by": "karo",
        "step": "2 (`telaah`)",
        "actors": "Kabag (`kabag`)",
    }
    assert caught.value.message("en") == (
        "`karo` does not work on step 2 (`telaah`); it belongs to Kabag (`kabag`). "
        "Let one of them record the move. Allowed now, by Kabag (`kabag`): "
        "go on to step 3 (`tanda-tangan`) “sudah sesuai”; "
        "send back to step 1 (`susun`) “ada perbaikan”."
    )


def test_refusal_survives_pickling() -> None:
    """A refusal can be handed between processes with all that it holds."""
    with pytest.raises(MoveRefused) as caught:
        _at_review().complete(by="karo", at=at(9))

    copied = pickle.loads(pickle.dumps(caught.value))

    assert (copied.reason, copied.details, copied.allowed) == (
        caught.value.reason,
        caught.value.details,
        caught.value.allowed,
    )
    assert copied.message("en") == caught.value.message("en")


def test_move_kept_from_an_earlier_visit_still_counts() -> None:
    """A move handed to `take` is judged by the case, not by the `remaining` it was listed with."""
    first = _at_review(limit=1)
    back = first.allowed[-1]
    again = first.take(back, by="kabag", at=at(6)).complete(by="staf", at=at(7))

    with pytest.raises(MoveRefused, match="batas itu sudah tercapai"):
        again.take(back, by="kabag", at=at(8))


def test_move_of_ones_own_making_is_refused() -> None:
    """A move that the SOP does not have cannot be taken, however it is written."""
    forged = Move(MoveKind.BRANCH, "go_on", StepKey("telaah"), StepKey("end"), ())

    with pytest.raises(MoveRefused) as caught:
        _at_review().take(forged, by="kabag", at=at(9))

    assert caught.value.reason == "not-allowed-here"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda case: pickle.loads(pickle.dumps(case))])
def test_case_can_be_copied_and_pickled(copied: object) -> None:
    """A copied or unpickled case equals the first, hashes alike and goes on."""
    assert callable(copied)
    case = _at_review()

    other = copied(case)

    assert other == case
    assert hash(other) == hash(case)
    assert finished(other) == finished(case)


def test_case_is_told_apart_by_sop_and_history() -> None:
    """Cases are equal if their SOP and their history are."""
    assert _at_review() == _at_review()
    assert _at_review() != _at_review(limit=1)
    assert _at_review() != started(drafting()).complete(by="staf", at=at(6))


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=7))])
def test_history_goes_through_json(zone: timezone | None) -> None:
    """A history written as JSON and read again replays to the same case."""
    begun = start(drafting(), by="staf", at=at(0).replace(tzinfo=zone), person="pegawai 7")
    case = begun.complete(by="staf", at=at(1).replace(tzinfo=zone)).send_back(
        by="kabag", at=at(2).replace(tzinfo=zone), note="“kurang”"
    )

    written = json.dumps([event.as_json() for event in case.history])
    read = [Event.from_json(values) for values in json.loads(written)]

    assert replay(drafting(), read) == case


def test_cases_of_one_sop_do_not_disturb_each_other() -> None:
    """Cases that share an SOP, in several threads too, each go their own way."""
    choices = [[0, 1] * turns for turns in range(1, 17)]

    with ThreadPoolExecutor(8) as pool:
        cases = list(pool.map(lambda chosen: finished(walk(drafting(), chosen)[-1]), choices))

    assert [case.visits[StepKey("susun")] for case in cases] == list(range(2, 18))


def test_step_without_actors_moves_for_nobody() -> None:
    """A step that names no actor can be neither started nor completed."""
    with pytest.raises(MoveRefused) as caught:
        start(procedure(Step(1, performers(), "Menyusun")), by="staf", at=at(0))

    assert caught.value.reason == "not-your-step"
