"""Where a page of Markdown asks for an SOP: fenced blocks, and comments with a stand-in; pure text.

    ```sop-flowchart               <!-- sop-flowchart: leave -->
    leave                          ![The flowchart](leave.svg)
    caption: How leave is asked    <!-- /sop-flowchart -->
    ```

The comment is for pages that are read elsewhere too: there the lines between stand in for the SOP.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Block", "parts"]

_OPENING: Final = re.compile(r"(?P<prefix>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)\Z")
_OURS: Final = re.compile(r"sop(?:-(?P<kind>[a-z-]+))?(?:[ \t]+(?P<subject>.*))?\Z")
_COMMENT: Final = re.compile(r"(?P<prefix>[ \t>]*)<!-- sop(?:-(?P<kind>[a-z]+))?:(?P<subject>.*?)-->[ \t]*\Z")
_OPTION: Final = re.compile(r"[ \t]*[A-Za-z_-]+[ \t]*:(?:[ \t]|\Z)|[ \t]*#")


@dataclass(frozen=True, slots=True)
class Block:
    """A place in a page where a piece of an SOP is to stand."""

    kind: str
    """What follows `sop-`, such as `flowchart`; empty for `sop` alone."""
    subject: str
    """The file or id of the SOP as written; empty where none is."""
    options: str
    """The lines of options, as YAML."""
    prefix: str
    """What stands before each of its lines: spaces, and `>` in a quotation."""
    line: int
    """Where it begins, from 1."""
    source: str
    """Its lines, without the prefix."""


def parts(lines: Sequence[str]) -> Iterator[str | Block]:
    """Yield the lines of a page, with a Block in the place of each that asks for an SOP.

    What stands in another fenced block only shows how it is written, and stays as it is.
    """
    place = 0
    while place < len(lines):
        end, block = _at(lines, place)
        if block is None:
            yield from lines[place:end]
        else:
            yield block
        place = end


def _at(lines: Sequence[str], place: int) -> tuple[int, Block | None]:
    """Return the end of what begins in a line, and the block that it is, if it is one."""
    if comment := _COMMENT.match(lines[place]):
        kind, prefix = comment["kind"] or "", comment["prefix"]
        last = f"<!-- /sop{'-' if kind else ''}{kind} -->"
        end = _end(lines, place, prefix, last)
        if end is None:
            return place + 1, None
        return end, _block(lines[place:end], prefix, kind, comment["subject"].strip(), [], place)
    opening = _OPENING.match(lines[place])
    end = _end(lines, place, opening["prefix"], opening["fence"]) if opening else None
    if opening is None or end is None:
        return place + 1, None
    ours = _OURS.match(opening["info"].strip())
    if ours is None:
        return end, None
    body = [_without(line, opening["prefix"]) for line in lines[place + 1 : end - 1]]
    subject = (ours["subject"] or "").strip()
    kind = ours["kind"] or ""
    return end, _block(lines[place:end], opening["prefix"], kind, subject, body, place)


def _end(lines: Sequence[str], place: int, prefix: str, last: str) -> int | None:
    """Return the line after the one that closes a block; None where nothing does."""
    for number in range(place + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.startswith(prefix.rstrip()):
            return None
        inside = _without(line, prefix)
        if inside.strip() == last and not inside.startswith("    "):
            return number + 1
    return None


def _block(lines: Sequence[str], prefix: str, kind: str, subject: str, body: list[str], place: int) -> Block:
    while body and not body[0].strip():
        body = body[1:]
    if not subject and body and not _OPTION.match(body[0]):
        subject, body = body[0].strip(), body[1:]
    source = "\n".join(_without(line, prefix) for line in lines)
    return Block(kind, subject, "\n".join(body), prefix, place + 1, source)


def _without(line: str, prefix: str) -> str:
    return line[len(prefix) :] if line.startswith(prefix) else line.lstrip(" \t>")
