"""What is known of a text while it is written, however broken: its nodes, and who is named where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.assemble import assemble
from sopkit.lsp.names import Names, names_of
from sopkit.nodes import Mapping
from sopkit.source.canonical import canonical
from sopkit.source.reader import read_nodes
from sopkit.source.text import decode

if TYPE_CHECKING:
    from sopkit.model import Sop

__all__ = ["View", "view_of"]


@dataclass(frozen=True, slots=True)
class View:
    """A text as it could be read."""

    lines: tuple[str, ...]
    vocabulary: str
    """`en` or `id`: the keys that the file uses."""
    root: Mapping
    """Under canonical keys, each at its author's place."""
    sop: Sop
    """As far as it could be read; what is missing has placeholders."""
    names: Names


def view_of(text: str) -> View | None:
    """Return what is known of a text; None if it holds no keys at all. Never raises."""
    source = decode(text.encode("utf-8", "replace"))
    root = read_nodes(source.text).root
    if not isinstance(root, Mapping):
        return None
    document = canonical(root)
    lines = tuple(source.text.split("\n"))
    sop = assemble(document.root, document.vocabulary).sop
    return View(lines, document.vocabulary, document.root, sop, names_of(document.root, lines))
