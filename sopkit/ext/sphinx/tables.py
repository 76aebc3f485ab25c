"""Tables of docutils: the steps of an SOP as text, and the SOPs of a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.addnodes import tabular_col_spec

from sopkit.export.words import Wording, columns_of, flat
from sopkit.ext.sphinx.parts import lines, link_to, paragraph, status
from sopkit.flow import WayKind
from sopkit.lang import text
from sopkit.layout.columns import column_title
from sopkit.model import END, ColumnName
from sopkit.model.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.flow import Way
    from sopkit.model import Sop, Step

__all__ = ["index_table", "on_paper", "steps_table", "table"]

_LETTERS_ACROSS: Final = 122
"""So many small letters stand beside each other between the margins of a sheet of A4."""
_BETWEEN_LETTERS: Final = 3
"""What LaTeX leaves free on both sides of a column, in letters."""
_FEWEST_LETTERS: Final = 3
_MOST_LETTERS: Final = 13
"""Of a word that a column is made wide for; a longer one may be divided."""
_LONGEST_WHOLE: Final = 24
"""Letters of a word such as `BAST/kwitansi/faktur`, which is not divided."""
_LIST_LETTERS: Final = 3
"""What the mark of an item and its indent take."""
_SPARSE: Final = 0.7
"""The width of a column grows with the amount of its text to this power: long texts have more lines too."""
_BETWEEN_WORDS: Final = r"[\s-]+"
_HEAD_WIDTH: Final = 1.25
"""Of the letters of a head, in those of a cell."""
_ON_PAPER: Final = (
    r">{\footnotesize\raggedright\arraybackslash\hspace{0pt}\leftmargini=1.3em"
    r"\expandafter\let\csname @@vwid@minipagerestore\endcsname\raggedright}\X{%d}{%d}"
)
"""A column of LaTeX: small, not stretched, its first word may be divided too, and lists stand near its side.

Since version 9, Sphinx puts each cell into a box of its own, which begins with what this restores.
"""
_SEPARATE: Final = "\0"
"""No text of an SOP holds it; it stands where a link goes into words."""


def steps_table(sop: Sop, anchors: Mapping[str, str], *, caption: str) -> nodes.table:
    """Return the steps in the columns of the form and one for what follows, in the language of the SOP.

    `anchors` holds the ids of the rows by the keys of the steps.
    """
    columns = columns_of(sop)
    heads = [column_title(column, sop.language) for column in columns] + [text("export.ways", sop.language)]
    wording = Wording(sop)
    rows = []
    for step in sop.steps:
        cells = [_cell(wording, step, column.name) for column in columns]
        mark = nodes.target("", "", ids=[anchors[step.key]])
        cells[0] = _marked(cells[0], mark)
        rows.append([*cells, _ways(wording, sop, step, anchors)])
    stub = next((place for place, each in enumerate(columns) if each.name is ColumnName.NUMBER), None)
    return table(heads, rows, caption=caption, stub=stub == 0, classes=("sop-steps",))


def index_table(
    entries: Sequence[tuple[Sop | None, str]], language: str, docname: str, caption: str
) -> nodes.table:
    """Return SOPs with their numbers, each a link if a page shows it; where one has errors, its file."""
    heads = [
        text("cover.title", language),
        text("cover.number", language),
        text("export.status", language),
        text("cover.effective", language),
        text("export.steps", language),
    ]
    rows: list[list[list[nodes.Node]]] = []
    for sop, file in entries:
        if sop is None:
            words = text("ext.index-errors", language, file=file)
            rows.append([[paragraph(words)], *([] for _ in heads[1:])])
            continue
        told = (sop.number, status(sop, language), format_date(sop.effective, language), str(len(sop.steps)))
        link = nodes.paragraph("", "", link_to("sop", sop.id, sop.title, docname))
        cells: list[list[nodes.Node]] = [[paragraph(each)] for each in told]
        rows.append([[link], *cells])
    return table(heads, rows, caption=caption, classes=("sop-index",))


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[nodes.Node]]],
    *,
    caption: str,
    classes: Sequence[str],
    stub: bool = False,
) -> nodes.table:
    """Return a table with a caption and a head; with `stub` the first column heads its rows.

    Columns are as wide as their words and texts need.
    """
    widths = _widths([[[paragraph(head)] for head in heads], *rows])
    specs = [nodes.colspec(colwidth=width) for width in widths]
    if stub:
        specs[0]["stub"] = 1
    head = nodes.row("", *(nodes.entry("", paragraph(each)) for each in heads))
    body = [nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows]
    group = nodes.tgroup(
        "", *specs, nodes.thead("", head), nodes.tbody("", *body), cols=len(widths), classes=[]
    )
    given = ["longtable", "colwidths-given", *classes]
    return nodes.table("", nodes.title("", flat(caption)), group, classes=given)


def on_paper(found: nodes.table) -> tabular_col_spec:
    """Return what stands before a table to give it small letters and the same widths in LaTeX."""
    widths = [int(spec["colwidth"]) for spec in found.findall(nodes.colspec)]
    return tabular_col_spec(spec="".join(_ON_PAPER % (width, sum(widths)) for width in widths))


def _widths(rows: Sequence[Sequence[Sequence[nodes.Node]]]) -> list[int]:
    """Return the shares of columns: each holds its longest word, and the rest goes where texts are long."""
    columns = list(zip(*rows, strict=True))
    least = [
        max(round(_longest_word(head) * _HEAD_WIDTH), *map(_longest_word, cells), 0) + _BETWEEN_LETTERS
        for head, *cells in columns
    ]
    amounts = [max(sum(len(each.astext()) for each in cell) for cell in column) for column in columns]
    wanted = [amount**_SPARSE for amount in amounts]
    rest = max(0, _LETTERS_ACROSS - sum(least))
    return [
        max(1, round(own + rest * want / (sum(wanted) or 1))) for own, want in zip(least, wanted, strict=True)
    ]


def _longest_word(cell: Sequence[nodes.Node]) -> int:
    """Return the letters of the longest word of a cell, with the mark before it."""
    words = [word for node in cell for word in re.split(_BETWEEN_WORDS, node.astext())]
    is_list = any(isinstance(node, nodes.bullet_list | nodes.enumerated_list) for node in cell)
    letters = (len(word) if _is_whole(word) else min(_MOST_LETTERS, len(word)) for word in words)
    longest = max(_FEWEST_LETTERS, *letters, 0)
    return longest + (_LIST_LETTERS if is_list else 0)


def _is_whole(word: str) -> bool:
    """Return whether LaTeX does not divide a word: it has signs between its letters, and is not endless."""
    return _MOST_LETTERS < len(word) <= _LONGEST_WHOLE and not word.isalpha()


def _cell(wording: Wording, step: Step, column: ColumnName) -> list[nodes.Node]:
    told = wording.cell(step, column)
    if column is ColumnName.ACTIVITY and step.question is not None and len(told) == 2:
        question = nodes.paragraph("", "", nodes.emphasis("", told[1]))
        return [paragraph(told[0]), question]
    return lines(told)


def _marked(cell: list[nodes.Node], mark: nodes.target) -> list[nodes.Node]:
    """Return a cell whose first paragraph begins with the anchor of its row."""
    if cell and isinstance(cell[0], nodes.paragraph):
        cell[0].insert(0, mark)
        return cell
    return [nodes.paragraph("", "", mark), *cell]


def _ways(wording: Wording, sop: Sop, step: Step, anchors: Mapping[str, str]) -> list[nodes.Node]:
    """Return a paragraph for each way out of a step: what stands at it, and a link to where it leads."""
    found: list[nodes.Node] = []
    for way in wording.flow.leaving[step.key]:
        words = wording.at(way)
        said = wording.say("way", words=words, target=_SEPARATE) if words else _SEPARATE
        before, _, after = said.partition(_SEPARATE)
        pieces = [nodes.Text(before), _target(wording, sop, way, anchors), nodes.Text(after)]
        found.append(nodes.paragraph("", "", *(each for each in pieces if each.astext())))
    return found


def _target(wording: Wording, sop: Sop, way: Way, anchors: Mapping[str, str]) -> nodes.Node:
    if way.target == END:
        return nodes.Text(wording.say("to-end"))
    word = "back-to-step" if way.kind is WayKind.RETURN else "to-step"
    words = wording.say(word, number=sop.step(way.target).number)
    return nodes.reference("", "", nodes.inline("", words), refid=anchors[way.target], internal=True)
