"""The reference page of all findings, made from the cards.

python -m sopkit.report.rules_page en > docs/reference/rules.md
python -m sopkit.report.rules_page id > docs/reference/rules.id.md
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sopkit.lang import text
from sopkit.report.explain import example_of, graveness, open_fix
from sopkit.rules.cards import cards

if TYPE_CHECKING:
    from sopkit.rules.cards import Card

__all__ = ["rules_page"]

_COLUMNS = ("code", "name", "severity", "finding")


def rules_page(language: str) -> str:
    """Return the page in Markdown, one sentence a line."""
    titles = " | ".join(text(f"report.page-{name}", language) for name in _COLUMNS)
    head = [
        f"# {text('report.page-title', language)}",
        "",
        text("report.page-intro", language).strip(),
        "",
        f"| {titles} |",
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
        f"{words.title} ({graveness(card, language)}).",
        "",
        f"**{text('report.why', language)}**: {_sentences(words.why)}",
        "",
        f"**{text('report.fix', language)}**: {_sentences(open_fix(card, language))}",
        "",
        f"**{text('report.source', language)}**: {_sentences(words.source)}",
        "",
    ]
    for which in ("wrong", "right"):
        example = example_of(card, which, language)
        shown = f"```yaml\n{example.rstrip()}\n```" if example else text("report.no-wrong", language)
        parts += [f"{text(f'report.{which}', language)}:", "", shown, ""]
    return "\n".join(parts)


def _sentences(words: str) -> str:
    return words.strip().replace(". ", ".\n")


if __name__ == "__main__":
    sys.stdout.buffer.write(rules_page(sys.argv[1] if len(sys.argv) > 1 else "en").encode("utf-8"))
