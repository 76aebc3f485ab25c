"""Questions to the steps of an SOP as a graph; pure functions of the model.

What only times need is fetched from its module on first use (PEP 562): checking an SOP does not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.durations import Doubt, Duration, Measure, Remark, Total
from sopkit.flow.graph import Flow, Way, WayKind

if TYPE_CHECKING:
    from sopkit.flow.chances import Expected, Spread, Variance
    from sopkit.flow.longest_case import LongestCase
    from sopkit.flow.schedule import Schedule, ScheduledStep
    from sopkit.flow.timing import ActorTime, ReturnRound, Route, StepTime, Timing
    from sopkit.flow.workload import Assumption, Omission, PositionLoad, SopLoad, Uncounted, Workload

__all__ = [
    "ActorTime",
    "Assumption",
    "Doubt",
    "Duration",
    "Expected",
    "Flow",
    "LongestCase",
    "Measure",
    "Omission",
    "PositionLoad",
    "Remark",
    "ReturnRound",
    "Route",
    "Schedule",
    "ScheduledStep",
    "SopLoad",
    "Spread",
    "StepTime",
    "Timing",
    "Total",
    "Uncounted",
    "Variance",
    "Way",
    "WayKind",
    "Workload",
]

_MODULES = {
    "ActorTime": "timing",
    "Assumption": "workload",
    "Expected": "chances",
    "LongestCase": "longest_case",
    "Omission": "workload",
    "PositionLoad": "workload",
    "ReturnRound": "timing",
    "Route": "timing",
    "Schedule": "schedule",
    "ScheduledStep": "schedule",
    "SopLoad": "workload",
    "Spread": "chances",
    "StepTime": "timing",
    "Timing": "timing",
    "Uncounted": "workload",
    "Variance": "chances",
    "Workload": "workload",
}


def __getattr__(name: str) -> object:
    """Fetch a name from its module, and keep it."""
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module `sopkit.flow` has no attribute `{name}`")
    value: object = getattr(import_module(f"sopkit.flow.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
