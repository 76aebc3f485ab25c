"""The options of a block, lines of YAML below its SOP."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.nodes import Mapping, Scalar, Sequence, compose

if TYPE_CHECKING:
    from sopkit.nodes import Node

__all__ = ["KINDS", "InvalidOptions", "Options", "read_options"]

PARTS: Final = ("identity", "flowchart", "steps", "times")
KINDS: Final = {
    "": ("caption", "parts"),
    "flowchart": ("caption", "links"),
    "steps": ("caption",),
    "times": ("caption",),
    "identity": ("caption",),
    "index": ("folder",),
    "page": (),
}
"""What there is after `sop-`, and the options of each."""


class InvalidOptions(Exception):
    """Options that a block does not have; `words` say it in the language that was asked for."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Options:
    """What the lines below an SOP say."""

    caption: str | None = None
    parts: tuple[str, ...] = PARTS
    links: bool = True
    """Whether the symbols of a flowchart lead to the rows of the steps, if these stand on the page."""
    folder: str = ""


def read_options(kind: str, written: str, language: str) -> Options:
    """Return the options of a block. Raises InvalidOptions: there are no such options, or values."""
    if not written.strip():
        return Options()
    composed = compose(written)
    if composed.broken or composed.faults or not isinstance(composed.root, Mapping | None):
        raise InvalidOptions(text("mkdocs.options-unreadable", language))
    found = Options()
    for key, node in _items(composed.root):
        if key not in KINDS[kind]:
            known = ", ".join(f"`{each}`" for each in KINDS[kind]) or "-"
            raise InvalidOptions(text("mkdocs.option-unknown", language, option=key, known=known))
        found = _with(found, key, node, language)
    return found


def _items(root: Mapping | None) -> list[tuple[str, Node]]:
    entries = root.entries if root else ()
    return [(entry.key.text, entry.value) for entry in entries]


def _with(options: Options, key: str, node: Node, language: str) -> Options:
    words = _words(node)
    match key:
        case "caption" if isinstance(node, Scalar):
            return replace(options, caption=node.text)
        case "folder" if isinstance(node, Scalar):
            return replace(options, folder=node.text)
        case "links" if words in (("yes",), ("no",), ("true",), ("false",)):
            return replace(options, links=words in (("yes",), ("true",)))
        case "parts" if words and set(words) <= set(PARTS):
            return replace(options, parts=words)
    expected = {"links": "`yes`, `no`", "parts": ", ".join(f"`{part}`" for part in PARTS)}.get(
        key, text("mkdocs.words", language)
    )
    raise InvalidOptions(text("mkdocs.option-value", language, option=key, expected=expected))


def _words(node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    if isinstance(node, Sequence):
        return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return ()
