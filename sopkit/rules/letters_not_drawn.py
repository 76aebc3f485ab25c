"""Finds letters that the drawing's own font does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.layout.metrics import has_letter
from sopkit.rules.spot import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.flow import Flow
    from sopkit.model import Branch, Sop, Step

__all__ = ["check"]

_MOST_SHOWN = 5
_LISTS = ("agency", "legal_basis", "qualifications", "related", "equipment", "warnings", "records")


def check(sop: Sop, flow: Flow) -> Iterator[Spot]:
    """Yield each text of the form with letters that PNG and PDF show as boxes."""
    for pointer, text in (*_identity_texts(sop), *_drawn_texts(sop)):
        missing = [letter for letter in dict.fromkeys(text) if not has_letter(letter)]
        if missing:
            yield Spot(pointer, (("letters", " ".join(missing[:_MOST_SHOWN])),))


def _identity_texts(sop: Sop) -> Iterator[tuple[Pointer, str]]:
    yield ("number",), sop.number
    yield ("title",), sop.title
    for key in ("position", "name", "nip"):
        yield ("approved_by", key), getattr(sop.approved_by, key) or ""
    for key in _LISTS:
        for index, text in enumerate(getattr(sop, key)):
            yield (key, index), text


def _drawn_texts(sop: Sop) -> Iterator[tuple[Pointer, str]]:
    for actor in sop.actors:
        yield ("actors", actor.id), f"{actor.title} {actor.group or ''}"
    for index, column in enumerate(sop.form.columns):
        yield ("form", "columns", index), column.title or ""
    for row, step in enumerate(sop.steps):
        for key, text in _texts_of(step):
            yield ("steps", row, key), text
        for key, branches in (("returns", step.returns), ("branches", step.branches)):
            for index, branch in enumerate(branches):
                yield ("steps", row, key, index), _words_of(branch)


def _texts_of(step: Step) -> Iterator[tuple[str, str]]:
    yield "activity", step.activity
    yield "inputs", " ".join(step.inputs)
    yield "time", step.time.text if step.time else ""
    yield "outputs", " ".join(step.outputs)
    yield "note", step.note or ""
    yield "when", step.when or ""
    yield "label", step.label or ""


def _words_of(branch: Branch) -> str:
    return f"{branch.when or ''} {branch.label or ''}"
