"""The style sheet of an SVG: every colour as a variable, others for the dark and for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopkit.chart.theme import MONOCHROME, Theme
from sopkit.layout import ArrowKind, StepState, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["style"]

_DARK: Final = "@media (prefers-color-scheme:dark)"
_PRINT: Final = "@media print"


def style(theme: Theme) -> str:
    """Return the style sheet of a theme.

    Dark colours are for readers who prefer them, if the theme has any; whatever is printed is black on white.
    """
    colours, paper = theme.colours(), MONOCHROME.colours()
    parts = [_variables(colours)]
    parts += [f"{rule}:var(--sop-{name})}}" for name, rules in _rules() for rule in rules]
    parts += [".sopkit .link:focus{outline:2px solid}", ".sopkit .link:hover .shape{stroke-width:2.6}"]
    if theme.dark:
        parts.append(f"{_DARK}{{{_variables(theme.dark)}}}")
    if paper != colours or theme.dark:
        parts.append(f"{_PRINT}{{{_variables(paper)}}}")
    return "".join(parts)


def _variables(colours: Mapping[str, str]) -> str:
    return f".sopkit{{{''.join(f'--sop-{name}:{colour};' for name, colour in colours.items())}}}"


def _rules() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each variable with the beginnings of the rules that use it, what is more special later."""
    yield "paper", (".sopkit .paper{fill", ".sopkit .paper{stroke")
    yield "text", (".sopkit text{fill", ".sopkit .check{stroke")
    yield "header", (".sopkit .header{fill", ".sopkit .header{stroke")
    for name in ("frame", "rule", "lane"):
        yield name, (f".sopkit .{name}{{stroke",)
    yield "symbol", (".sopkit .shape{stroke",)
    for symbol in SymbolKind:
        yield symbol, (f".sopkit .symbol.{symbol} .shape{{fill",)
    for way in ArrowKind:
        where = f".sopkit .arrow.{way}"
        yield way, (f"{where} .line,{where} .head{{stroke", f"{where} .head,{where} text{{fill")
    yield "one-of", (".sopkit .table .one-of,.sopkit .arrow.one-of .line{stroke",)
    for state in (StepState.DONE, StepState.CURRENT, StepState.OVERDUE):
        yield state, (f".sopkit .symbol.{state} .shape{{stroke",)
        yield f"{state}-fill", (f".sopkit .symbol.{state} .shape{{fill",)
