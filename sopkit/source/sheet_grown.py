"""What is added to a text: pieces of it, and the lists and mappings that are made for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.source.keys import place_of, spelling
from sopkit.source.sheet import Impossible
from sopkit.source.sheet_words import as_key, as_value

if TYPE_CHECKING:
    from sopkit.findings import Pointer
    from sopkit.source.sheet import Sheet

__all__ = ["Grown", "Piece", "block_lines", "in_brackets"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A value as it is written."""

    lines: tuple[str, ...]
    text: str | None = None
    """What it says; None for a list or mapping."""
    comment: str = ""
    """What stands behind it on its line, blanks first."""
    is_block: bool = False
    """Whether it is a list or mapping without brackets."""
    holds: str = ""
    """What its key holds, as `keys.Key` says it."""

    def in_brackets(self) -> str:
        """Return it as it is written inside brackets, without its comment. Raises Impossible."""
        if self.is_block:
            raise Impossible
        if self.text is None or self.lines[0][:1] in {"'", '"'}:
            return self.lines[0]
        return as_value(self.text, self.holds, in_flow=True)


@dataclass(slots=True)
class Grown:
    """A list, by the positions of its items, or a mapping, by its canonical keys."""

    children: dict[str | int, Grown | Piece] = field(default_factory=dict)

    def add(self, token: str | int, part: Grown | Piece) -> None:
        """Add a part. Raises Impossible where there is one already."""
        if token in self.children:
            raise Impossible
        self.children[token] = part


def block_lines(grown: Grown, pointer: Pointer, sheet: Sheet) -> list[str]:
    """Return the lines of what is added under a pointer, without brackets, from the left on."""
    lines: list[str] = []
    for token, part in grown.children.items():
        below = (*pointer, token)
        if isinstance(token, int):
            item = _lines_of(part, below, sheet)
            lines += [f"- {item[0]}", *(f"  {line}" for line in item[1:])]
            continue
        key = as_key(spelling(place_of(pointer), token, sheet.vocabulary), in_flow=False)
        value = _lines_of(part, below, sheet)
        if isinstance(part, Piece) and not part.is_block:
            lines.append(f"{key}: {value[0]}".rstrip())
        else:
            depth = sheet.dash_depth if value[0].startswith("- ") else 2
            lines += [f"{key}:", *(f"{' ' * depth}{line}" for line in value)]
    return lines


def in_brackets(grown: Grown, pointer: Pointer, vocabulary: str) -> str:
    """Return what is added under a pointer on one line, in brackets. Raises Impossible."""
    parts = []
    for token, part in grown.children.items():
        below = (*pointer, token)
        value = part.in_brackets() if isinstance(part, Piece) else in_brackets(part, below, vocabulary)
        key = "" if isinstance(token, int) else spelling(place_of(pointer), token, vocabulary)
        parts.append(f"{as_key(key, in_flow=True)}: {value}" if key else value)
    inner = ", ".join(parts)
    return f"[{inner}]" if all(isinstance(token, int) for token in grown.children) else f"{{{inner}}}"


def _lines_of(part: Grown | Piece, pointer: Pointer, sheet: Sheet) -> list[str]:
    if isinstance(part, Grown):
        return block_lines(part, pointer, sheet)
    return [*part.lines[:-1], f"{part.lines[-1]}{part.comment}"]
