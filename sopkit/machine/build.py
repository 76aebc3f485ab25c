"""An SOP as a state machine; the only door to transitions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sopkit.errors import UnknownName
from sopkit.flow import Flow
from sopkit.machine.triggers import trigger_names
from sopkit.model import END

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transitions import Machine

    from sopkit.flow import Way
    from sopkit.model import Sop, StepKey

__all__ = ["Route", "build_machine", "route_of"]


class _Position:
    """The model of a shared machine: where one case stands while a trigger is fired."""

    __slots__ = ("state",)

    def __init__(self, state: StepKey) -> None:
        self.state = state


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """What all cases of one SOP share: its ways, their triggers and one machine without a model."""

    flow: Flow
    triggers: Mapping[Way, str]
    machine: Machine

    def follow(self, way: Way) -> StepKey:
        """Fire the trigger of a way at its source and return where the machine stands then."""
        position = _Position(way.source)
        self.machine.events[self.triggers[way]].trigger(position)
        return position.state


def build_machine(sop: Sop) -> Machine:
    """Build a machine of one's own from an SOP without errors.

    Its states are the keys of the steps and `end`; it begins at the first step. Triggers are `go_on`,
    `branch_to_STEP` and `return_to_STEP`. There are no automatic transitions. The machine is its own model;
    further models join with `add_model`. Limits and actors are kept by `Case`, not by the machine.

    Raises UnknownName if there is no step, or a way leads to a step that does not exist.
    """
    # `transitions` takes a few hundredths of a second to import: only those who run a procedure pay for it.
    from transitions import Machine

    flow = _checked_flow(sop)
    return _filled(Machine, flow, trigger_names(flow), Machine.self_literal)


@lru_cache(maxsize=128)
def route_of(sop: Sop) -> Route:
    """Return what all cases of an SOP share; equal SOPs share one.

    Raises UnknownName as `build_machine` does.
    """
    from transitions import Machine  # as in `build_machine`

    flow = _checked_flow(sop)
    triggers = trigger_names(flow)
    return Route(flow, triggers, _filled(Machine, flow, triggers, None))


def _checked_flow(sop: Sop) -> Flow:
    flow = Flow.of(sop)
    if not flow.keys:
        raise UnknownName("step", "1", ())
    for way in flow.ways:
        if way.target not in flow.entering:
            raise UnknownName("step", way.target, (*flow.keys, END))
    return flow


def _filled(kind: type[Machine], flow: Flow, triggers: Mapping[Way, str], model: str | None) -> Machine:
    states = [{"name": key} for key in flow.keys]
    return kind(
        model=model,
        states=[*states, {"name": END, "final": True}],
        initial=flow.keys[0],
        transitions=[[triggers[way], way.source, way.target] for way in flow.ways],
        auto_transitions=False,
        send_event=False,
    )
