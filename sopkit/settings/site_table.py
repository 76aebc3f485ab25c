"""The table `[site]` of the settings: letterhead, logo, colours and templates of the published catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_one_of, read_table
from sopkit.settings.values import SiteSettings

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["contrast", "read_site"]

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_MOST_LETTERS: Final = 200
_MOST_LINES: Final = 8
_LEAST_CONTRAST: Final = 4.5
"""Of text and its background. Source: WCAG 2.2, success criterion 1.4.3."""
_LIGHT: Final = ("#ffffff", "#f3f5f8")
_DARK: Final = ("#12161c", "#1d232c")
"""What links stand on: the paper and the shade of the style sheet, by day and by night."""


def read_site(path: Path, key: str, table: object) -> SiteSettings:
    """Read the table `[site]`.

    Raises InvalidSettings: an unknown key, a value that is not allowed, a colour that is hard to read.
    """
    return SiteSettings(**read_table(path, key, table, _READERS))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#0b5394`, from 1 to 21.

    Source: WCAG 2.2, definitions of contrast ratio and relative luminance.

    >>> round(contrast("#000000", "#ffffff")), round(contrast("#777777", "#ffffff"), 2)
    (21, 4.48)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _is_line(value: object) -> bool:
    return (
        isinstance(value, str) and bool(value.strip()) and value.isprintable() and len(value) <= _MOST_LETTERS
    )


def _read_line(path: Path, key: str, value: object) -> str:
    if isinstance(value, str) and _is_line(value):
        return value.strip()
    raise invalid(path, key, "line", value=shown(value), most=_MOST_LETTERS)


def _read_lines(path: Path, key: str, value: object) -> tuple[str, ...]:
    """Read a list of lines, or a single one."""
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or len(lines) > _MOST_LINES or not all(map(_is_line, lines)):
        raise invalid(path, key, "lines", value=shown(value), most=_MOST_LINES, letters=_MOST_LETTERS)
    return tuple(line.strip() for line in lines)


def _read_accent(*backgrounds: str) -> Reader:
    """Return a reader of a colour that can be read on some backgrounds."""

    def read(path: Path, key: str, value: object) -> str:
        if not isinstance(value, str) or not _COLOUR.match(value):
            raise invalid(path, key, "colour", value=shown(value))
        least = min(backgrounds, key=lambda background: contrast(value, background))
        found = contrast(value, least)
        if found < _LEAST_CONTRAST:
            raise invalid(path, key, "contrast", value=value, background=least, found=f"{found:.1f}")
        return value.lower()

    return read


def _read_place(*endings: str) -> Reader:
    """Return a reader of the place of a file, or without endings of a folder; the settings file is beside."""

    def read(path: Path, key: str, value: object) -> str:
        if isinstance(value, str) and _is_line(value) and value.lower().endswith(endings or ("",)):
            return str(path.parent / value)
        raise invalid(path, key, "picture" if endings else "folder", value=shown(value))

    return read


_READERS: Final[dict[str, Reader]] = {
    "title": _read_line,
    "letterhead": _read_lines,
    "logo": _read_place(".png", ".jpg", ".jpeg"),
    "accent": _read_accent(*_LIGHT),
    "accent_dark": _read_accent(*_DARK),
    "footer": _read_lines,
    "templates": _read_place(),
    "language": read_one_of("id", "en"),
}
