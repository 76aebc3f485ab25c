"""Findings as text: for people with the line and carets under the place, for editors a line each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.report.excerpt import excerpt
from sopkit.report.wording import file_words, message
from sopkit.rules.cards import fix_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sopkit.document import Document
    from sopkit.report.wording import Message, RelatedMessage

__all__ = ["concise", "render", "summary"]

_MOST_RELATED = 3
"""More places than these are counted only; `json` and `sarif` have them all."""
_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.HINT: "\x1b[1;36m"}


def render(
    document: Document, language: str, colour: bool = False, sources: Mapping[str, str] | None = None
) -> str:
    """Return all findings of a file, each with its line and its help; empty if there are none.

    `colour` marks severities and carets for a terminal that shows colours. `sources` holds the texts of other
    files by name; a related place in one that is missing is told without its line.
    """
    texts = {**(sources or {}), document.file: document.text}
    page = _Page(document.file, texts, language, colour=colour)
    return "\n".join(page.block(message(finding, language)) for finding in document.findings)


def concise(document: Document, language: str) -> str:
    """Return a line for each finding, `FILE:LINE:COLUMN: SEVERITY CODE NAME: MESSAGE`."""
    file = _file(document.file)
    worded = (message(finding, language) for finding in document.findings)
    return "".join(f"{file}:{each.line}:{each.column}: {_head(each, language)}\n" for each in worded)


def summary(documents: Iterable[Document], language: str, hidden: int = 0) -> str:
    """Return a line that counts the findings of all these files, by severity.

    A line before it counts those that sopkit can mend, if there are any. `hidden` tells how many of them are
    not shown.
    """
    read = tuple(documents)
    counts = Counter(finding.severity for document in read for finding in document.findings)
    files = _files(len(read), language)
    if not counts:
        return text("report.clean", language, files=files) + "\n"
    said = ", ".join(
        _count(severity, counts[severity], language) for severity in Severity if counts[severity]
    )
    line = text("report.found", language, counts=said, files=files)
    if hidden:
        line += " " + text("report.hidden", language, count=hidden)
    return f"{_fixable(read, language)}{line}\n"


def _files(number: int, language: str) -> str:
    return text("report.file", language) if number == 1 else text("report.files", language, count=number)


def _count(severity: Severity, count: int, language: str) -> str:
    return f"{count} {text(f'report.{severity}' if count == 1 else f'report.{severity}s', language)}"


def _fixable(documents: tuple[Document, ...], language: str) -> str:
    """Return a line that counts what can be mended, with its line break; empty if that is nothing."""
    kinds = Counter(fix_kind(finding) for document in documents for finding in document.findings)
    said = ", ".join(
        text(f"report.fixable-{kind}", language, count=kinds[kind])
        for kind in ("safe", "unsafe")
        if kinds[kind]
    )
    return text("report.fixable", language, counts=said) + "\n" if said else ""


def _file(file: str) -> str:
    """Return a file's name such that a line that begins with it is no command to GitHub Actions."""
    shown = file_words(file)
    return f"./{shown}" if shown.startswith("::") else shown


def _head(worded: Message, language: str) -> str:
    severity = text(f"report.{worded.severity}", language)
    return f"{severity} {worded.code} {worded.name}: {worded.message}"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the findings of one file are shown with."""

    file: str
    texts: Mapping[str, str]
    language: str
    colour: bool

    def block(self, worded: Message) -> str:
        """Return one finding with all that belongs to it."""
        paint = _COLOURS[worded.severity]
        place = f"{_file(self.file)}:{worded.line}:{worded.column}:"
        head, colon, said = _head(worded, self.language).partition(":")
        lines = [f"{self._painted(place, _BOLD)} {self._painted(head, paint)}{colon}{said}"]
        lines += self._source(self.file, worded, paint)
        named = [related for related in worded.related if related.is_named]
        for related in named[:_MOST_RELATED]:
            lines += self._related(related)
        if len(named) > _MOST_RELATED:
            more = text("report.more-places", self.language, count=len(named) - _MOST_RELATED)
            lines.append(f"  {text('report.note', self.language)}: {more}")
        lines.append(f"      = {text('report.help', self.language, help=worded.help)}")
        if worded.fixable:
            lines.append(f"      = {text(f'report.fix-{worded.fixable}', self.language)}")
        return "\n".join(lines) + "\n"

    def _related(self, related: RelatedMessage) -> Iterator[str]:
        file = self.file if related.file is None else related.file
        place = self._painted(f"{_file(file)}:{related.line}:{related.column}:", _BOLD)
        yield f"  {text('report.note', self.language)}: {place} {related.message}"
        yield from self._source(file, related, _BOLD)

    def _source(self, file: str, place: Message | RelatedMessage, paint: str) -> Iterator[str]:
        """Yield the line of a place and the carets under it; nothing where the text is not at hand."""
        lines = self.texts[file].split("\n") if file in self.texts else []
        if place.line > len(lines):
            return
        last = place.end_column if place.end_line == place.line else None
        shown, carets = excerpt(lines[place.line - 1], place.column, last)
        yield f"{place.line:5} | {shown}".rstrip()
        yield f"      | {self._painted(carets, paint)}"

    def _painted(self, words: str, paint: str) -> str:
        return f"{paint}{words}{_PLAIN}" if self.colour else words
