"""All that a card says of one kind of finding, for `sopkit explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.source.keys import TABLE, spelling
from sopkit.source.writer import translate

if TYPE_CHECKING:
    from sopkit.rules.cards import Card

__all__ = ["example_of", "explain", "graveness", "open_fix"]

_ABOUT_VOCABULARIES = frozenset({"mixed-vocabulary"})
"""Findings whose examples would be mended by translating their keys."""
_BLANK = re.compile(r"\{(key_)?([a-z_]+)\}")


def explain(card: Card, language: str) -> str:
    """Return what a finding means and how it is mended, with a wrong and a right example."""
    words = card.words(language)
    parts = [
        f"{card.code} {card.name}: {words.title}",
        f"({graveness(card, language)})",
        "",
        f"{text('report.why', language)}: {words.why.strip()}",
        f"{text('report.fix', language)}: {open_fix(card, language)}",
        f"{text('report.source', language)}: {words.source.strip()}",
        "",
        *_example("report.wrong", example_of(card, "wrong", language), language),
        *_example("report.right", example_of(card, "right", language), language),
    ]
    return "\n".join(parts).rstrip() + "\n"


def graveness(card: Card, language: str) -> str:
    """Return the severity of a finding and since when it is found, in words."""
    severity = text(f"report.{card.severity}", language)
    return text("report.since", language, severity=severity, since=card.since)


def open_fix(card: Card, language: str) -> str:
    """Return what to do as the card has it: keys in the words of the language, other blanks left open."""
    filled = _BLANK.sub(
        lambda found: _key(found[2], language) if found[1] else "...", card.words(language).fix
    )
    return filled.replace("{{", "{").replace("}}", "}").strip()


def example_of(card: Card, which: str, language: str) -> str | None:
    """Return the `wrong` or the `right` example with the keys of the language; None if there is none."""
    example = card.wrong if which == "wrong" else card.right
    if example is None or card.name in _ABOUT_VOCABULARIES:
        return example
    return translate(example, language)


def _key(name: str, language: str) -> str:
    place = next((place for place, keys in TABLE.items() if name in keys), "")
    return spelling(place, name, language) if place else "..."


def _example(key: str, example: str | None, language: str) -> list[str]:
    title = f"{text(key, language)}:"
    if example is None:
        return [title, f"  {text('report.no-wrong', language)}", ""]
    return [title, *(f"  {line}".rstrip() for line in example.rstrip().splitlines()), ""]
