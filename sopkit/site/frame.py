"""What stands around every page: letterhead, ways to the other pages, language and words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.site.jinja import Markup, markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.site.context import SiteContext

__all__ = ["SiteView", "logo_name", "page"]

_LOGO: Final = {b"\x89PNG": "logo.png", b"\xff\xd8\xff": "logo.jpg"}
"""The name of the office's logo in the catalogue, by its first bytes."""


@dataclass(frozen=True, slots=True)
class SiteView:
    """The catalogue as its pages show it."""

    title: str
    letterhead: tuple[str, ...]
    logo: str | None
    """The path of the picture in the catalogue."""
    footer: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    """The main pages, each with its name and its path: `index`, `actors`, `laws`, `map`, `findings`."""


_SECTIONS: Final = (
    ("index", "index.html"),
    ("actors", "actors/index.html"),
    ("laws", "laws/index.html"),
    ("map", "map.html"),
    ("findings", "findings.html"),
)


def page(
    context: SiteContext,
    template: str,
    path: str,
    title: str,
    variables: Mapping[str, object],
    *,
    section: str,
) -> str:
    """Return a page from its template; `path` is its place in the catalogue, `section` its main page.

    Raises InvalidTemplate: a template of the office has a fault.
    """
    root = "../" * path.count("/")
    return context.render(
        template,
        site=_site(context),
        language=context.language,
        root=root,
        here=path,
        page_title=title,
        section=section,
        words=partial(_words, context.language),
        lang=partial(_lang, context.language),
        **variables,
    )


def logo_name(logo: bytes | None) -> str | None:
    """Return the name of the office's logo in the catalogue; None where there is none."""
    return next((name for start, name in _LOGO.items() if logo and logo.startswith(start)), None)


def _site(context: SiteContext) -> SiteView:
    site = context.settings.site
    return SiteView(
        title=site.title or text("site.catalogue", context.language),
        letterhead=site.letterhead,
        logo=logo_name(context.logo),
        footer=site.footer,
        sections=_SECTIONS,
    )


def _words(language: str, name: str, /, **blanks: object) -> str:
    return text(f"site.{name}", language, **blanks)


def _lang(language: str, other: str) -> Markup:
    """Return the attribute for texts in another language than that of the page; nothing for the same."""
    return markup("" if other == language else f' lang="{other}"')
