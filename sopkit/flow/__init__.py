"""Questions to the steps of an SOP as a graph; pure functions of the model."""

from sopkit.flow.durations import Doubt, Duration, Measure, Remark, Total
from sopkit.flow.graph import Flow, Way, WayKind
from sopkit.flow.timing import ActorTime, ReturnRound, Route, StepTime, Timing

__all__ = [
    "ActorTime",
    "Doubt",
    "Duration",
    "Flow",
    "Measure",
    "Remark",
    "ReturnRound",
    "Route",
    "StepTime",
    "Timing",
    "Total",
    "Way",
    "WayKind",
]
