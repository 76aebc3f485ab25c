"""Pieces of an SOP with places to fill in, as editors have them: `${1:words}` is the first place.

A piece is plain data: keys of a vocabulary, lists, and texts with places in them.
"""

from __future__ import annotations

from sopkit.lang import text
from sopkit.source.keys import spelling

__all__ = ["Piece", "lines_of", "new_entries", "value_of"]

Piece = str | dict[str, "Piece"] | list["Piece"]


def value_of(place: str, name: str, vocabulary: str) -> Piece | None:
    """Return what a canonical key holds, where that is more than one text; None for any other."""
    new = {"history": "revision", "steps": "step", "returns": "branch", "branches": "branch"}
    if name in new:
        return [new_entries(new[name], vocabulary)[0][1]]
    if (place, name) == ("sop", "approved_by"):
        return {_word("approval", "position", vocabulary): _fill(1, "position", vocabulary)}
    if (place, name) == ("sop", "actors"):
        first, second = (text(f"lsp.fill-{each}", vocabulary) for each in ("actor", "other-actor"))
        return {first: _fill(1, "position", vocabulary), second: _fill(2, "position", vocabulary)}
    if (place, name) == ("sop", "form"):
        return {_word("form", "paper", vocabulary): "${1:A4}"}
    return None


def new_entries(place: str, vocabulary: str) -> tuple[tuple[str, Piece], ...]:
    """Return the names of the words and the pieces of what a new item of a list may be, such as a step."""
    if place == "step":
        return ("new-step", _step(vocabulary)), ("new-decision", _decision(vocabulary))
    if place == "branch":
        return (("new-way", _way(vocabulary, 1)),)
    if place == "revision":
        return (("new-revision", _revision(vocabulary)),)
    return ()


def lines_of(piece: Piece) -> list[str]:
    """Return a piece as lines of YAML.

    >>> lines_of({"a": ["${1:b}"]})
    ['a:', '  - ${1:b}']
    """
    if isinstance(piece, str):
        return [piece]
    lines: list[str] = []
    if isinstance(piece, list):
        for item in piece:
            first, *rest = lines_of(item)
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
        return lines
    for key, value in piece.items():
        if isinstance(value, str):
            lines.append(f"{key}: {value}")
        else:
            lines += [f"{key}:", *(f"  {line}" for line in lines_of(value))]
    return lines


def _word(place: str, name: str, vocabulary: str) -> str:
    return spelling(place, name, vocabulary)


def _fill(number: int, name: str, vocabulary: str) -> str:
    return f"${{{number}:{text(f'lsp.fill-{name}', vocabulary)}}}"


def _step(vocabulary: str, prefix: str = "") -> dict[str, Piece]:
    return {
        _word("step", "id", vocabulary): _fill(1, f"{prefix}step", vocabulary),
        _word("step", "actor", vocabulary): _fill(2, f"{prefix}actor", vocabulary),
        _word("step", "activity", vocabulary): _fill(3, "activity", vocabulary),
        _word("step", "time", vocabulary): _fill(4, "time", vocabulary),
    }


def _decision(vocabulary: str) -> dict[str, Piece]:
    returns = _word("step", "returns", vocabulary)
    return {**_step(vocabulary, "other-"), returns: [_way(vocabulary, 5)]}


def _way(vocabulary: str, first: int) -> dict[str, Piece]:
    return {
        _word("branch", "to", vocabulary): _fill(first, "step", vocabulary),
        _word("branch", "when", vocabulary): _fill(first + 1, "condition", vocabulary),
    }


def _revision(vocabulary: str) -> dict[str, Piece]:
    return {
        _word("revision", "version", vocabulary): "${1:1}",
        _word("revision", "date", vocabulary): "${2:2026-01-05}",
        _word("revision", "change", vocabulary): _fill(3, "change", vocabulary),
    }
