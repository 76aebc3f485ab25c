"""Plain words as GitHub Flavored Markdown that shows them letter by letter; tables and lists of them.

Source: https://github.github.com/gfm/, and what GitHub and GitLab link beyond it: names, numbers of issues,
addresses, short names of emojis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopkit.export.words import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["items", "lines_in_cell", "plain", "table"]

_NOTHING: Final = "<!-- -->"
"""A comment between two letters, so that they are no link, no name and no reference."""
_MARKS: Final = re.compile(r"[\\`*_{}\[\]#|<>&~^$]")
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_BY_NUMBER: Final = frozenset("~^$")
"""Not every Markdown knows these after a backslash."""
_LINKED: Final = re.compile(
    r"""
    @(?=\S)                                 # a name or the address of a letter box
    | [#!&~%$^](?=[\w"'])                   # an issue, a merge request, a label
    | \bG[HL]-(?=[0-9])
    | :(?=//) | (?<=www)(?=\.)               # an address
    | :(?=[\w+-]+:)                         # an emoji
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"(?P<number>[0-9]{1,9})(?P<mark>[.)])|(?P<bullet>[-+])")
"""What begins a list, at the beginning of a line."""
_OUTER_SPACE: Final = re.compile(r"^\s|\s$")
"""Spaces of other kinds, which would be taken away at the borders of a cell."""


def plain(words: str) -> str:
    r"""Return plain words such that Markdown shows them as they are, wherever they stand.

    >>> print(plain("1. Kirim #3 ke @budi | <b>*segera*</b>"))
    1\. Kirim \#<!-- -->3 ke @<!-- -->budi \| &lt;b&gt;\*segera\*&lt;/b&gt;
    """
    words = flat(words)
    pieces = []
    done = 0
    for match in _LINKED.finditer(words):
        pieces.append(words[done : match.end()])
        done = match.end()
    pieces.append(words[done:])
    written = _NOTHING.join(_MARKS.sub(_escaped, piece) for piece in pieces)
    written = _BLOCK.sub(_no_block, written, count=1) if _BLOCK.match(written) else written
    return _OUTER_SPACE.sub(lambda match: f"&#{ord(match[0])};", written)


def lines_in_cell(lines: Sequence[str]) -> str:
    """Return several texts below one another in one cell."""
    return "<br>".join(map(plain, lines))


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Return rows of Markdown as a table with the first as its head, columns of `right` set to the right."""
    head, *body = rows
    marks = ["---:" if place in right else "---" for place in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *body))


def items(lines: Sequence[str]) -> str:
    """Return plain lines as a list; those set in by two spaces belong to the one above.

    They are set in by four in Markdown, which all of its kinds understand.
    """
    bare = [line.lstrip(" ") for line in lines]
    return "\n".join(
        f"{' ' * 2 * (len(line) - len(words))}- {plain(words)}"
        for line, words in zip(lines, bare, strict=True)
    )


def _escaped(match: re.Match[str]) -> str:
    mark = match[0]
    return f"&#{ord(mark)};" if mark in _BY_NUMBER else _ENTITIES.get(mark, f"\\{mark}")


def _no_block(match: re.Match[str]) -> str:
    return f"\\{match['bullet']}" if match["bullet"] else f"{match['number']}\\{match['mark']}"
