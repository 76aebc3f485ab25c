"""Another id for a step or an actor, in every place that names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.assemble.values import ID, SLUG
from sopkit.errors import SopkitError
from sopkit.findings import Span
from sopkit.lang import text
from sopkit.lsp.edits import Edit
from sopkit.lsp.names import Kind
from sopkit.nodes import Scalar
from sopkit.source.ids import as_id
from sopkit.source.keys import END_WORDS, is_extra
from sopkit.source.scalars import resolved

if TYPE_CHECKING:
    from sopkit.lsp.names import Mention, StepPlace
    from sopkit.lsp.texts import At
    from sopkit.lsp.view import View

__all__ = ["RenameRefused", "prepare", "rename"]

_RESERVED = frozenset({*END_WORDS, *END_WORDS.values()})
_PLACE = (1, 1, 1, 1)


class RenameRefused(SopkitError):
    """An id cannot be changed as was asked; `messages` pairs each language with the reason."""

    def __init__(self, name: str, /, **blanks: object) -> None:
        self.messages = {language: text(f"lsp.{name}", language, **blanks) for language in ("en", "id")}
        super().__init__(name, blanks)

    def __str__(self) -> str:
        return self.messages["en"]


def prepare(view: View, at: At) -> tuple[Span, str]:
    """Return what would be renamed at a place, and its id now. Raises RenameRefused."""
    mention = _mention(view, at)
    step = view.names.step(mention.target) if mention.kind is Kind.STEP else None
    return mention.span, (step.id if step else None) or mention.text


def rename(view: View, at: At, name: str) -> tuple[Edit, ...]:
    """Return the edits that give the step or actor named at a place another id.

    A step that had none gets one. Where a step was named by its number, it is then named by its id.

    Raises RenameRefused: nothing to rename is there, or the id is not allowed or taken.
    """
    mention = _mention(view, at)
    name = name.strip()
    if mention.kind is Kind.ACTOR:
        _check_actor(view, mention, name)
        return tuple(Edit(each.span, name) for each in view.names.same(mention))
    step = view.names.step(mention.target)
    _check_step(view, step, mention, name)
    named = tuple(Edit(each.span, name) for each in view.names.same(mention))
    return named if step is None or step.id is not None else (_new_id(view, step, name), *named)


def _mention(view: View, at: At) -> Mention:
    mention = view.names.at(at)
    if mention is None:
        raise RenameRefused("rename-nothing")
    if mention.target == "end":
        raise RenameRefused("rename-end")
    return mention


def _new_id(view: View, step: StepPlace, name: str) -> Edit:
    """Put an id in front of the first key of a step."""
    head = step.head
    line = view.lines[head.line - 1]
    inline = "{" in line[: head.column - 1]
    between = ", " if inline else "\n" + " " * (head.column - 1)
    return Edit(Span(head.line, head.column, head.line, head.column), f"id: {name}{between}")


def _check_actor(view: View, mention: Mention, name: str) -> None:
    if re.fullmatch(ID, name) is None:
        raise RenameRefused("rename-actor-shape", name=name, example=as_id(name) or "kabag")
    _check_word(name)
    if is_extra(name):
        raise RenameRefused("rename-extra", name=name)
    if name != mention.text and name in view.names.ids(Kind.ACTOR):
        raise RenameRefused("rename-taken-actor", name=name)


def _check_step(view: View, step: StepPlace | None, mention: Mention, name: str) -> None:
    if re.fullmatch(SLUG, name) is None:
        example = as_id(name).lstrip("0123456789-") or "telaah"
        raise RenameRefused("rename-step-shape", name=name, example=example)
    _check_word(name)
    if name in _RESERVED:
        raise RenameRefused("rename-reserved", name=name)
    if step is not None and step.id is not None and _is_shared(view, step.id):
        raise RenameRefused("rename-twice", name=step.id)
    if name == (step.id if step else mention.text):
        return
    taken = next((other for other in view.names.steps if other.id == name), None)
    if taken is not None:
        raise RenameRefused("rename-taken-step", name=name, number=taken.number)


def _is_shared(view: View, step_id: str) -> bool:
    return sum(other.id == step_id for other in view.names.steps) > 1


def _check_word(name: str) -> None:
    """Refuse what YAML reads as nothing when it stands without quotes."""
    if resolved(Scalar(name, _PLACE)) is None:
        raise RenameRefused("rename-empty", name=name)
