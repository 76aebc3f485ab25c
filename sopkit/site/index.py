"""The front page of a catalogue: every SOP of the folder with what one looks for first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.site.findings_list import findings_list, summary
from sopkit.site.html import Content, Markup, element, page
from sopkit.site.identity import status_word
from sopkit.site.page import file_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.model import Sop
    from sopkit.site.result import Page

__all__ = ["index_page"]

_COLUMNS = ("title", "number", "agency", "status", "effective", "steps", "actors", "findings", "files")


def index_page(pages: Sequence[Page], *, language: str) -> str:
    """Return the list of the SOPs that were drawn, and of those that have errors with their findings."""
    drawn = [(one, sop) for one in pages if one.name is not None and (sop := one.document.sop) is not None]
    faulty = [one for one in pages if one.name is None]
    title = text("site.catalogue", language)
    body: list[Content] = [
        "\n",
        element("h1", title),
        element("p", text("site.count", language, drawn=len(drawn), errors=len(faulty)), class_="quiet"),
    ]
    if drawn:
        body.append(_table([_row(one, sop, language) for one, sop in drawn], language))
    if faulty:
        body += ["\n", _faulty(faulty, language)]
    return page(title=title, language=language, body=[element("main", *body)])


def _table(rows: Sequence[Markup], language: str) -> Markup:
    titles = (element("th", text(f"site.column-{name}", language), scope="col") for name in _COLUMNS)
    return element(
        "div",
        element("table", element("thead", element("tr", *titles)), element("tbody", "\n", *rows)),
        class_="scroll",
        role="region",
        tabindex="0",
        aria_label=text("site.sops", language),
    )


def _row(one: Page, sop: Sop, language: str) -> Markup:
    cells: tuple[Content, ...] = (
        sop.number,
        _lines(sop.agency),
        status_word(sop, language),
        format_date(sop.effective, language),
        element("span", str(len(sop.steps))),
        element("span", str(len(sop.actors))),
        element("a", summary(one.document, language), href=f"{one.name}.html#findings"),
        element("ul", *file_links(str(one.name), language), class_="files"),
    )
    title = element("a", sop.title, href=f"{one.name}.html")
    return element("tr", element("th", title, scope="row"), *(element("td", cell) for cell in cells), "\n")


def _lines(texts: Sequence[str]) -> Markup:
    return element("div", *(element("div", line) for line in texts))


def _faulty(pages: Sequence[Page], language: str) -> Markup:
    parts: list[Content] = [
        element("h2", text("site.faulty", language), id="faulty"),
        element("p", text("site.faulty-why", language)),
    ]
    for one in pages:
        parts += ["\n", element("h3", one.file), findings_list(one.document, language)]
    return element("section", *parts, aria_labelledby="faulty")
