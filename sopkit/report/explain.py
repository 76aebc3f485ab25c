"""All that a card says of one kind of finding, for `sopkit explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.source.keys import TABLE, spelling

if TYPE_CHECKING:
    from sopkit.rules.cards import Card

__all__ = ["explain", "graveness", "open_fix"]

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
        *_example("report.wrong", card.wrong, language),
        *_example("report.right", card.right, language),
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


def _key(name: str, language: str) -> str:
    place = next((place for place, keys in TABLE.items() if name in keys), "")
    return spelling(place, name, language) if place else "..."


def _example(key: str, example: str | None, language: str) -> list[str]:
    title = f"{text(key, language)}:"
    if example is None:
        return [title, f"  {text('report.no-wrong', language)}", ""]
    return [title, *(f"  {line}".rstrip() for line in example.rstrip().splitlines()), ""]
