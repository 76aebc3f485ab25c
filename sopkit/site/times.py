"""The times of an SOP on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.flow.timing import timing_as_set
from sopkit.lang import text
from sopkit.report.times import totals
from sopkit.site.html import Markup, element, joined, with_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sopkit.model import Sop
    from sopkit.settings import Settings

__all__ = ["nested", "times"]

_INDENT = "  "


def times(sop: Sop, language: str, settings: Settings) -> Markup:
    """Return the totals of an SOP, by actor and for each return, in the words of `sopkit time`."""
    found = timing_as_set(sop, settings)
    why = element("p", text("site.times-why", language), class_="quiet")
    return joined([why, *(nested(block) for block in totals(found, language))])


def nested(lines: Sequence[str]) -> Markup:
    """Return lines as a list; lines that are set in belong to the line above them.

    >>> nested(["a:", "  b", "c"]).text
    '<ul><li>a:<ul><li>b</li></ul></li><li>c</li></ul>'
    """
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_INDENT) and entries:
            entries[-1][1].append(line.removeprefix(_INDENT))
        else:
            entries.append((line, []))
    return element(
        "ul", *(element("li", with_code(line), nested(below) if below else "") for line, below in entries)
    )
