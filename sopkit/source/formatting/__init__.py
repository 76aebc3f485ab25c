"""One layout for every SOP: the same keys, texts and comments, written in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.nodes import Mapping
from sopkit.source.formatting.emit import laid_out
from sopkit.source.formatting.parts import parts_of
from sopkit.source.formatting.same import same_values
from sopkit.source.reader import read_nodes
from sopkit.source.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sopkit.findings import Finding
    from sopkit.source.formatting.parts import Parts

__all__ = ["FormattingFailed", "format_text", "hindrances"]

_FIRST_RULE = "SOP200"
"""Codes below it are faults of the text and its keys; from it on, rules speak of what the SOP says."""


class FormattingFailed(RuntimeError):
    """The layout of a text would not say what the text says; a fault of ours, not of its author."""


def hindrances(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with which a file is neither formatted nor translated.

    They are the errors of the text, its keys and its values. What a rule says of the procedure itself, such
    as a step that nothing leads to, does not hinder.
    """
    return tuple(each for each in findings if each.severity is Severity.ERROR and each.code < _FIRST_RULE)


def format_text(text: str) -> str:
    """Return a text in the canonical layout; one that cannot be read without a doubt is returned as it is.

    Values and comments stay; a byte order mark stays, and so do the line breaks that most lines have.

    Raises FormattingFailed if the result would not say the same, which would be a fault of ours.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    before = _parts(decode(text.encode("utf-8", "surrogatepass")).text)
    if before is None or not before.root.members:
        return text
    written = laid_out(before)
    if not _same(before, written):
        written = laid_out(before, sorts=False)  # an alias would stand above what it names
        if not _same(before, written):
            raise FormattingFailed
    return mark + written.replace("\n", _line_break(text))


def _same(before: Parts, written: str) -> bool:
    """Whether a text says the same as a document, with the same comments."""
    after = _parts(written)
    return (
        after is not None and same_values(before.root.node, after.root.node) and _told(before) == _told(after)
    )


def _parts(text: str) -> Parts | None:
    """Return a document in its parts, None where the reader would find a fault in its YAML."""
    reading = read_nodes(text)
    if hindrances(reading.findings) or not isinstance(reading.root, Mapping):
        return None
    return parts_of(text, reading.root)


def _told(parts: Parts) -> list[str]:
    """Return the comments of a document, in an order that does not depend on that of its keys."""
    return sorted(note.text for note in parts.notes)


def _line_break(text: str) -> str:
    windows = text.count("\r\n")
    return "\r\n" if 2 * windows > text.count("\n") else "\n"
