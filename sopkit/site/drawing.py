"""A drawing set into a page: its symbols lead to the rows of the table of steps, and can be reached by keys.

The SVG is our own, as `sopkit.chart.svg` writes it, with `<` and `>` in no text and no value. So it can be
changed as text, which takes a tenth of the time that a parser takes.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from sopkit.site.jinja import Markup, markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.model import Sop

__all__ = ["PREFIX", "inline"]

PREFIX: Final = "chart-"
"""What every id of a drawing in a page begins with, and no other id of a page does."""
_WIDE_POINTS: Final = 1300
"""A wider drawing is not made narrower to fit a page: its letters would be too small."""
_ROOT: Final = re.compile(r"<svg [^<>]*>")
_TALL_SHARE: Final = 0.9
"""A drawing that is higher than this share of its width is printed on a page of its own, upright."""
_SIZE: Final = re.compile(r' width="([0-9.]+)pt" height="([0-9.]+)pt"')
_LEFT_OUT: Final = re.compile(r"<desc[ >].*?</desc>\n?|<style>.*?</style>\n?", re.DOTALL)
"""The colours stand in the style sheet of the catalogue, what the drawing tells in the table beside it."""
_ID: Final = re.compile(r'(<[a-z]+(?: [\w:-]+="[^"<>]*")*? id=")')
_SYMBOL: Final = re.compile(
    r'<g id="(?P<id>[^"]*)" (?P<rest>class="symbol[^<>]* data-step="(?P<step>[^"]*)"[^<>]*)>\n?'
    r"(?P<inside>.*?)</g>",
    re.DOTALL,
)


def inline(drawing: bytes, sop: Sop) -> Markup:
    """Return the SVG of an SOP as part of its page.

    The symbols of step 3 link to `#step-3`; the first of them has the id `chart-step-3`.
    """
    text = drawing.decode("utf-8")
    found = _ROOT.search(text)
    if found is None:
        raise ValueError("the drawing is no SVG")
    inside = _ID.sub(rf"\g<1>{PREFIX}", _LEFT_OUT.sub("", text[found.end() :]))
    return markup(_root(found.group()) + _linked(inside, {step.key: step.number for step in sop.steps}))


def _root(tag: str) -> str:
    """Return the beginning of the drawing as a document of parts, which an image is not."""
    for name in ("xml:lang", "aria-describedby", "role", "xmlns"):
        tag = re.sub(f' {name}="[^"]*"', "", tag)
    tag = tag.replace('aria-labelledby="', f'role="graphics-document document" aria-labelledby="{PREFIX}', 1)
    size = _SIZE.search(tag)
    width, height = (float(size[1]), float(size[2])) if size else (0.0, 0.0)
    kinds = "sopkit" + " wide" * (width > _WIDE_POINTS) + " tall" * (height > _TALL_SHARE * width)
    return tag.replace('class="sopkit"', f'class="{kinds}"', 1)


def _linked(inside: str, numbers: Mapping[str, int]) -> str:
    """Put the symbols of steps into links; their titles are tooltips, and names for those who listen."""
    linked: set[int] = set()

    def link(symbol: re.Match[str]) -> str:
        number = numbers.get(unescape(symbol["step"]))
        if number is None:
            return symbol.group()
        name = symbol["id"] if number in linked else f"{PREFIX}step-{number}"
        linked.add(number)
        inside = symbol["inside"]
        return f'<g id="{name}" {symbol["rest"]}><a href="#step-{number}" class="link">{inside}</a></g>'

    return _SYMBOL.sub(link, inside)
