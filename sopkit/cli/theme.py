"""Which theme is meant on the command line and in the settings."""

from __future__ import annotations

from sopkit.cli.parser import UsageFault, nearest
from sopkit.settings.readers import THEMES

__all__ = ["theme_of"]


def theme_of(asked: str | None, set_for_all: str | None, usual: str) -> str:
    """Return the name or file of the theme: as asked, else as set, else the usual one. Raises UsageFault."""
    if asked is None:
        return set_for_all or usual
    if asked not in THEMES and not asked.endswith(".toml"):
        known = ", ".join(f"`{name}`" for name in THEMES)
        raise UsageFault("unknown-theme", suggestion=nearest(asked, THEMES), theme=asked, known=known)
    return asked
