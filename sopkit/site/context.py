"""What all pages of a catalogue have in common: language, settings, engine, theme and templates."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import LogoUnusable, UnknownName
from sopkit.lang import LANGUAGES, text
from sopkit.ordinary import ordinary_bytes
from sopkit.resources import package_file
from sopkit.site.jinja import own_templates, rendered

if TYPE_CHECKING:
    from sopkit.settings import Settings
    from sopkit.site.jinja import Source

__all__ = ["SiteContext", "site_context"]

_MOST_BYTES = 5_000_000
_ELSEWHERE = ("missing", "outside")
"""Faults of a logo whose words name the folder of the SOP: that of the settings is meant here."""


@dataclass(frozen=True)
class SiteContext:
    """What every page of a catalogue is made with; it can be sent to another process."""

    language: str
    """Of the pages, `id` or `en`; the texts of an SOP keep their own."""
    settings: Settings
    engine: str
    """`graphviz-pure` or `dot`."""
    theme: str
    """`colour`, `monochrome` or the path of a theme file."""
    templates: tuple[Source, ...] = ()
    """The office's own templates, as they were read when the building began."""
    logo: bytes | None = None
    """The office's logo, a PNG or JPEG picture."""

    def render(self, template: str, /, **variables: object) -> str:
        """Return a page from its template. Raises InvalidTemplate: an own template has a fault."""
        return rendered(self.templates, template, variables)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything but the SOPs that pages are made of; another one means: make them all anew."""
        parts = (
            version("sopkit").encode(),
            self.language.encode(),
            self.engine.encode(),
            _plain(self.settings).encode(),
            _theme(self.theme),
            _plain(self.templates).encode(),
            self.logo or b"",
            *_own_files(),
        )
        lengths = b",".join(str(len(part)).encode() for part in parts)
        return hashlib.sha256(b"\0".join((lengths, *parts))).hexdigest()


def site_context(
    settings: Settings,
    *,
    language: str,
    engine: str | None = None,
    theme: str | None = None,
    templates: Path | None = None,
) -> SiteContext:
    """Return what the pages of a catalogue are made with.

    `engine`, `theme` and the folder `templates` overrule those of the settings.

    Raises UnknownName: there is no such language; InvalidTemplate: the folder cannot be read, or holds what
    is no template; LogoUnusable: the logo of the settings is no picture.
    """
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    site = settings.site
    folder = templates or (Path(site.templates) if site.templates else None)
    return SiteContext(
        language=language,
        settings=settings,
        engine=engine or settings.engine,
        theme=theme or settings.theme or "colour",
        templates=own_templates(folder) if folder else (),
        logo=_logo(site.logo) if site.logo else None,
    )


def _logo(place: str) -> bytes:
    from sopkit.chart.logo import read_logo  # here, because most catalogues have none

    path = Path(place)
    try:
        return read_logo(path.name, path.parent).data
    except LogoUnusable as error:
        if error.reason not in _ELSEWHERE:
            raise
        messages = tuple(
            (each, text(f"site.logo-{error.reason}", each, logo=path.name, folder=path.parent))
            for each in LANGUAGES
        )
        raise LogoUnusable(error.logo, error.reason, messages) from error


def _plain(value: object) -> str:
    values = value if isinstance(value, tuple) else asdict(value)  # type: ignore[call-overload]
    return json.dumps(values, default=str, sort_keys=True, ensure_ascii=False)


def _theme(theme: str) -> bytes:
    """Return the name of a theme, or what stands in its file."""
    if not theme.endswith(".toml"):
        return theme.encode()
    try:
        return ordinary_bytes(Path(theme), _MOST_BYTES)
    except OSError:
        return theme.encode()  # whoever draws says what is wrong with it


def _own_files() -> tuple[bytes, ...]:
    """Return the templates, styles and scripts that come with sopkit: they change between its versions."""
    folder = package_file("site")
    own = (path for path in folder.rglob("*") if path.suffix in {".css", ".html", ".js"})
    return tuple(path.read_bytes() for path in sorted(own))
