"""The drawings of a build and the style they share; a server draws anew only what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.chart import draw
from sopkit.chart.svg_style import style
from sopkit.chart.theme_file import named_theme
from sopkit.layout import in_form_of
from sopkit.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from sopkit.chart.theme import Theme
    from sopkit.ext.mkdocs.library import Entry
    from sopkit.model import Sop, StepKey

__all__ = ["Drawings", "style_sheet"]

_DARK = ("[data-md-color-scheme=slate]", "[data-bs-theme=dark]")
_LIGHT = ("[data-md-color-scheme=default]", "[data-bs-theme=light]", ".wy-body-for-nav")
"""What the themes Material, MkDocs and Read the Docs set when they are dark or light, whatever the reader's
system prefers."""


class Drawings:
    """Flowcharts as SVG, with one theme and one engine."""

    def __init__(self, theme: str, engine: str | None, before: Drawings | None = None) -> None:
        self.theme = theme
        self._engine = engine
        look = named_theme(theme)
        self._look = (look, engine)
        self._before = before._made if before is not None and before._look == self._look else {}
        self._made: dict[Hashable, bytes] = {}

    def of(self, entry: Entry, sop: Sop, links: Mapping[StepKey, str]) -> bytes:
        """Return the drawing of an SOP. Raises EngineMissing, EngineFailed, EngineTimedOut."""
        key = (entry.document.text, sop.id, entry.settings.form, entry.settings.engine, tuple(links.items()))
        if key not in self._made:
            self._made[key] = self._before.get(key) or draw(
                in_form_of(entry.settings.form, sop),
                "svg",
                engine=self._engine or entry.settings.engine,
                theme=self.theme,
                links={str(key): link for key, link in links.items()} or None,
            )
        return self._made[key]


def style_sheet(theme: str) -> bytes:
    """Return the style of the pieces, and that of all drawings.

    Raises UnknownName, InvalidValue, InvalidSettings: there is no such theme, or its file has a fault.
    """
    look = named_theme(theme)
    pieces = package_file("ext", "mkdocs", "pieces.css").read_text(encoding="utf-8")
    return f"{pieces}{style(look)}{_schemes(look)}\n".encode()


def _schemes(look: Theme) -> str:
    """Return the colours for pages that are dark or light whatever the reader's system prefers."""
    if not look.dark:
        return ""
    rules = [
        f"{','.join(f'{each} .sopkit' for each in places)}"
        f"{{{''.join(f'--sop-{name}:{colour};' for name, colour in colours.items())}}}"
        for places, colours in ((_LIGHT, look.colours()), (_DARK, look.dark))
    ]
    return f"@media screen{{{''.join(rules)}}}"
