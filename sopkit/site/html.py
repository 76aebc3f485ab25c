"""HTML as values: every text is escaped on its way in, so that no SOP can break a page by what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Content", "Markup", "element", "joined", "page", "with_code"]

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of letters, which no page may hold."""
_VOID = frozenset({"br", "img", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of HTML that is ready to stand in a page."""

    text: str


Content = Markup | str
"""What an element holds: markup is taken as it is, text is escaped."""


def element(name: str, /, *content: Content, **attributes: str | None) -> Markup:
    """Return an element; an attribute that is None is left out.

    An underscore at the end of an attribute's name is dropped, one within it becomes a dash.

    >>> element("a", "2 < 3", href="#x", class_=None).text
    '<a href="#x">2 &lt; 3</a>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(content).text}</{name}>")


def joined(content: Iterable[Content], separator: str = "") -> Markup:
    """Return pieces one after the other, with a text between them.

    >>> joined(["a & b", Markup("<br>")], ", ").text
    'a &amp; b, <br>'
    """
    pieces = (piece.text if isinstance(piece, Markup) else _escaped(piece) for piece in content)
    return Markup(_escaped(separator).join(pieces))


def _escaped(text: str) -> str:
    return escape(_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text))


def with_code(text: str) -> Markup:
    """Return a message whose values stand in backquotes with these values as code.

    >>> with_code("tulis `2 < 3`").text
    'tulis <code>2 &lt; 3</code>'
    """
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return joined([text])
    return joined(element("code", piece) if place % 2 else piece for place, piece in enumerate(pieces))


def page(*, title: str, language: str, body: Iterable[Content]) -> str:
    """Return a whole page that fetches nothing but `style.css` beside it, and runs no script."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="stylesheet", href="style.css"),
    )
    document = element("html", "\n", head, "\n", element("body", "\n", *body, "\n"), "\n", lang=language)
    return f"<!DOCTYPE html>\n{document.text}\n"
