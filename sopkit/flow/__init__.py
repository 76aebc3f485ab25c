"""Questions to the steps of an SOP as a graph; pure functions of the model."""

from sopkit.flow.graph import Flow, Way, WayKind

__all__ = ["Flow", "Way", "WayKind"]
