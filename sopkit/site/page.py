"""The page of one SOP: identity, drawing, steps, times and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.site.findings_list import findings_list
from sopkit.site.html import Content, Markup, element, page
from sopkit.site.identity import identity, status_word
from sopkit.site.steps import steps_table
from sopkit.site.times import times

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["file_links", "sop_page"]


def sop_page(
    document: Document, sop: Sop, *, name: str, drawing: bytes, language: str, settings: Settings
) -> str:
    """Return the page of an SOP without errors; `drawing` is its flowchart table as SVG."""
    sections = (
        ("identity", identity(sop, language)),
        ("flowchart", _drawing(sop, drawing, language)),
        ("steps", steps_table(sop, language)),
        ("times", times(sop, language, settings)),
        ("findings", findings_list(document, language)),
    )
    body: list[Content] = [
        element("a", text("site.skip", language), href="#flowchart", class_="skip"),
        element("nav", element("a", text("site.back", language), href="index.html")),
        "\n",
        element(
            "main",
            "\n",
            element("h1", sop.title, lang=None if sop.language == language else sop.language),
            element("p", _subtitle(sop, language), class_="quiet"),
            element("ul", *file_links(name, language), class_="files"),
            *(_section(place, content, language) for place, content in sections),
        ),
    ]
    return page(title=f"{sop.title} – {sop.number}", language=language, body=body)


def file_links(name: str, language: str) -> tuple[Markup, ...]:
    """Return a list item for each file beside the page."""
    return tuple(
        element("li", element("a", text(f"site.file-{form}", language), href=f"{name}.{form}"))
        for form in ("svg", "pdf")
    )


def _subtitle(sop: Sop, language: str) -> str:
    return f"{sop.number} · {status_word(sop, language)}" if sop.status else sop.number


def _section(place: str, content: Content, language: str) -> Markup:
    heading = element("h2", text(f"site.{place}", language), id=f"{place}-heading")
    return element(
        "section", "\n", heading, "\n", content, "\n", id=place, aria_labelledby=f"{place}-heading"
    )


def _drawing(sop: Sop, drawing: bytes, language: str) -> Markup:
    """Set the drawing into the page itself: its tooltips and its words can be searched and read aloud."""
    svg = drawing.decode("utf-8")
    return element(
        "figure",
        element(
            "div",
            Markup(svg[svg.index("<svg") :].strip()),
            class_="drawing scroll",
            role="region",
            tabindex="0",
            aria_label=text("site.flowchart-of", language, title=sop.title),
        ),
        element("figcaption", text("site.flowchart-text", language)),
    )
