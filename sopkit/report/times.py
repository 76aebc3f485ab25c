"""The times of an SOP for a reader: a table with totals as text or Markdown, and two forms for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text as words
from sopkit.report.table import in_columns, markdown_items, markdown_table, markdown_text, shortened
from sopkit.report.times_csv import as_csv
from sopkit.report.times_json import as_json
from sopkit.report.times_words import TimesInWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.flow.timing import Timing

__all__ = ["as_csv", "as_json", "markdown", "text", "totals"]

_LEAST = 14
_WIDEST = {1: 44, 2: 28, 3: 36}
"""Letters of a column in the text table: activity, actors, time; longer texts are cut with an ellipsis."""


def text(
    timing: Timing, language: str, further: Sequence[list[str]] = (), *, columns: int | None = None
) -> str:
    """Return the table of steps and, below it, every total with what it contains and what it leaves out.

    `further` are blocks to stand below, a line set in by two spaces belongs to the one above. The texts of
    the table are cut for a terminal of so many `columns`, as far as they can be read then.
    """
    told = TimesInWords(timing, language)
    rows = _short(told.rows(), columns)
    title = [words("time.title", language, title=timing.sop.title)]
    written = (title, in_columns(rows, right=told.right_columns()), *told.blocks(), *further)
    return "\n\n".join("\n".join(block) for block in written) + "\n"


def _short(rows: list[list[str]], columns: int | None) -> list[list[str]]:
    """Return rows with their long texts cut, the more the narrower the terminal is."""
    widest = dict(_WIDEST)
    while True:
        cut = [
            [shortened(cell, widest.get(place, len(cell))) for place, cell in enumerate(row)] for row in rows
        ]
        width = sum(max(len(row[place]) for row in cut) + 2 for place in range(len(rows[0]))) - 2
        if columns is None or width <= columns or all(widest[place] <= _LEAST for place in widest):
            return cut
        widest = {place: max(_LEAST, letters - 2) for place, letters in widest.items()}


def markdown(timing: Timing, language: str, further: Sequence[list[str]] = ()) -> str:
    """Return the same as Markdown: a heading, the table with its texts in full, and lists of the totals."""
    told = TimesInWords(timing, language)
    title = "## " + markdown_text(words("time.title", language, title=timing.sop.title))
    table = "\n".join(markdown_table(told.rows(), right=told.right_columns()))
    lists = ("\n".join(markdown_items(block)) for block in (*told.blocks(), *further))
    return "\n\n".join((title, table, *lists)) + "\n"


def totals(timing: Timing, language: str) -> tuple[list[str], ...]:
    """Return the blocks below the table; a line that belongs to the one above is set in by two spaces."""
    return TimesInWords(timing, language, hints=False).blocks()
