"""Changes of a text as an editor makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.findings import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Edit", "applied", "between"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words in place of those of a span; an empty span is a place where words are added."""

    span: Span
    words: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text, with line feeds as line breaks, after edits that do not overlap."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        span = edit.span
        before = lines[span.line - 1][: span.column - 1]
        after = lines[span.end_line - 1][span.end_column - 1 :]
        lines[span.line - 1 : span.end_line] = (before + edit.words + after).split("\n")
    return "\n".join(lines)


def between(old: Sequence[str], new: Sequence[str]) -> Edit | None:
    """Return the one edit of whole lines that makes the new lines of the old; None if they are equal."""
    if list(old) == list(new):
        return None
    shared = min(len(old), len(new))
    start = next((index for index in range(shared) if old[index] != new[index]), shared)
    end = next(
        (index for index in range(shared - start) if old[-1 - index] != new[-1 - index]), shared - start
    )
    if start == len(old):
        last = old[-1]
        return Edit(Span(start, len(last) + 1, start, len(last) + 1), "\n" + "\n".join(new[start:]))
    words = "\n".join(new[start : len(new) - end])
    if end:
        span = Span(start + 1, 1, len(old) - end + 1, 1)
        return Edit(span, words + "\n" if len(new) - end > start else "")
    if len(new) == start and start:  # lines at the end are gone, and so is the break before them
        return Edit(Span(start, len(old[start - 1]) + 1, len(old), len(old[-1]) + 1), "")
    return Edit(Span(start + 1, 1, len(old), len(old[-1]) + 1), words)
