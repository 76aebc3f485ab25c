"""Rules over the model of an SOP: a module and a card of one name, `unused_actor.py` and `unused_actor.yaml`.

A rule module has a function `check(sop, flow)` that yields a `Spot` for each place where it speaks, and may
say in `VIEW` which flow it wants to see. Cards without a module belong to what the reader finds before the
rules run.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sopkit.findings import Finding, Severity
from sopkit.flow import Flow
from sopkit.resources import package_file
from sopkit.rules.cards import card
from sopkit.rules.meaning import doubtful_rows, opened, turned
from sopkit.rules.spot import FlowView, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop

__all__ = ["Rule", "rules", "run"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the name that it shares with its card, and what it does."""

    name: str
    check: Callable[[Sop, Flow], Iterator[Spot]]
    view: FlowView


def run(sop: Sop, earlier: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what the rules find, rule by rule.

    `earlier` holds the findings of reading: where one of them is an error, the rules say nothing of the same
    value, what holds it or what it holds, nor what would only follow from it.
    """
    broken = tuple(finding.pointer for finding in earlier if finding.severity is Severity.ERROR)
    flows = _flows(sop, doubtful_rows(sop, earlier))
    return tuple(
        _finding(rule.name, spot)
        for rule in rules()
        for spot in rule.check(sop, flows[rule.view])
        if not any(_overlap(spot.pointer, pointer) for pointer in broken)
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by name."""
    modules = (each.name for each in pkgutil.iter_modules(__path__))
    return tuple(_rule(name) for name in sorted(modules) if package_file("rules", f"{name}.yaml").is_file())


def _rule(module_name: str) -> Rule:
    module = import_module(f"{__name__}.{module_name}")
    view = getattr(module, "VIEW", FlowView.WRITTEN)
    return Rule(module_name.replace("_", "-"), module.check, view)


def _flows(sop: Sop, in_doubt: frozenset[int]) -> dict[FlowView, Flow]:
    open_sop = opened(sop, in_doubt)
    return {
        FlowView.WRITTEN: Flow.of(sop),
        FlowView.OPEN: Flow.of(open_sop),
        FlowView.MEANT: Flow.of(turned(open_sop)),
    }


def _finding(name: str, spot: Spot) -> Finding:
    of = card(name)
    return Finding(
        of.code, of.name, of.severity, spot.pointer, spot.part, spot.details, spot.suggestion, spot.related
    )


def _overlap(pointer: Pointer, other: Pointer) -> bool:
    """Whether one of the two holds the other; the root holds everything and does not count."""
    shared = min(len(pointer), len(other))
    return shared > 0 and pointer[:shared] == other[:shared]
