"""Tables of docutils: the steps of an SOP as text, and the SOPs of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

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

__all__ = ["index_table", "steps_table", "table"]

_WIDTHS: Final = {
    ColumnName.NUMBER: 5,
    ColumnName.ACTIVITY: 28,
    ColumnName.ACTORS: 14,
    ColumnName.INPUTS: 14,
    ColumnName.TIME: 10,
    ColumnName.OUTPUTS: 14,
    ColumnName.NOTE: 11,
}
"""Shares of the width of a page."""
_WAYS_WIDTH: Final = 16
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
    widths = [*(_WIDTHS[column.name] for column in columns), _WAYS_WIDTH]
    stub = next((place for place, each in enumerate(columns) if each.name is ColumnName.NUMBER), None)
    return table(heads, rows, widths, caption=caption, stub=stub == 0, classes=("sop-steps",))


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
    return table(heads, rows, [36, 24, 12, 18, 10], caption=caption, classes=("sop-index",))


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[nodes.Node]]],
    widths: Sequence[int],
    *,
    caption: str,
    classes: Sequence[str],
    stub: bool = False,
) -> nodes.table:
    """Return a table with a caption and a head; with `stub` the first column heads its rows."""
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
