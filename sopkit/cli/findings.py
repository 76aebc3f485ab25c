"""What `sopkit check` found, written in the form that was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.console import harmless, json_bytes
from sopkit.cli.output import deliver
from sopkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopkit.cli.console import Console
    from sopkit.document import Document

__all__ = ["FORMS", "Checked", "form_of", "write_findings"]

FORMS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")
_ENDINGS = {".json": "json", ".md": "markdown", ".sarif": "sarif", ".xml": "junit"}
_OF_JSON = ("json", "gitlab", "sarif")
_FROM_THE_ROOT = ("github", "gitlab", "sarif", "junit")
"""The forms for services that look for files below the root of a repository."""
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub Actions and GitLab say which folder that is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """All that a run of `sopkit check` found."""

    documents: tuple[Document, ...]
    unread: bool = False
    """Whether something that was named could not be read."""
    least: Severity = Severity.HINT
    """What is less grave is counted and not shown."""
    error_on: Severity = Severity.ERROR
    """What is as grave as this, or more, makes exit code 1."""

    @property
    def has_faults(self) -> bool:
        """Whether a finding counts for the exit code, shown or not."""
        from sopkit.report.wording import is_as_grave

        return any(
            is_as_grave(finding.severity, self.error_on)
            for document in self.documents
            for finding in document.findings
        )

    @property
    def shown(self) -> tuple[Document, ...]:
        """The documents with those findings that are shown."""
        from sopkit.report.wording import is_as_grave

        return tuple(
            replace(
                each, findings=tuple(one for one in each.findings if is_as_grave(one.severity, self.least))
            )
            for each in self.documents
        )


def form_of(asked: str | None, output: Path | None) -> str:
    """Return the form asked for, else the one that the output's ending means, else `text`."""
    return asked or _ENDINGS.get(output.suffix.lower() if output else "", "text")


def write_findings(checked: Checked, form: str, output: Path | None, console: Console) -> None:
    """Write what was found to standard output, or a file whole. Raises UsageFault: it cannot be written."""
    if form == "text":
        told = _text(checked, console, colour=console.colour and output is None)
    else:
        told = _told(checked, form, console)
    if form in _OF_JSON:
        deliver(json_bytes(told), output, console)
    elif output is None and form != "junit":
        console.write(told)
    else:  # XML is UTF-8 wherever it goes, as its first line says
        deliver(harmless(told).encode("utf-8", "backslashreplace"), output, console)


def _text(checked: Checked, console: Console, *, colour: bool) -> str:
    from sopkit.report.text import render, summary

    shown = checked.shown
    sources = {document.file: document.text for document in shown}
    blocks = [render(document, console.language, colour=colour, sources=sources) for document in shown]
    if shown:
        hidden = _count(checked.documents) - _count(shown)
        blocks.append(summary(checked.documents, console.language, hidden))
    return "\n".join(block for block in blocks if block)


def _count(documents: tuple[Document, ...]) -> int:
    return sum(len(document.findings) for document in documents)


def _told(checked: Checked, form: str, console: Console) -> str:
    """Return the findings in a form other than `text`; what such a form needs is fetched here."""
    language = console.language
    documents = checked.shown
    if form in _FROM_THE_ROOT:
        documents = tuple(_from_the_root(document, console.environment) for document in documents)
    match form:
        case "concise":
            from sopkit.report.text import concise

            return "".join(concise(document, language) for document in documents)
        case "json":
            from sopkit.report.json import as_json

            return as_json(documents, language)
        case "github":
            from sopkit.report.github import as_github

            return as_github(documents, language)
        case "gitlab":
            from sopkit.report.gitlab import as_gitlab

            return as_gitlab(documents, language)
        case "sarif":
            from sopkit import __version__
            from sopkit.report.sarif import as_sarif

            return as_sarif(documents, language, __version__, complete=not checked.unread)
        case "junit":
            from sopkit.report.junit import as_junit

            return as_junit(documents, language, checked.error_on)
        case _:
            from sopkit.report.markdown import as_markdown

            return as_markdown(documents, language, checked.documents)


def _from_the_root(document: Document, environment: Mapping[str, str]) -> Document:
    """Return a document that names files from the root of the repository, as a service looks for them."""
    findings = tuple(
        replace(
            finding,
            places=tuple(
                replace(place, file=place.file and _named(place.file, environment))
                for place in finding.places
            ),
        )
        for finding in document.findings
    )
    return replace(document, file=_named(document.file, environment), findings=findings)


def _named(file: str, environment: Mapping[str, str]) -> str:
    """Return a file's way from the root, else from where we are, with `/`; in full if it lies outside."""
    try:
        here = os.getcwd()
    except OSError:
        return Path(file).as_posix()
    path = Path(os.path.abspath(os.path.join(here, file)))
    for root in (*(environment.get(name) for name in _ROOTS), here):
        if root and path.is_relative_to(os.path.abspath(root)):
            return path.relative_to(os.path.abspath(root)).as_posix()
    return path.as_posix()
