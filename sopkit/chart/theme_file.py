"""A theme in a TOML file: what an office sets of the look of its drawings, checked value by value.

What has passed here is written into DOT, SVG and CSS as it is, so nothing else passes than colours, numbers
within bounds, names of line styles and plain names of fonts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopkit.chart.theme import BUILT_IN, Line, LineStyle, Theme
from sopkit.errors import InvalidValue, UnknownName
from sopkit.layout import ArrowKind, StepState, SymbolKind
from sopkit.settings.faults import invalid, shown
from sopkit.settings.readers import Reader, read_flag, read_keys, read_one_of
from sopkit.settings.toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["named_theme", "read_theme", "theme_text"]

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_FONT: Final = re.compile(r"[A-Za-z][A-Za-z0-9 -]{0,39}\Z")
_MOST_FONTS: Final = 8
_WIDTHS_PT: Final = (0.1, 6.0)
_LINES: Final = ("frame", "rule", "lane", "symbol")
_WAYS: Final = (*(str(kind) for kind in ArrowKind), "one-of")
_STATES: Final = (StepState.DONE, StepState.CURRENT, StepState.OVERDUE)


def named_theme(name: str | PathLike[str]) -> Theme:
    """Return a theme by its name, or that of a file, whose name ends in `.toml`.

    Raises UnknownName for another name; InvalidValue for what is none; InvalidSettings as `read_theme` does.
    """
    if isinstance(name, str) and name in BUILT_IN:
        return BUILT_IN[name]
    place = fspath(name) if isinstance(name, str | PathLike) else name
    if not isinstance(place, str):
        known = ", ".join(f"`{theme}`" for theme in BUILT_IN)
        raise InvalidValue("theme", name, f"{known} or the path of a theme file")
    if not place.endswith(".toml"):
        raise UnknownName("theme", place, tuple(BUILT_IN))
    return read_theme(Path(place))


def read_theme(path: Path) -> Theme:
    """Return the theme of a file: that of its `base`, with what the file sets.

    Raises InvalidSettings: the file cannot be read, is no TOML, or holds what a theme does not.
    """
    values = read_keys(path, read_toml(path, kind="theme"), _READERS, "")
    theme = BUILT_IN[values.pop("base", "colour")]
    if not values.pop("follow_dark", True):
        theme = replace(theme, dark={})
    for key, value in values.items():
        theme = _SETTERS[key](theme, value)
    return theme


def theme_text(theme: Theme) -> str:
    """Write a theme as a file that sets everything; `read_theme` reads it again."""
    colours = {"paper": theme.paper, "text": theme.text, "header": theme.header}
    colours |= {str(kind): theme.fills[kind] for kind in SymbolKind}
    colours |= {f"{state}-fill": theme.state_fills[state] for state in _STATES}
    lines = {name: getattr(theme, name) for name in _LINES}
    lines |= {str(kind): theme.ways[kind] for kind in ArrowKind} | {"one-of": theme.one_of}
    lines |= {str(state): theme.states[state] for state in _STATES}
    parts = [f"fonts = [{', '.join(_quoted(font) for font in theme.fonts)}]"]
    parts += [f"taken_width = {theme.taken_width}", "", "[colours]"]
    parts += [f"{name} = {_quoted(colour)}" for name, colour in colours.items()]
    for name, line in lines.items():
        style = [f"style = {_quoted(line.style)}"] if name in _WAYS else []
        parts += ["", f"[lines.{name}]", f"colour = {_quoted(line.colour)}", f"width = {line.width}", *style]
    if theme.dark:
        parts += ["", "[dark]", *(f"{name} = {_quoted(colour)}" for name, colour in theme.dark.items())]
    return "\n".join(parts) + "\n"


def _quoted(words: str) -> str:
    return f'"{words}"'


# --- readers: what TOML has in, a value or a fault out ---


def _read_colour(path: Path, key: str, value: object) -> str:
    if isinstance(value, str) and _COLOUR.match(value):
        return value.lower()
    raise invalid(path, key, "colour", value=shown(value))


def _read_width(path: Path, key: str, value: object) -> float:
    least, most = _WIDTHS_PT
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    raise invalid(path, key, "points", value=shown(value), least=f"{least:g}", most=f"{most:g}")


def _read_fonts(path: Path, key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and 1 <= len(value) <= _MOST_FONTS:
        names = [name for name in value if isinstance(name, str) and _FONT.match(name)]
        if len(names) == len(value):
            return tuple(names)
    raise invalid(path, key, "fonts", value=shown(value))


def _read_section(readers: Mapping[str, Reader]) -> Reader:
    """Return a reader of a table with keys of its own."""

    def read(path: Path, key: str, value: object) -> dict[str, Any]:
        if isinstance(value, dict):
            return read_keys(path, value, readers, f"{key}.")
        known = ", ".join(f"`{name}`" for name in readers)
        raise invalid(path, key, "section", value=shown(value), known=known)

    return read


_PLAIN_LINE: Final = {"colour": _read_colour, "width": _read_width}
_WAY_LINE: Final = {**_PLAIN_LINE, "style": read_one_of(*(str(style) for style in LineStyle))}
_COLOURS: Final = (
    "paper",
    "text",
    "header",
    *(str(kind) for kind in SymbolKind),
    *(f"{state}-fill" for state in _STATES),
)
_READERS: Final[dict[str, Reader]] = {
    "base": read_one_of(*BUILT_IN),
    "follow_dark": read_flag,
    "fonts": _read_fonts,
    "taken_width": _read_width,
    "colours": _read_section(dict.fromkeys(_COLOURS, _read_colour)),
    "lines": _read_section(
        dict.fromkeys((*_LINES, *(str(state) for state in _STATES)), _read_section(_PLAIN_LINE))
        | dict.fromkeys(_WAYS, _read_section(_WAY_LINE))
    ),
    "dark": _read_section(dict.fromkeys(BUILT_IN["colour"].colours(), _read_colour)),
}


# --- setters: a theme with the values of one key ---


def _with_colours(theme: Theme, values: Mapping[str, str]) -> Theme:
    plain: dict[str, Any] = {name: values[name] for name in ("paper", "text", "header") if name in values}
    fills = {kind: values.get(str(kind), theme.fills[kind]) for kind in SymbolKind}
    states = {state: values.get(f"{state}-fill", theme.state_fills[state]) for state in _STATES}
    return replace(theme, fills=fills, state_fills=states, **plain)


def _with_lines(theme: Theme, values: Mapping[str, Mapping[str, Any]]) -> Theme:
    def line(name: str, old: Line) -> Line:
        new = values.get(name, {})
        style = LineStyle(new.get("style", old.style))
        return Line(new.get("colour", old.colour), new.get("width", old.width), style)

    plain: dict[str, Any] = {name: line(name, getattr(theme, name)) for name in _LINES}
    return replace(
        theme,
        **plain,
        ways={kind: line(str(kind), theme.ways[kind]) for kind in ArrowKind},
        one_of=line("one-of", theme.one_of),
        states={state: line(str(state), theme.states[state]) for state in _STATES},
    )


_SETTERS: Final[dict[str, Callable[[Theme, Any], Theme]]] = {
    "fonts": lambda theme, fonts: replace(theme, fonts=fonts),
    "taken_width": lambda theme, width: replace(theme, taken_width=width),
    "colours": _with_colours,
    "lines": _with_lines,
    "dark": lambda theme, dark: replace(theme, dark={**theme.dark, **dark}),
}
