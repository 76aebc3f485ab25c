"""The reference of all findings, made from the cards: a table, and a page for each card.

`python docs/generate.py` writes them into `docs/reference/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.report.explain import example_of, graveness, open_fix, traits
from sopkit.rules.cards import cards
from sopkit.source.writer import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.rules.cards import Card

__all__ = ["ending", "rule_page", "rules_page"]

_COLUMNS = ("code", "name", "severity", "finding")


def ending(language: str) -> str:
    """Return what the names of pages in a language end with: `.md`, or `.id.md` for Indonesian."""
    return ".id.md" if language == "id" else ".md"


def rules_page(language: str) -> str:
    """Return the table of all findings in Markdown, one sentence a line; it leads to their pages."""
    titles = " | ".join(text(f"report.page-{name}", language) for name in _COLUMNS)
    head = [
        f"# {text('report.page-title', language)}",
        "",
        text("report.page-intro", language).strip(),
        "",
        f"| {titles} |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(card, language) for card in cards())]) + "\n"


def rule_page(card: Card, language: str, pictures: Mapping[str, str]) -> str:
    """Return the page of one finding in Markdown.

    `pictures` names the drawings of its examples, by `wrong` and `right`, as seen from the page; one that is
    not there is not shown.
    """
    words = card.words(language)
    told = (
        (text("report.why", language), words.why),
        (text("report.fix", language), open_fix(card, language)),
        (text("report.source", language), words.source),
        *traits(card, language),
    )
    parts = [f"# {card.code} {card.name}", "", f"{words.title} ({graveness(card, language)}).", ""]
    for title, said in told:
        parts += [f"**{title}**: {_sentences(said)}", ""]
    for which in ("wrong", "right"):
        parts += _example(card, which, language, pictures.get(which))
    if card.beside:
        parts += [f"## {text('report.beside', language)}", "", _fenced(translate(card.beside, language)), ""]
    parts.append(f"[{text('report.page-back', language)}](../rules{ending(language)})")
    return "\n".join(parts) + "\n"


def _row(card: Card, language: str) -> str:
    severity = text(f"report.{card.severity}", language)
    title = card.words(language).title.replace("|", "\\|")
    page = f"rules/{card.name}{ending(language)}"
    return f"| [{card.code}]({page}) | [`{card.name}`]({page}) | {severity} | {title} |"


def _example(card: Card, which: str, language: str, picture: str | None) -> list[str]:
    title = text(f"report.{which}", language)
    example = example_of(card, which, language)
    shown = _fenced(example) if example else text("report.no-wrong", language)
    drawn = [f"![{title}: {card.words(language).title}]({picture})", ""] if picture else []
    if example and not picture:
        drawn = [text("report.not-drawn", language), ""]
    return [f"## {title}", "", shown, "", *drawn]


def _fenced(example: str) -> str:
    return f"```yaml\n{example.rstrip()}\n```"


def _sentences(words: str) -> str:
    return words.strip().replace(". ", ".\n")
