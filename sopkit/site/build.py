"""Build the catalogue of a folder: what changed is read and drawn, and all is put in place at once."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import PaperTooSmall
from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.lang.system import system_reason
from sopkit.settings import Settings
from sopkit.site.cache import read_memory
from sopkit.site.compared import compared
from sopkit.site.finish import Making, finished, unchanged
from sopkit.site.names import named, names_of
from sopkit.site.offices import Offices, Wishes
from sopkit.site.pages import neighbours_of
from sopkit.site.plan import Sound, Stock, numbers_of_files
from sopkit.site.reading import read_all, scanned
from sopkit.site.refusals import place_of_site, refuse_foreign, writing
from sopkit.site.result import BuildResult, Page, Undrawn
from sopkit.site.seal import moment_of
from sopkit.site.sources import found_sops
from sopkit.site.summary import FindingSummary, Summary, finding_summaries
from sopkit.site.workers import Crew
from sopkit.site.workshop import scratch, workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sopkit.document import Document
    from sopkit.errors import SopkitError
    from sopkit.findings import Finding
    from sopkit.site.offices import SettingsOf
    from sopkit.site.reading import Scan
    from sopkit.site.result import Progress
    from sopkit.site.sources import Source

__all__ = ["build", "undrawn_words"]


def build(
    source_dir: Path,
    out_dir: Path,
    *,
    language: str,
    engine: str | None = None,
    theme: str | None = None,
    templates: Path | None = None,
    settings: SettingsOf | None = None,
    keep_going: bool = False,
    check: bool = False,
    jobs: int = 1,
    reading: Progress | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Put the catalogue of the SOPs in `source_dir` and below into `out_dir`, as a whole or not at all.

    SOPs with errors, those that cannot be drawn, and what cannot be read keep it from being put there; with
    `keep_going` it is put there without their pages and lists them. With `check` nothing is written; the
    result says what would change. A folder without SOPs writes nothing. The same SOPs give the same bytes,
    whatever was there before and however many processes (`jobs`) do the work.

    `language` is that of the pages, `id` or `en`; `engine`, `theme` and the folder `templates` overrule those
    of the settings. `settings` hold for all SOPs, or are what gives those of a folder, such as
    `sopkit.settings.load_settings`; without them the defaults hold. `reading` is told of each SOP that is
    read, `progress` of each that is drawn; of SOPs that have not changed neither is.

    More than one job means that Python imports the main module in further processes, so a script that asks
    for them does so below `if __name__ == "__main__":`.

    Raises UnknownName: there is no such language, engine or theme. Raises InvalidSettings, InvalidTemplate,
    InvalidBaseline, LogoUnusable: a file that the settings name is not there or faulty. Raises
    UnreadableFile: the folder cannot be opened. Raises SiteRefused, UnwritableFile: the catalogue cannot be
    put in its place. Raises EngineMissing, EngineFailed, EngineTimedOut: the drawing engine gives no drawing.
    After any of them the former catalogue stands as it was.
    """
    site = place_of_site(source_dir, out_dir)
    offices = Offices(source_dir, settings or Settings(), Wishes(language, engine, theme, templates))
    paths, unread = found_sops(source_dir, site)
    if not paths:
        return BuildResult(unread=unread)
    with scratch() if check else workshop(site) as work, writing(site):
        began_ns = moment_of(work)
        memory = read_memory(site)
        scan = scanned(paths, source_dir, offices, memory, work / "texts", unread)
        if not scan.sources:
            return BuildResult(unread=scan.unread)
        making = Making(source_dir, site, work, offices, memory, check, began_ns)
        if (result := unchanged(making, scan)) is not None:
            return result
        with Crew(jobs, offices.all) as crew:
            return _Building(making, scan, crew, keep_going, progress).result(reading)


class _Building:
    """One building of a catalogue in which something is not as it was."""

    def __init__(
        self, making: Making, scan: Scan, crew: Crew, keep_going: bool, progress: Progress | None
    ) -> None:
        self._making = making
        self._scan = scan
        self._crew = crew
        self._keep_going = keep_going
        self._progress = progress
        self._sources = {one.file: one for one in scan.sources}
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._logos: dict[str, str | None] = {}
        self._findings: dict[str, tuple[FindingSummary, ...]] = {}
        self._undrawn: dict[str, SopkitError] = {}
        self._stock = Stock()

    def result(self, reading: Progress | None) -> BuildResult:
        """Read, draw, and put the catalogue in its place."""
        making, scan = self._making, self._scan
        making.former.update((entry.summary.file, entry) for entry in making.memory.entries())
        read = read_all(scan, making.former, self._crew, reading)
        self._logos = {file: one.logo for file, one in read.items()}
        summaries, faulty = self._compared([one.summary for one in read.values()])
        if (faulty or scan.unread) and not self._keep_going:
            return self._told(summaries, faulty)
        numbers = numbers_of_files(making.site, making.memory.files, read_all=making.check)
        self._stock.add_former(making.site, making.memory, numbers)
        sound = self._sound(summaries)
        while self._draw(sound):
            if not self._keep_going:
                return self._told(summaries, faulty)
            summaries = named(self._without_undrawn(one) for one in summaries)
            sound = self._sound(summaries)
        summaries = tuple(self._with_findings(one) for one in summaries)
        told = (*summaries, *unread_summaries(scan, making.source_dir, making.offices.root.language))
        outcome = finished(making, scan, told, sound, self._stock, numbers)
        return replace(
            self._told(summaries, faulty),
            published=outcome.published,
            files=outcome.files,
            differences=outcome.differences,
        )

    def _compared(self, read: list[Summary]) -> tuple[tuple[Summary, ...], tuple[Document, ...]]:
        """Look at all SOPs together; return them with their names, and those with errors as documents."""
        offices = self._making.offices.all
        policies = {one.file: offices[one.office].policy for one in self._scan.sources}
        self._found = compared([one for one in read if not one.has_errors], policies)
        summaries, faulty = [], []
        for one in read:
            policy, found = policies[one.file], self._found.get(one.file, ())
            may_stop = any(each.severity is Severity.ERROR for each in policy.applied(found))
            if one.has_errors or may_stop:
                document = self._document(self._sources[one.file], found)
                if document.sop is None:
                    faulty.append(document)
                    told = finding_summaries(document, self._making.offices.root.language)
                    one = replace(one, findings=told)
            summaries.append(one)
        return named(summaries), tuple(faulty)

    def _document(self, source: Source, found: tuple[Finding, ...]) -> Document:
        data = self._scan.text_of(source).read_bytes()
        return self._making.offices.all[source.office].document(data, source.path, found)

    def _sound(self, summaries: Sequence[Summary]) -> list[Sound]:
        """Return the SOPs with pages; refuse a place where files of others have their names."""
        neighbours = neighbours_of(summaries)
        offices = self._making.offices.all
        sound = [
            Sound.of(
                self._sources[one.file],
                one,
                self._logos[one.file],
                neighbours[one.file],
                self._found.get(one.file, ()),
                offices[self._sources[one.file].office],
            )
            for one in summaries
            if one.name is not None
        ]
        pages = (names_of(one.summary).html for one in sound)
        refuse_foreign(self._making.site, ("index.html", "style.css", *pages))
        return sound

    def _draw(self, sound: list[Sound]) -> bool:
        """Make what is missing; say whether an SOP turned out to be one that cannot be drawn."""
        by_file = {one.source.file: one for one in sound}
        work = self._stock.missing(sound, self._making.pieces, self._scan)
        failed = False
        for done, (piece, drawn) in enumerate(zip(work, self._crew.done(work), strict=True), start=1):
            file = piece.source.file
            if drawn.error is not None:
                self._undrawn[file] = drawn.error
                failed = True
            else:
                self._stock.add(by_file[file], piece, drawn)
                self._findings[file] = drawn.findings
            if self._progress is not None:
                self._progress(done, len(work), file)
        return failed

    def _with_findings(self, summary: Summary) -> Summary:
        """Give an SOP that was drawn what was found when it was looked at beside all others."""
        findings = self._findings.get(summary.file, summary.findings)
        is_so = summary.name is None or findings == summary.findings
        return summary if is_so else replace(summary, findings=findings)

    def _without_undrawn(self, summary: Summary) -> Summary:
        """Give an SOP that cannot be drawn the words for it, as an error."""
        error = self._undrawn.get(summary.file)
        if error is None or summary.has_errors:
            return summary
        words = undrawn_words(error, self._making.offices.root.language)
        return replace(summary, findings=(*summary.findings, FindingSummary("error", "", "", 1, 1, words)))

    def _told(self, summaries: Iterable[Summary], faulty: tuple[Document, ...]) -> BuildResult:
        return BuildResult(
            pages=tuple(Page(one.file, one.name) for one in summaries),
            faulty=faulty,
            undrawn=tuple(Undrawn(file, error) for file, error in sorted(self._undrawn.items())),
            unread=self._scan.unread,
            drawn=len(self._findings),
            logos=self._scan.logos(self._logos),
        )


def unread_summaries(scan: Scan, source_dir: Path, language: str) -> Iterator[Summary]:
    """Yield what the list of findings says of files and folders that cannot be opened."""
    for error in scan.unread:
        reason = system_reason(error.__cause__, language) or error.reason
        words = text("build.unread", language, reason=reason)
        file = Path(os.path.relpath(error.path, source_dir)).as_posix()
        yield Summary(file, findings=(FindingSummary("error", "", "", 1, 1, words),))


def undrawn_words(error: SopkitError, language: str) -> str:
    """Return what keeps an SOP from being drawn, in a language."""
    if isinstance(error, PaperTooSmall):
        blanks = {"step": error.step, "missing": error.missing_mm}
        return text(f"build.undrawn-{error.reason}", language, **blanks)
    message = getattr(error, "message", None)
    return str(message(language)) if callable(message) else str(error)
