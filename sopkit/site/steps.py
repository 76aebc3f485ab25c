"""The steps of an SOP as an ordinary table: what the drawing shows, for reading aloud and for searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow import Flow, Way, WayKind
from sopkit.lang import text
from sopkit.model import END, Manner, Performers, Sop, Step
from sopkit.site.html import Content, Markup, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["items", "steps_table"]

_COLUMNS = ("number", "activity", "actors", "inputs", "time", "outputs", "note", "next")
_MANNERS = {Manner.TOGETHER: "together", Manner.ANY: "any", Manner.IN_ORDER: "in-order"}


def steps_table(sop: Sop, language: str) -> Markup:
    """Return the table of steps; each row can be linked to as `#step-NUMBER`."""
    flow = Flow.of(sop)
    titles = [
        element("th", text(f"site.step-{name}", language), scope="col", class_=_class(name))
        for name in _COLUMNS
    ]
    rows = (_row(sop, flow, step, language) for step in sop.steps)
    return element(
        "div",
        element(
            "table",
            element("caption", text("site.steps-caption", language)),
            element("thead", element("tr", *titles)),
            element("tbody", "\n", *rows),
        ),
        class_="scroll",
        role="region",
        tabindex="0",
        aria_label=text("site.steps", language),
    )


def items(texts: tuple[str, ...], language: str, *, ordered: bool = False) -> Markup:
    """Return texts as a list, one text alone as it is, and a dash where there is none."""
    if len(texts) < 2:
        return joined(texts or [text("site.empty", language)])
    return element("ol" if ordered else "ul", *(element("li", one) for one in texts))


def _class(name: str) -> str | None:
    return "number" if name == "number" else None


def _row(sop: Sop, flow: Flow, step: Step, language: str) -> Markup:
    cells: tuple[Content, ...] = (
        _activity(step),
        _performers(sop, step.performers, language),
        items(step.inputs, language),
        step.time.text if step.time else text("site.empty", language),
        items(step.outputs, language),
        step.note or "",
    )
    return element(
        "tr",
        element("th", str(step.number), scope="row", class_="number"),
        *(element("td", cell, lang=_other(sop, language)) for cell in cells),
        element("td", _ways(sop, flow.leaving[step.key], language)),
        "\n",
        id=f"step-{step.number}",
    )


def _activity(step: Step) -> Content:
    if step.question is None:
        return step.activity
    return joined([element("p", step.activity), element("p", element("em", step.question))])


def _other(sop: Sop, language: str) -> str | None:
    """Return the language of the SOP's own texts where it is not the page's."""
    return None if sop.language == language else sop.language


def _performers(sop: Sop, performers: Performers, language: str) -> str:
    titles = ", ".join(sop.actor(actor).title for actor in performers.actors)
    word = _MANNERS.get(performers.manner)
    return text(f"site.{word}", language, actors=titles) if word else titles


def _ways(sop: Sop, ways: Iterable[Way], language: str) -> Markup:
    written = [_way(sop, way, language) for way in ways]
    if len(written) == 1:
        return written[0]
    return element("ul", *(element("li", one) for one in written))


def _way(sop: Sop, way: Way, language: str) -> Markup:
    words = way.when or way.label
    target = _target(sop, way, language)
    limit = "" if way.limit is None else f" ({text('site.limit', language, count=way.limit)})"
    if words is None:
        return joined([target, limit])
    before, after = text("site.way", language, words=words, target="\0").split("\0")
    return joined([before, target, after, limit])


def _target(sop: Sop, way: Way, language: str) -> Markup:
    if way.target == END:
        return joined([text("site.go-end", language)])
    number = sop.step(way.target).number
    word = "go-back" if way.kind is WayKind.RETURN else "go-step"
    return element("a", text(f"site.{word}", language, number=number), href=f"#step-{number}")
