"""What is found in the SOPs of a build, as messages of its log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from sopkit.lang import text
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sopkit.ext.mkdocs.library import Library

__all__ = ["LEVELS", "USUAL", "told"]

LEVELS: Final = {
    "error": logging.ERROR,
    "warning": logging.WARNING,
    "info": logging.INFO,
    "debug": logging.DEBUG,
    "ignore": None,
}
"""How loud something can be told; the first two end a strict build without success."""
USUAL: Final = {"error": "error", "warning": "warning", "hint": "info"}
"""How loud findings are told by their severity, unless the option `levels` says otherwise."""


def told(library: Library, levels: Mapping[str, str], language: str) -> Iterator[tuple[int, str]]:
    """Yield the level and the words of each finding, by file and place."""
    for entry in library.entries:
        for finding in entry.document.findings:
            level = LEVELS[levels[str(finding.severity)]]
            if level is None:
                continue
            said = message(finding, language)
            words = text(
                "mkdocs.finding-with-help" if said.help else "mkdocs.finding",
                language,
                place=f"{entry.shown}:{said.line}:{said.column}",
                code=said.code,
                name=said.name,
                message=said.message,
                help=said.help,
            )
            yield level, words
