"""Findings and times for a reader: as text, as JSON, as an explanation."""

from sopkit.report.explain import explain
from sopkit.report.wording import Message, describe, message

__all__ = ["Message", "describe", "explain", "message"]
