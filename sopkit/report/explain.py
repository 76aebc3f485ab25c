"""All that a card says of one kind of finding, for `sopkit explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.source.keys import TABLE, spelling
from sopkit.source.writer import translate

if TYPE_CHECKING:
    from sopkit.rules.cards import Card

__all__ = ["example_of", "explain", "graveness", "open_fix", "traits"]

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
        *(f"{title}: {told}" for title, told in traits(card, language)),
        "",
        *_example("report.wrong", example_of(card, "wrong", language), language),
        *_example("report.right", example_of(card, "right", language), language),
        *(_example("report.beside", translate(card.beside, language), language) if card.beside else ()),
    ]
    return "\n".join(parts).rstrip() + "\n"


def graveness(card: Card, language: str) -> str:
    """Return the severity of a finding and since when it is found, in words."""
    severity = text(f"report.{card.severity}", language)
    return text("report.since", language, severity=severity, since=card.since)


def traits(card: Card, language: str) -> tuple[tuple[str, str], ...]:
    """Return what else there is to know of a finding, each with its title: fixes, places, when it is told."""
    told = []
    if card.fixes:
        told.append(("fix-by-itself", text(f"report.fixes-{card.fixes}", language)))
    if card.words(language).related:
        told.append(("related-place", _filled(card.words(language).related, language)))
    if card.found_by == "folder":
        told.append(("folder", text("report.found-in-folder", language)))
    if card.on_request:
        told.append(("request", text("report.on-request", language)))
    return tuple((text(f"report.{name}", language), words) for name, words in told)


def open_fix(card: Card, language: str) -> str:
    """Return what to do as the card has it: keys in the words of the language, other blanks left open."""
    return _filled(card.words(language).fix, language)


def example_of(card: Card, which: str, language: str) -> str | None:
    """Return the `wrong` or the `right` example with the keys of the language; None if there is none."""
    example = card.wrong if which == "wrong" else card.right
    if example is None or card.name in _ABOUT_VOCABULARIES:
        return example
    return translate(example, language)


def _filled(words: str, language: str) -> str:
    filled = _BLANK.sub(lambda found: _key(found[2], language) if found[1] else "...", words)
    return filled.replace("{{", "{").replace("}}", "}").strip()


def _key(name: str, language: str) -> str:
    place = next((place for place, keys in TABLE.items() if name in keys), "")
    return spelling(place, name, language) if place else "..."


def _example(key: str, example: str | None, language: str) -> list[str]:
    title = f"{text(key, language)}:"
    if example is None:
        return [title, f"  {text('report.no-wrong', language)}", ""]
    return [title, *(f"  {line}".rstrip() for line in example.rstrip().splitlines()), ""]
