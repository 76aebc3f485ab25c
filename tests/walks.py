"""Small procedures and walks through them, for the tests of machines and cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from sopkit.machine import Case, start
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
)
from tests.strategies import _plans, _steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MORNING = datetime(2026, 1, 5, 8)


def at(minutes: int) -> datetime:
    """Return the moment so many minutes after the morning that walks begin in."""
    return MORNING + timedelta(minutes=minutes)


def performers(*actors: str, manner: Manner = Manner.ALONE) -> Performers:
    """Return the performers of these ids."""
    return Performers(tuple(ActorId(actor) for actor in actors), manner)


def procedure(*steps: Step) -> Sop:
    """Return an SOP of these steps with the actors `staf`, `kabag` and `karo`."""
    titles = {"staf": "Staf", "kabag": "Kabag", "karo": "Karo Organisasi"}
    return Sop(
        number="1",
        title="Perbaikan Data",
        agency=("Biro Organisasi",),
        created=date(2021, 1, 4),
        effective=date(2021, 1, 4),
        approved_by=Approval("Kepala Biro"),
        actors=tuple(Actor(ActorId(actor), title) for actor, title in titles.items()),
        steps=steps,
    )


@st.composite
def procedures(draw: st.DrawFn, max_steps: int = 6) -> Sop:
    """SOPs of all sorts of flow, with plain words everywhere: what matters here is where a case can go."""
    bare = procedure()
    plan = draw(_plans(max_steps, True))
    return replace(bare, steps=draw(_steps(bare.actors, plan, st.just("Bekerja"), True)))


def drafting(*, limit: int | None = None) -> Sop:
    """Return a procedure of three steps: written, checked (and sent back at most so often), signed."""
    back = Branch(StepKey("susun"), when="ada perbaikan", label="Tidak", limit=limit)
    return procedure(
        Step(1, performers("staf"), "Menyusun konsep", id="susun"),
        Step(2, performers("kabag"), "Menelaah konsep", id="telaah", when="sudah sesuai", returns=(back,)),
        Step(3, performers("karo"), "Menandatangani", id="tanda-tangan"),
    )


def deciding() -> Sop:
    """Return a procedure whose first step decides between three ways ahead, one of them to the end."""
    ways = (
        Branch(StepKey("3"), when="mendesak", label="Segera"),
        Branch(END, when="ditolak", label="Tolak"),
    )
    return procedure(
        Step(1, performers("staf"), "Memeriksa", when="biasa", branches=ways),
        Step(2, performers("kabag"), "Menelaah"),
        Step(3, performers("karo"), "Memutuskan"),
    )


def shared(manner: Manner) -> Sop:
    """Return a procedure whose second step belongs to three actors and can send back."""
    back = Branch(StepKey("susun"), when="ada perbaikan")
    everyone = performers("staf", "kabag", "karo", manner=manner)
    return procedure(
        Step(1, performers("staf"), "Menyusun konsep", id="susun"),
        Step(2, everyone, "Membubuhkan paraf", id="paraf", returns=(back,)),
    )


def started(sop: Sop) -> Case:
    """Start a case by whoever is listed first on the first step."""
    return start(sop, by=sop.steps[0].performers.actors[0], at=MORNING)


def walk(sop: Sop, choices: Iterable[int]) -> tuple[Case, ...]:
    """Return the case after its start and after each move; a choice counts round the allowed moves."""
    cases = [started(sop)]
    for choice in choices:
        if cases[-1].finished:
            break
        cases.append(moved(cases[-1], choice))
    return tuple(cases)


def moved(case: Case, choice: int) -> Case:
    """Make one of the allowed moves, ten minutes after the last one."""
    move = case.allowed[choice % len(case.allowed)]
    by: Sequence[ActorId] = move.actors
    return case.take(move, by=by[choice % len(by)], at=case.history[-1].at + timedelta(minutes=10))


def finished(case: Case) -> Case:
    """Go on until the case ends."""
    while not case.finished:
        case = moved(case, 0)
    return case
