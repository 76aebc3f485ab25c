"""All that a card says, for one kind of finding or for all: `sopkit explain` and the reference page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.rules.cards import cards

if TYPE_CHECKING:
    from sopkit.rules.cards import Card

__all__ = ["explain", "page"]

_BLANK = re.compile(r"\{(key_)?([a-z_]+)\}")


def explain(card: Card, language: str) -> str:
    """Return what a finding means and how it is mended, with a wrong and a right example, for a terminal."""
    words = card.words(language)
    parts = [
        f"{card.code} {card.name}: {words.title}",
        f"({_severity(card, language)})",
        "",
        f"{text('report.why', language)}: {words.why.strip()}",
        f"{text('report.fix', language)}: {_unfilled(words.fix).strip()}",
        f"{text('report.source', language)}: {card.source.strip()}",
        "",
        *_example("report.wrong", card.wrong, language),
        *_example("report.right", card.right, language),
    ]
    return "\n".join(parts).rstrip() + "\n"


def page(language: str) -> str:
    """Return the reference page of all findings in Markdown."""
    head = [
        f"# {text('report.page-title', language)}",
        "",
        text("report.page-intro", language).strip(),
        "",
        "| {} | {} | {} | {} |".format(
            *(text(f"report.page-{name}", language) for name in ("code", "name", "severity", "finding"))
        ),
        "|---|---|---|---|",
    ]
    rows = [_row(card, language) for card in cards()]
    sections = [_section(card, language) for card in cards()]
    return "\n".join([*head, *rows, "", *sections]).rstrip() + "\n"


def _row(card: Card, language: str) -> str:
    severity = text(f"report.{card.severity}", language)
    title = card.words(language).title.replace("|", "\\|")
    return f"| [{card.code}](#{card.name}) | `{card.name}` | {severity} | {title} |"


def _section(card: Card, language: str) -> str:
    words = card.words(language)
    parts = [
        f'<a id="{card.name}"></a>',
        "",
        f"## {card.code} {card.name}",
        "",
        f"{words.title} ({_severity(card, language)}).",
        "",
        f"{text('report.why', language)}: {words.why.strip()}",
        "",
        f"{text('report.fix', language)}: {_unfilled(words.fix).strip()}",
        "",
        f"{text('report.source', language)}: {card.source.strip()}",
        "",
    ]
    for key, example in (("report.wrong", card.wrong), ("report.right", card.right)):
        shown = f"```yaml\n{example.rstrip()}\n```" if example else text("report.no-wrong", language)
        parts += [f"{text(key, language)}:", "", shown, ""]
    return "\n".join(parts)


def _severity(card: Card, language: str) -> str:
    severity = text(f"report.{card.severity}", language)
    return text("report.since", language, severity=severity, since=card.since)


def _example(key: str, example: str | None, language: str) -> list[str]:
    title = f"{text(key, language)}:"
    if example is None:
        return [title, f"  {text('report.no-wrong', language)}", ""]
    return [title, *(f"  {line}".rstrip() for line in example.rstrip().splitlines()), ""]


def _unfilled(fix: str) -> str:
    """Return the words of a fix as they stand on the card: keys by their English name, other blanks open."""
    filled = _BLANK.sub(lambda found: found[2] if found[1] else "...", fix)
    return filled.replace("{{", "{").replace("}}", "}")
