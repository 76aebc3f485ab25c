"""From a name to where it is defined, and to everywhere it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopkit.findings import Span
    from sopkit.lsp.names import Mention
    from sopkit.lsp.texts import At
    from sopkit.lsp.view import View

__all__ = ["definition", "highlights", "references"]


def definition(view: View, at: At) -> Span | None:
    """Return where the step or actor that is named at a place is defined."""
    mention = view.names.at(at)
    return view.names.definition(mention) if mention else None


def references(view: View, at: At, *, with_definition: bool = True) -> tuple[Span, ...]:
    """Return every place that names the step or actor named at a place."""
    return tuple(each.span for each in highlights(view, at) if with_definition or not each.defines)


def highlights(view: View, at: At) -> tuple[Mention, ...]:
    """Return the same places with what each does there: define or use.

    On the first key of a step without an id, the places that name it by its number.
    """
    mention = view.names.at(at)
    if mention is not None:
        return view.names.same(mention)
    step = view.names.step_at(at)
    if step is None or step.id is not None or at[0] != step.head.line:
        return ()
    return tuple(each for each in view.names.mentions if each.target == str(step.number) and _is_step(each))


def _is_step(mention: Mention) -> bool:
    return mention.kind == "step"
