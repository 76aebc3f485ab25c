"""Changes of an SOP as edits of its text, which keep its comments, its layout and its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from sopkit.findings import ChangeLines, RenameKey, Reword, Span
from sopkit.source.keys import place_of, spelling
from sopkit.source.sheet import Impossible, Sheet, TextEdit
from sopkit.source.sheet_parts import changed_parts
from sopkit.source.sheet_words import renamed, reworded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sopkit.findings import Change
    from sopkit.nodes import Mapping

__all__ = ["Sheet", "TextEdit", "apply", "edits_of", "sheet_of", "with_edits"]

_LINE_BREAK = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"


def apply(text: str, root: Mapping, vocabulary: str, changes: Sequence[Change]) -> str | None:
    """Return a text with changes of its SOP, None where one of them cannot be made.

    `root` holds the nodes of the text under canonical keys, as `canonical` returns them, and `vocabulary` is
    the one that new keys are written in. Line breaks and a byte order mark may be of any sort and stay; new
    lines end as most lines of the text do. Comments stay, but for those on lines or in brackets that go.
    """
    edits = edits_of(sheet_of(text, root, vocabulary), changes)
    return None if edits is None else with_edits(text, edits)


def sheet_of(text: str, root: Mapping, vocabulary: str) -> Sheet:
    """Return a text with its nodes, to be changed."""
    return Sheet(tuple(_LINE_BREAK.split(text.removeprefix(_MARK))[::2]), root, vocabulary)


def edits_of(sheet: Sheet, changes: Sequence[Change]) -> tuple[TextEdit, ...] | None:
    """Return the edits that make changes, by place and without overlap; None where one cannot be made."""
    try:
        edits = sorted({*_simple(sheet, changes), *_parts(sheet, changes)})
    except Impossible:
        return None
    if any(_end(one) > _start(other) for one, other in pairwise(edits)):
        return None
    return tuple(edits)


def with_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """Return a text with edits that do not overlap; its line breaks and its byte order mark stay."""
    mark = _MARK if text.startswith(_MARK) else ""
    parts = _LINE_BREAK.split(text.removeprefix(mark))
    breaks = Counter(parts[1::2])
    usual = max(breaks, key=lambda each: breaks[each], default="\n")
    starts = [0]
    for line, line_break in zip(parts[::2], [*parts[1::2], ""], strict=True):
        starts.append(starts[-1] + len(line) + len(line_break))
    whole, pieces, behind = "".join(parts), [mark], 0
    for edit in sorted(edits):
        span = edit.span
        pieces += [whole[behind : starts[span.line - 1] + span.column - 1], edit.new.replace("\n", usual)]
        behind = starts[span.end_line - 1] + span.end_column - 1
    return "".join((*pieces, whole[behind:]))


def _simple(sheet: Sheet, changes: Sequence[Change]) -> Iterator[TextEdit]:
    for change in changes:
        if isinstance(change, Reword):
            yield reworded(sheet, change)
        elif isinstance(change, RenameKey):
            place = place_of(change.pointer[:-1])
            yield renamed(sheet, change, spelling(place, change.new, sheet.vocabulary))
        elif isinstance(change, ChangeLines):
            yield from _lines(sheet, change)


def _parts(sheet: Sheet, changes: Sequence[Change]) -> list[TextEdit]:
    return changed_parts(
        sheet, [each for each in changes if not isinstance(each, Reword | RenameKey | ChangeLines)]
    )


def _lines(sheet: Sheet, change: ChangeLines) -> Iterator[TextEdit]:
    for number, new in change.lines:
        if not 1 <= number <= len(sheet.lines):
            raise Impossible
        yield TextEdit(Span(number, 1, number, len(sheet.lines[number - 1]) + 1), new)


def _start(edit: TextEdit) -> tuple[int, int]:
    return edit.span.line, edit.span.column


def _end(edit: TextEdit) -> tuple[int, int]:
    return edit.span.end_line, edit.span.end_column
