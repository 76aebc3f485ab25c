"""Rows of words as a table: in columns for a terminal, as Markdown, as comma-separated values."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["as_csv", "in_columns", "markdown_items", "markdown_table", "markdown_text", "shortened"]

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|#~&!]")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def in_columns(rows: Sequence[Sequence[str]], *, right: Collection[int] = (0,)) -> list[str]:
    """Return rows as lines of columns, those of `right` set to the right, with a rule below the first row."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lines[0], "-" * max(len(line) for line in lines), *lines[1:]]


def shortened(words: str, letters: int) -> str:
    """Return a text of at most so many letters, cut at a space where there is one."""
    if len(words) <= letters:
        return words
    head = words[: letters - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"


def markdown_table(rows: Sequence[Sequence[str]], *, right: Collection[int] = (0,)) -> list[str]:
    """Return rows of plain words as the lines of a Markdown table; the first row is its head."""
    head, *body = ([markdown_text(cell) for cell in row] for row in rows)
    marks = ["---:" if column in right else "---" for column in range(len(head))]
    return [f"| {' | '.join(row)} |" for row in (head, marks, *body)]


def markdown_text(words: str) -> str:
    r"""Return plain words such that Markdown shows them as they are, on one line.

    >>> print(markdown_text("a|b <script> *c*"))
    a\|b &lt;script&gt; \*c\*
    """
    escaped = _MARKDOWN.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), words)
    return " ".join(escaped.split())


def markdown_items(lines: Sequence[str]) -> list[str]:
    """Return lines of plain words as a Markdown list; those set in by spaces belong to the one above."""
    bare = [line.lstrip(" ") for line in lines]
    return [
        f"{' ' * (len(line) - len(words))}- {markdown_text(words)}"
        for line, words in zip(lines, bare, strict=True)
    ]


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def as_csv(rows: Sequence[Sequence[object]]) -> str:
    """Return rows as comma-separated values. Source: RFC 4180, with line feeds.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
