"""Standard operating procedures as code: read, check, run, time and draw them.

The public names are those of `__all__`; each is fetched from its module on first use (PEP 562), so that
`import sopkit` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.calendar import WorkCalendar
    from sopkit.chart import digraph, draw
    from sopkit.chart.form import form
    from sopkit.document import check, load, loads
    from sopkit.errors import InvalidSop, SopkitError
    from sopkit.findings import Finding, Severity
    from sopkit.flow.schedule import schedule
    from sopkit.flow.timing import Timing, timing
    from sopkit.flow.workload import workload
    from sopkit.machine import Case, build_machine, start
    from sopkit.model import Sop
    from sopkit.report import describe
    from sopkit.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Finding",
    "InvalidSop",
    "Settings",
    "Severity",
    "Sop",
    "SopkitError",
    "Timing",
    "WorkCalendar",
    "build_machine",
    "check",
    "describe",
    "digraph",
    "draw",
    "form",
    "load",
    "loads",
    "schedule",
    "start",
    "timing",
    "workload",
]

_MODULES = {
    "Case": "sopkit.machine",
    "Finding": "sopkit.findings",
    "InvalidSop": "sopkit.errors",
    "Settings": "sopkit.settings",
    "Severity": "sopkit.findings",
    "Sop": "sopkit.model",
    "SopkitError": "sopkit.errors",
    "Timing": "sopkit.flow.timing",
    "WorkCalendar": "sopkit.calendar",
    "build_machine": "sopkit.machine",
    "check": "sopkit.document",
    "describe": "sopkit.report",
    "digraph": "sopkit.chart",
    "draw": "sopkit.chart",
    "form": "sopkit.chart.form",
    "load": "sopkit.document",
    "loads": "sopkit.document",
    "schedule": "sopkit.flow.schedule",
    "start": "sopkit.machine",
    "timing": "sopkit.flow.timing",
    "workload": "sopkit.flow.workload",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its module, and keep it."""
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module `sopkit` has no attribute `{name}`")
    value: object = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what is public, whether it is fetched yet or not."""
    return sorted({*globals(), *__all__})
