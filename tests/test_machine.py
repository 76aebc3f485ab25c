"""An SOP as a state machine of the transitions package."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from sopkit.errors import UnknownName
from sopkit.flow import Flow
from sopkit.machine import build_machine, start
from sopkit.machine.triggers import trigger_names
from sopkit.model import END, Branch, Sop, Step, StepKey
from tests.walks import at, deciding, drafting, performers, procedure, procedures

if TYPE_CHECKING:
    from transitions import Machine

ROOT = Path(__file__).parents[1]


def _state(machine: Machine) -> str:
    return str(machine.get_model_state(machine).name)


def test_states_are_the_steps_and_the_end() -> None:
    """A machine's states are the keys of the steps, in their order, and the end."""
    machine = build_machine(drafting())

    assert list(machine.states) == ["susun", "telaah", "tanda-tangan", "end"]
    assert machine.states["end"].final
    assert _state(machine) == "susun"


def test_triggers_are_named_after_their_targets() -> None:
    """There is a trigger for going on and one for each target of a branch or a return, and no other."""
    assert set(build_machine(drafting()).events) == {"go_on", "return_to_susun"}
    assert set(build_machine(deciding()).events) == {"go_on", "branch_to_3", "branch_to_end"}


def test_machine_follows_its_triggers() -> None:
    """A fired trigger brings the machine to the target of its way."""
    machine = build_machine(drafting())

    walked = [machine.trigger(name) and _state(machine) for name in ("go_on", "return_to_susun", "go_on")]

    assert walked == ["telaah", "susun", "telaah"]


def test_trigger_out_of_place_is_an_error_of_transitions() -> None:
    """A trigger that does not leave the present step is refused by the machine."""
    from transitions import MachineError

    machine = build_machine(drafting())

    with pytest.raises(MachineError, match="return_to_susun"):
        machine.trigger("return_to_susun")


def test_machines_do_not_share_a_state() -> None:
    """Each machine that is built stands on its own."""
    one, other = build_machine(drafting()), build_machine(drafting())

    one.trigger("go_on")

    assert (_state(one), _state(other)) == ("telaah", "susun")


def test_own_models_join_the_machine() -> None:
    """An app's own object can be a model of the machine."""

    class Letter:
        state: str

    machine, letter = build_machine(drafting()), Letter()

    machine.add_model(letter)
    machine.events["go_on"].trigger(letter)

    assert (letter.state, _state(machine)) == ("telaah", "susun")


@pytest.mark.parametrize(
    "awkward",
    ["state", "model", "trigger", "states", "class", "initial", "to", "final", "a-b", "events", "x1"],
)
def test_awkward_ids_are_safe(awkward: str) -> None:
    """A step may bear the name of a Python keyword or of an attribute of the machine."""
    back = Branch(StepKey(awkward))
    machine = build_machine(
        procedure(
            Step(1, performers("staf"), "Menyusun", id=awkward),
            Step(2, performers("staf"), "Menelaah", returns=(back,)),
        )
    )

    machine.trigger("go_on")
    machine.trigger(f"return_to_{awkward.replace('-', '_')}")

    assert _state(machine) == awkward


def test_equal_looking_names_are_told_apart() -> None:
    """Triggers whose names would be equal end in a number, in the order of the steps."""
    twice = (Branch(StepKey("a-b")), Branch(StepKey("a-b")), Branch(StepKey("a_b")), Branch(StepKey("a-b-2")))
    sop = procedure(
        Step(1, performers("staf"), "Satu", id="a-b"),
        Step(2, performers("staf"), "Dua", id="a_b"),
        Step(3, performers("staf"), "Tiga", id="a-b-2"),
        Step(4, performers("staf"), "Empat", returns=twice),
    )

    names = trigger_names(Flow.of(sop))

    assert [names[way] for way in Flow.of(sop).leaving[StepKey("4")]] == [
        "go_on",
        "return_to_a_b",
        "return_to_a_b_3",
        "return_to_a_b_2",
        "return_to_a_b_2_2",
    ]


def test_two_hundred_steps_make_a_machine() -> None:
    """A machine of 200 steps with a return on every one goes from the first step to the end."""
    steps = (Step(n, performers("staf"), "Memeriksa", returns=(Branch(StepKey("1")),)) for n in range(1, 201))
    machine = build_machine(procedure(*steps))

    for _ in range(200):
        machine.trigger("go_on")

    assert len(machine.states) == 201
    assert _state(machine) == END


def test_way_to_nowhere_is_refused() -> None:
    """An SOP with a way to a step that does not exist makes no machine and no case."""
    sop = procedure(Step(1, performers("staf"), "Menyusun", next=StepKey("arsip")))

    with pytest.raises(UnknownName, match="no step `arsip`; known: 1, end"):
        build_machine(sop)
    with pytest.raises(UnknownName, match="arsip"):
        start(sop, by="staf", at=at(0))


def test_sop_without_steps_is_refused() -> None:
    """An SOP without a step makes no machine."""
    with pytest.raises(UnknownName, match="no step `1`"):
        build_machine(replace(drafting(), steps=()))


def test_transitions_is_imported_on_first_use() -> None:
    """Importing sopkit.machine does not load transitions; building a machine does."""
    code = (
        "import sys, sopkit.machine as m; before = 'transitions' in sys.modules\n"
        "from tests.walks import drafting; m.build_machine(drafting())\n"
        "print(before, 'transitions' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert answer.stdout.split() == ["False", "True"]


class TestTriggers:
    """Laws of the triggers of any SOP."""

    @given(sop=procedures(max_steps=8))
    def test_every_way_has_its_own_trigger_at_its_step(self, sop: Sop) -> None:
        """The ways out of one step bear different names, each a Python name."""
        flow = Flow.of(sop)
        names = trigger_names(flow)

        for ways in flow.leaving.values():
            leaving = [names[way] for way in ways]
            assert len(set(leaving)) == len(leaving)
            assert all(name.isidentifier() for name in leaving)

    @given(sop=procedures(max_steps=8))
    def test_machine_has_exactly_the_ways_of_the_sop(self, sop: Sop) -> None:
        """The machine's transitions are the next steps, branches and returns of the SOP, once each."""
        machine = build_machine(sop)

        made = sorted((each.source, each.dest) for each in machine.get_transitions())

        assert made == sorted(_stated_ways(sop))


def _stated_ways(sop: Sop) -> list[tuple[str, str]]:
    following = [*(step.key for step in sop.steps[1:]), END]
    return [
        (step.key, target)
        for step, after in zip(sop.steps, following, strict=True)
        for target in (step.next or after, *(branch.to for branch in (*step.branches, *step.returns)))
    ]
