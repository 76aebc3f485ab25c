"""What an SOP with faults probably means, so that one fault is not told twice.

A broken reference makes other steps look unreachable. Before the flow is questioned, references are put right
where the intention is clear, and lead everywhere where it is not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.model import END, Branch, Sop, Step, StepKey
from sopkit.rules.likely import likely_step
from sopkit.rules.references import END_WORDS, repeated_ids, rows, step_references

if TYPE_CHECKING:
    from sopkit.findings import Finding, Pointer

__all__ = ["doubtful_rows", "opened", "turned"]

_WORDS_OF_A_STEP = frozenset(
    {"actor", "activity", "question", "inputs", "time", "outputs", "note", "when", "label"}
)
"""The keys of a step whose faults leave its ways alone."""


def doubtful_rows(sop: Sop, earlier: tuple[Finding, ...]) -> frozenset[int]:
    """Return the rows of the steps whose ways earlier errors leave in doubt; all, if the file is broken."""
    rows_in_doubt: set[int] = set()
    for finding in earlier:
        if finding.severity is Severity.ERROR:
            rows_in_doubt.update(_rows_touched(sop, finding.pointer))
    return frozenset(rows_in_doubt)


def _rows_touched(sop: Sop, pointer: Pointer) -> range:
    match pointer:
        case () | ("steps",):
            return range(len(sop.steps))
        case ("steps", int(row), str(key), *_) if key in _WORDS_OF_A_STEP:
            return range(0)
        case ("steps", int(row), *_):
            return range(row, row + 1)
        case _:
            return range(0)


def opened(sop: Sop, in_doubt: frozenset[int]) -> Sop:
    """Return the SOP with each unknown reference put right or, as each row in doubt, leading to every step.

    Of steps with the same id only the first keeps it.
    """
    meant, lost = _references(sop)
    seen: set[str] = set()
    steps = []
    for row, step in enumerate(sop.steps):
        step_id = None if step.id in seen else step.id
        seen.add(step.id or "")
        steps.append(_with_references(replace(step, id=step_id), row, meant))
    everywhere = tuple(Branch(key) for key in (*(step.key for step in steps), END))
    for row in lost | in_doubt:
        steps[row] = replace(steps[row], branches=(*steps[row].branches, *everywhere))
    return replace(sop, steps=tuple(steps))


def turned(sop: Sop) -> Sop:
    """Return the SOP with every `next` that leads back, or to its own step, as a return beside the way on."""
    places = rows(sop)
    steps = tuple(
        replace(step, next=None, returns=(*step.returns, Branch(step.next)))
        if step.next and places.get(step.next, len(sop.steps)) <= row
        else step
        for row, step in enumerate(sop.steps)
    )
    return replace(sop, steps=steps)


def _references(sop: Sop) -> tuple[dict[Pointer, StepKey], frozenset[int]]:
    """Return what the unknown references mean, and the rows of those that nothing is known of."""
    known = {step.key for step in sop.steps} | {END}
    repeated = repeated_ids(sop)
    meant: dict[Pointer, StepKey] = {}
    lost: set[int] = set()
    for reference in step_references(sop):
        if reference.target in repeated:
            lost.add(reference.row)
        elif reference.target not in known:
            likely = likely_step(sop, reference)
            if likely is None:
                lost.add(reference.row)
            else:
                meant[reference.pointer] = END if likely in END_WORDS else likely
    return meant, frozenset(lost)


def _with_references(step: Step, row: int, meant: dict[Pointer, StepKey]) -> Step:
    def put_right(key: str, branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
        return tuple(
            replace(branch, to=meant.get(("steps", row, key, index, "to"), branch.to))
            for index, branch in enumerate(branches)
        )

    return replace(
        step,
        next=meant.get(("steps", row, "next"), step.next) if step.next else None,
        branches=put_right("branches", step.branches),
        returns=put_right("returns", step.returns),
    )
