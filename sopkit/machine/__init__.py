"""Running an SOP: as a state machine, and as cases that remember who did what when."""

from sopkit.machine.build import build_machine
from sopkit.machine.case import Case, replay, start
from sopkit.machine.clock import Clock, FixedClock
from sopkit.machine.events import Event, Move, MoveKind
from sopkit.machine.times import standard_time

__all__ = [
    "Case",
    "Clock",
    "Event",
    "FixedClock",
    "Move",
    "MoveKind",
    "build_machine",
    "replay",
    "standard_time",
    "start",
]
