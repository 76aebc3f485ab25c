"""The pages of a catalogue: that of each SOP, and those that are made of the summaries of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sopkit.chart.svg_style import style
from sopkit.chart.theme_file import named_theme
from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.resources import package_file
from sopkit.site.actors import actor_pages
from sopkit.site.drawing import inline
from sopkit.site.findings_list import counts, file_views, rule_views, told
from sopkit.site.frame import logo_name, page
from sopkit.site.identity import block_views, fact_views, history_views
from sopkit.site.index import units_of
from sopkit.site.jinja import OWN_STYLE
from sopkit.site.laws import law_pages
from sopkit.site.linked import Neighbours, neighbours_of
from sopkit.site.map import MAP_STYLE, map_of
from sopkit.site.names import names_of
from sopkit.site.search import search_index
from sopkit.site.steps import column_views, step_views
from sopkit.site.times import times_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sopkit.document import Document
    from sopkit.model import Sop
    from sopkit.site.actors import ActorPage
    from sopkit.site.context import SiteContext
    from sopkit.site.index import Unit
    from sopkit.site.laws import LawPage
    from sopkit.site.summary import Summary

__all__ = ["neighbours_of", "shared_files", "sop_page"]

_LABELS: Final = {
    "sops": ("column-status", "column-effective", "column-total", "column-steps", "column-files"),
    "own": ("step-activity", "step-inputs", "step-time", "step-outputs", "step-others"),
}
"""The columns behind the first one of tables that say their labels once, by the class of the table."""
_PHONE: Final = "screen and (max-width: 48rem)"
"""Where `style.css` makes cards of rows."""


def sop_page(
    document: Document,
    sop: Sop,
    context: SiteContext,
    *,
    summary: Summary,
    neighbours: Neighbours,
    drawing: bytes,
    logo: str | None = None,
) -> str:
    """Return the page of an SOP without errors.

    `sop` is that of the document in the form of the agency, `summary` its own with the name of its page, and
    `drawing` its flowchart table as SVG, without links. `logo` is the path of its logo in the catalogue.

    Raises InvalidTemplate: a template of the office has a fault; ValueError: the summary has no name.
    """
    files = names_of(summary)
    variables = {
        "sop": sop,
        "summary": summary,
        "files": files,
        "effective": format_date(sop.effective, context.language),
        "logo": logo,
        "facts": fact_views(sop, context.language),
        "blocks": block_views(sop, neighbours),
        "history": history_views(sop, context.language),
        "drawing": inline(drawing, sop),
        "columns": column_views(sop, context),
        "steps": step_views(sop, context),
        "times": times_view(sop, context),
        "findings": told(summary.findings),
        "finding_counts": counts(summary.findings, context.language),
        "neighbours": neighbours,
    }
    return page(context, "sop.html", files.html, f"{sop.title} – {sop.number}", variables, section="index")


def shared_files(summaries: Sequence[Summary], context: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every file of the catalogue but those of single SOPs.

    `summaries` are those of all files of the folder, with the names of their pages.

    Raises InvalidTemplate: a template of the office has a fault; EngineMissing, EngineFailed, EngineTimedOut:
    the map is not drawn; InvalidSettings: a fault in the theme file.
    """
    units = units_of(summaries, context.language)
    actors = actor_pages(summaries, context.language)
    laws = law_pages(summaries)
    yield "index.html", _index(summaries, units, actors, laws, context)
    yield from _actors(actors, context)
    yield from _laws(laws, context)
    yield from _map(summaries, units, context)
    yield "findings.html", _findings(summaries, context)
    yield "style.css", _style(context)
    yield "search.js", package_file("site", "search.js").read_bytes()
    yield "search-index.js", search_index(units, actors, laws)
    if context.logo is not None and (name := logo_name(context.logo)):
        yield name, context.logo


def _index(
    summaries: Sequence[Summary],
    units: Sequence[Unit],
    actors: Sequence[ActorPage],
    laws: Sequence[LawPage],
    context: SiteContext,
) -> bytes:
    sound = [summary for summary in summaries if summary.name is not None]
    variables = {
        "units": units,
        "count": len(sound),
        "faulty": [summary for summary in summaries if summary.name is None],
        "in_force": sum(summary.status == "in-force" for summary in sound),
        "actor_count": len(actors),
        "law_count": len(laws),
        "step_count": sum(len(summary.steps) for summary in sound),
    }
    title = context.settings.site.title or text("site.catalogue", context.language)
    return page(context, "index.html", "index.html", title, variables, section="index").encode()


def _actors(actors: Sequence[ActorPage], context: SiteContext) -> Iterator[tuple[str, bytes]]:
    title, place = text("site.actors", context.language), "actors/index.html"
    yield place, page(context, "actors.html", place, title, {"actors": actors}, section="actors").encode()
    for actor in actors:
        title = text("site.steps-of", context.language, actor=actor.title)
        variables = {"actor": actor}
        yield actor.page, page(context, "actor.html", actor.page, title, variables, section="actors").encode()


def _laws(laws: Sequence[LawPage], context: SiteContext) -> Iterator[tuple[str, bytes]]:
    title, place = text("site.laws", context.language), "laws/index.html"
    yield place, page(context, "laws.html", place, title, {"laws": laws}, section="laws").encode()
    for law in laws:
        variables = {"law": law}
        yield law.page, page(context, "law.html", law.page, law.words, variables, section="laws").encode()


def _map(
    summaries: Sequence[Summary], units: Sequence[Unit], context: SiteContext
) -> Iterator[tuple[str, bytes]]:
    neighbours = neighbours_of(summaries)
    title = text("site.map", context.language)
    drawn = map_of(units, neighbours, title, engine=context.engine)
    linked = {
        file for file, found in neighbours.items() if found.named_by or any(e.links for e in found.related)
    }
    variables = {
        "drawing": drawn.inline if drawn else None,
        "units": units,
        "neighbours": neighbours,
        "linked": linked,
    }
    yield "map.html", page(context, "map.html", "map.html", title, variables, section="map").encode()
    if drawn:
        yield "map.svg", drawn.svg


def _findings(summaries: Sequence[Summary], context: SiteContext) -> bytes:
    variables = {
        "rules": rule_views(summaries, context.language),
        "files": file_views(summaries, context.language),
        "finding_counts": counts((each for one in summaries for each in one.findings), context.language),
        "sound": sum(not summary.findings for summary in summaries),
    }
    title = text("site.findings", context.language)
    return page(context, "findings.html", "findings.html", title, variables, section="findings").encode()


def _labels(language: str) -> str:
    """Return the rules that name the cells of long tables on a phone, where rows are cards."""
    rules = []
    for table, names in _LABELS.items():
        for place, name in enumerate(names, start=2):
            words = json.dumps(text(f"site.{name}", language), ensure_ascii=False)
            rules.append(f".{table}.lean td:nth-child({place})::before{{content:{words}}}")
    return f"@media {_PHONE}{{{''.join(rules)}}}"


def _style(context: SiteContext) -> bytes:
    """Return our style sheet with the office's colours, those of its theme, and what it adds."""
    site = context.settings.site
    ours = package_file("site", "style.css").read_text(encoding="utf-8")
    colours = f":root{{--accent-light:{site.accent};--accent-dark:{site.accent_dark}}}"
    own = "".join(source.text for source in context.templates if source.name == OWN_STYLE)
    parts = (ours, _labels(context.language), colours, style(named_theme(context.theme)), MAP_STYLE, own)
    return "\n".join(part for part in parts if part).encode()
