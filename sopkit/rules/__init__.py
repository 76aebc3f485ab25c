"""Rules over the model of an SOP: a module and a card of one name, `unused_actor.py` and `unused_actor.yaml`.

A rule module has one of these functions:

- `check(sop, flow)` yields a `Spot` for each place where it speaks; the module may say in `VIEW` which flow
  it wants to see;
- `check_by(sop, flow, options)` does the same and measures by what an office has set;
- `check_folder(library, options)` sees all SOPs of a folder, and yields a `FolderSpot` for each place.

Cards without a module belong to what the reader finds before the rules run.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING

from sopkit.findings import Finding, Severity
from sopkit.flow import Flow
from sopkit.resources import package_file
from sopkit.rules.cards import card
from sopkit.rules.library import Library
from sopkit.rules.meaning import doubtful_rows, opened, turned
from sopkit.rules.options import Options
from sopkit.rules.spot import FlowView, FolderSpot, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from sopkit.findings import Pointer
    from sopkit.model import Sop

__all__ = ["FolderRule", "Library", "Options", "Rule", "folder_rules", "rules", "run", "run_folder"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the name that it shares with its card, and what it does."""

    name: str
    check: Callable[[Sop, Flow, Options], Iterator[Spot]]
    view: FlowView
    measures: bool = False
    """Whether it measures by what an office has set."""


@dataclass(frozen=True, slots=True)
class FolderRule:
    """A rule that sees all SOPs of a folder."""

    name: str
    check: Callable[[Library, Options], Iterator[FolderSpot]]


_DEFAULTS = Options()
_LEFT_TO_FILL = "left-to-fill"


def run(sop: Sop, earlier: tuple[Finding, ...], options: Options = _DEFAULTS) -> tuple[Finding, ...]:
    """Return what the rules find, rule by rule.

    `earlier` holds the findings of reading: where one of them is an error, the rules say nothing of the same
    value, what holds it or what it holds, nor what would only follow from it.
    """
    broken = tuple(finding.pointer for finding in earlier if finding.severity is Severity.ERROR)
    flows = _flows(sop, doubtful_rows(sop, earlier))
    found = tuple(
        _finding(rule.name, spot)
        for rule in rules()
        for spot in rule.check(sop, flows[rule.view], options)
        if not any(_overlap(spot.pointer, pointer) for pointer in broken)
    )
    return _without_the_unfinished(found)


def _without_the_unfinished(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out what is said of the words of texts that are still to be filled in."""
    unfinished = {finding.pointer for finding in found if finding.name == _LEFT_TO_FILL}
    if not unfinished:
        return found
    return tuple(
        finding for finding in found if finding.name == _LEFT_TO_FILL or finding.pointer not in unfinished
    )


def run_folder(library: Library, options: Options = _DEFAULTS) -> tuple[tuple[Finding, FolderSpot], ...]:
    """Return what the rules find that see all SOPs of a folder, rule by rule, each with its spot."""
    return tuple(
        (_finding(rule.name, spot.spot), spot)
        for rule in folder_rules()
        for spot in rule.check(library, options)
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules over one SOP, by name."""
    return tuple(_rule(module) for module in _modules() if not hasattr(module, "check_folder"))


@cache
def folder_rules() -> tuple[FolderRule, ...]:
    """Return all rules over the SOPs of a folder, by name."""
    return tuple(
        FolderRule(_name(module), module.check_folder)
        for module in _modules()
        if hasattr(module, "check_folder")
    )


@cache
def _modules() -> tuple[ModuleType, ...]:
    names = sorted(each.name for each in pkgutil.iter_modules(__path__))
    return tuple(
        import_module(f"{__name__}.{name}")
        for name in names
        if package_file("rules", f"{name}.yaml").is_file()
    )


def _rule(module: ModuleType) -> Rule:
    view = getattr(module, "VIEW", FlowView.WRITTEN)
    measured = getattr(module, "check_by", None)
    check = measured or partial(_unmeasured, module.check)
    return Rule(_name(module), check, view, measures=measured is not None)


def _unmeasured(
    check: Callable[[Sop, Flow], Iterator[Spot]], sop: Sop, flow: Flow, _: Options
) -> Iterator[Spot]:
    return check(sop, flow)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", "-")


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
        code=of.code,
        name=of.name,
        severity=of.severity,
        pointer=spot.pointer,
        part=spot.part,
        details=spot.details,
        suggestion=spot.suggestion,
        related=spot.related,
        words=spot.words,
        fix=spot.fix,
        fix_in_doubt=spot.fix_in_doubt,
    )


def _overlap(pointer: Pointer, other: Pointer) -> bool:
    """Whether one of the two holds the other; the root holds everything and does not count."""
    shared = min(len(pointer), len(other))
    return shared > 0 and pointer[:shared] == other[:shared]
