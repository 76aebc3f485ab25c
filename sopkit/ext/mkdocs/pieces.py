"""The pieces of an SOP as HTML for a page of documentation, in the language of the SOP.

Every text is escaped on its way in, so that no SOP can break a page by what it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from sopkit.export.identity import facts, lists
from sopkit.export.words import Wording, columns_of
from sopkit.flow.timing import timing_as_set
from sopkit.lang import text
from sopkit.layout.columns import column_title
from sopkit.model import END, ColumnName
from sopkit.model.dates import format_date
from sopkit.report.times import totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sopkit.model import Revision, Sop, Step
    from sopkit.settings import Settings

__all__ = ["element", "flowchart", "identity", "joined", "steps", "times", "with_code"]

_TAG: Final = re.compile(r"<[^>]*>")
_NAMING: Final = re.compile(r' (id|aria-labelledby|aria-describedby)="([^"]*)"')
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, halves of letters and the like, which no page may hold, and Markdown has uses for."""
_STYLE: Final = re.compile(r"<style>.*?</style>\n?", re.DOTALL)


def element(name: str, *content: Markup | str, **attributes: str | None) -> Markup:
    """Return an element; an attribute that is None is left out, and `_` in its name becomes a dash.

    >>> str(element("a", "2 < 3", href="#x", class_=None))
    '<a href="#x">2 &lt; 3</a>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_shown(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[Markup | str], separator: str = "") -> Markup:
    """Return pieces one after the other: markup as it is, all else escaped."""
    return Markup(separator).join(_shown(piece) for piece in content)


def _shown(piece: Markup | str) -> Markup:
    return piece if isinstance(piece, Markup) else escape(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", piece))


def with_code(message: str) -> Markup:
    """Return a message whose values stand in backquotes with these values as code.

    >>> str(with_code("write `2 < 3`"))
    'write <code>2 &lt; 3</code>'
    """
    pieces = message.split("`")
    if len(pieces) % 2 == 0:
        return joined([message])
    return joined(element("code", piece) if place % 2 else piece for place, piece in enumerate(pieces))


def flowchart(sop: Sop, drawing: bytes, prefix: str, *, label: str) -> Markup:
    """Return a drawing as a part of the page, whose symbols can be reached with the keyboard.

    `drawing` is what `sopkit.draw` gave as SVG; `prefix` goes before each of its ids, so that several can
    stand on a page. Its style is left out: that of the site has it.
    """
    svg = drawing.decode("utf-8")
    svg = _STYLE.sub("", svg[svg.index("<svg") :].strip(), count=1)
    named = _TAG.sub(lambda tag: _NAMING.sub(rf' \1="{prefix}-\2"', tag[0]), svg)
    return element(
        "div",
        Markup(named.replace("\n", "")),
        class_="sopkit-drawing",
        role="region",
        tabindex="0",
        aria_label=label,
        lang=sop.language,
        data_search_exclude="",
    )


def steps(sop: Sop, prefix: str | None) -> Markup:
    """Return the table of steps; with a prefix, `#PREFIX-step-3` leads to the row of step 3."""
    wording = Wording(sop)
    columns = columns_of(sop)
    titles = [*(column_title(column, sop.language) for column in columns), wording.say("ways")]
    head = element("thead", element("tr", *(element("th", title, scope="col") for title in titles)))
    rows = []
    for step in sop.steps:
        cells = [_cell(wording.cell(step, column.name), column.name) for column in columns]
        cells.append(element("td", _ways(sop, wording, step, prefix)))
        rows.append(element("tr", *cells, id=prefix and f"{prefix}-step-{step.number}"))
    table = element("table", head, element("tbody", *rows))
    label = wording.say("steps")
    return element(
        "div",
        table,
        class_="sopkit-steps",
        role="region",
        tabindex="0",
        aria_label=label,
        lang=sop.language,
    )


def _cell(lines: Sequence[str], column: ColumnName) -> Markup:
    if column is ColumnName.NUMBER:
        return element("th", *lines, scope="row")
    return element("td", joined(lines, "<br>"))


def _ways(sop: Sop, wording: Wording, step: Step, prefix: str | None) -> Markup:
    leaving = wording.flow.leaving[step.key]
    written = []
    for way, words in zip(leaving, wording.ways(step), strict=True):
        linked = prefix is not None and way.target != END
        href = f"#{prefix}-step-{sop.step(way.target).number}" if linked else None
        written.append(element("a", words, href=href) if href else words)
    return joined(written, "<br>")


def identity(sop: Sop) -> Markup:
    """Return what the first page of the form says: a table of facts, and below it its lists and history."""
    rows = (
        element("tr", element("th", name, scope="row"), element("td", joined(lines, "<br>")))
        for name, lines in facts(sop)
    )
    below = [*lists(sop)]
    if sop.history:
        lines = tuple(_revision(revision, sop.language) for revision in sop.history)
        below.append((text("export.history", sop.language), lines))
    pairs = (joined([element("dt", name), *(element("dd", line) for line in lines)]) for name, lines in below)
    return element(
        "div",
        element("table", element("tbody", *rows)),
        element("dl", *pairs),
        class_="sopkit-identity",
        lang=sop.language,
    )


def _revision(revision: Revision, language: str) -> str:
    day = format_date(revision.date, language) if revision.date else None
    return ", ".join(part for part in (revision.version, day, revision.change) if part)


def times(sop: Sop, settings: Settings) -> Markup:
    """Return what the times add up to, in the words of `sopkit time`."""
    blocks = totals(timing_as_set(sop, settings), sop.language)
    return element("div", *map(_nested, blocks), class_="sopkit-times", lang=sop.language)


def _nested(lines: Sequence[str]) -> Markup:
    """Return lines as a list; those set in by two spaces belong to the one above."""
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("  ") and entries:
            entries[-1][1].append(line.removeprefix("  "))
        else:
            entries.append((line, []))
    return element(
        "ul", *(element("li", with_code(line), _nested(below) if below else "") for line, below in entries)
    )
