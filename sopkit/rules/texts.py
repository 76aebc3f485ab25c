"""All texts of an SOP, each with the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopkit.findings import Pointer
    from sopkit.model import Sop, Step

__all__ = ["texts_of"]

_LISTS = ("agency", "legal_basis", "qualifications", "related", "equipment", "warnings", "records")
_STEP_TEXTS = ("activity", "question", "note", "when", "label")


def texts_of(sop: Sop) -> Iterator[tuple[Pointer, str]]:
    """Yield every text that people wrote, in the order of the format; ids and references are none.

    An item of a list has its position in its pointer, also where the file has one text in place of a list:
    the place of such a pointer is that of the text.
    """
    for name in ("number", "title", "version"):
        yield from _given((name,), getattr(sop, name))
    for name in ("position", "name", "nip"):
        yield from _given(("approved_by", name), getattr(sop.approved_by, name))
    for name in _LISTS:
        for index, item in enumerate(getattr(sop, name)):
            yield (name, index), item
    for index, revision in enumerate(sop.history):
        yield from _given(("history", index, "change"), revision.change)
    for actor in sop.actors:
        yield ("actors", actor.id, "title"), actor.title
        yield from _given(("actors", actor.id, "group"), actor.group)
    for row, step in enumerate(sop.steps):
        yield from _of_step(("steps", row), step)


def _of_step(at: Pointer, step: Step) -> Iterator[tuple[Pointer, str]]:
    for name in _STEP_TEXTS:
        yield from _given((*at, name), getattr(step, name))
    yield from _given((*at, "time"), step.time.text if step.time else None)
    for name in ("inputs", "outputs"):
        for index, item in enumerate(getattr(step, name)):
            yield (*at, name, index), item
    for name in ("returns", "branches"):
        for index, branch in enumerate(getattr(step, name)):
            yield from _given((*at, name, index, "when"), branch.when)
            yield from _given((*at, name, index, "label"), branch.label)


def _given(pointer: Pointer, text: str | None) -> Iterator[tuple[Pointer, str]]:
    if text is not None:
        yield pointer, text
