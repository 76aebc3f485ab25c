"""The work on single SOPs, reading and drawing, done here or by several processes with the same result."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

from sopkit.chart import draw
from sopkit.chart.form import form
from sopkit.errors import LogoUnusable, PaperTooSmall, SopkitError
from sopkit.layout import in_form_of
from sopkit.model import Paper
from sopkit.site.digests import digest_of_bytes
from sopkit.site.names import logo_file
from sopkit.site.pages import sop_page
from sopkit.site.sources import logo_number
from sopkit.site.summary import finding_summaries, summary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from sopkit.findings import Finding
    from sopkit.model import Sop
    from sopkit.site.linked import Neighbours
    from sopkit.site.offices import Office
    from sopkit.site.sources import Source
    from sopkit.site.summary import FindingSummary, Summary

__all__ = ["DRAWINGS", "Crew", "Drawn", "Read", "ToDraw", "ToRead", "Work"]

Result_co = TypeVar("Result_co", covariant=True)

DRAWINGS: Final = ("svg", "png", "pdf", "form", "yaml")
"""The files of an SOP beside its page, as the fields of `PageFiles`."""
_PAGE: Final = "html"
_READ_SECONDS: Final = 0.01
_DRAW_SECONDS: Final = 0.2
"""About what an SOP of ten steps takes."""
_LEAST_SECONDS: Final = 2.0
"""Less work is done before other processes have started."""
_AHEAD: Final = 4
"""How many pieces of work wait for each process: few, so that an interruption ends soon."""
_PAPERS: Final = (Paper.A4, Paper.F4, Paper.LEGAL)


@dataclass(frozen=True, slots=True)
class ToRead:
    """An SOP to read; `text` is a file with the bytes that count."""

    source: Source
    text: Path
    seconds: float = _READ_SECONDS

    def done(self, office: Office) -> Read:
        """Read and check it."""
        settings, language = office.settings, office.context.language
        document = office.document(self.text.read_bytes(), self.source.path)
        summary = summary_of(document, self.source.file, language=language, settings=settings)
        return Read(summary, document.sop.logo if document.sop else None)


@dataclass(frozen=True, slots=True)
class Read:
    """An SOP that was read."""

    summary: Summary
    logo: str | None


@dataclass(frozen=True, slots=True)
class ToDraw:
    """An SOP without errors whose page, and drawings where there are none, are to be made."""

    source: Source
    text: Path
    summary: Summary
    neighbours: Neighbours
    stem: Path
    """Beside which the files are written."""
    logo: str | None = None
    drawing: Path | None = None
    """The drawing for the page, where the SOP need not be drawn again."""
    found: tuple[Finding, ...] = ()
    """By looking at all SOPs of the folder; without places."""
    seconds: float = _DRAW_SECONDS

    def done(self, office: Office) -> Drawn:
        """Draw it and make its page. Raises as `sopkit.site.build` does for engines and templates."""
        data = self.text.read_bytes()
        document = office.document(data, self.source.path, self.found)
        findings = finding_summaries(document, office.context.language)
        if document.sop is None:
            raise ValueError(f"`{self.source.file}` has errors")
        sop = in_form_of(office.settings.form, document.sop)
        before = logo_number(self.source.path, self.logo)
        try:
            made = (
                {} if self.drawing else _drawings(sop, office, Path(self.source.path).parent) | {"yaml": data}
            )
        except (PaperTooSmall, LogoUnusable) as error:
            return Drawn(error=error)
        html = sop_page(
            document,
            sop,
            office.context,
            summary=replace(self.summary, findings=findings),
            neighbours=self.neighbours,
            drawing=self.drawing.read_bytes() if self.drawing else made["svg"],
            logo=logo_file(before, self.logo) if self.logo and before else None,
        )
        made[_PAGE] = html.encode("utf-8")
        files = {part: self._write(part, content) for part, content in made.items()}
        is_steady = before == logo_number(self.source.path, self.logo)
        return Drawn(files, findings, before if is_steady else None)

    def place(self, part: str) -> Path:
        """Return where a file of it is written."""
        return self.stem.with_name(f"{self.stem.name}.{part}")

    def _write(self, part: str, content: bytes) -> str:
        self.place(part).write_bytes(content)
        return digest_of_bytes(content)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An SOP that was drawn: the numbers of its files by the fields of `PageFiles`, or why it was not."""

    files: dict[str, str] = field(default_factory=dict)
    findings: tuple[FindingSummary, ...] = ()
    """All that was found in it, in the folder too."""
    logo_number: str | None = None
    """Of the logo that was drawn; None where it changed in the meantime."""
    error: SopkitError | None = None


def _drawings(sop: Sop, office: Office, folder: Path) -> dict[str, bytes]:
    engine, theme = office.context.engine, office.context.theme
    made = {kind: draw(sop, kind, engine=engine, theme=theme) for kind in ("svg", "png", "pdf")}
    return made | {"form": _form(sop, office, folder)}


def _form(sop: Sop, office: Office, folder: Path) -> bytes:
    """Return the printed form, on larger paper where it does not fit on its own. Raises PaperTooSmall."""
    papers: list[Paper | None] = [None, *_PAPERS]
    while True:
        try:
            return form(sop, paper=papers.pop(0), folder=folder, theme=office.form_theme)
        except PaperTooSmall:
            if not papers:
                raise


# --- here or elsewhere ---


class Work(Protocol[Result_co]):
    """A piece of work on one SOP."""

    @property
    def source(self) -> Source:
        """What it is about."""

    @property
    def seconds(self) -> float:
        """About how long it takes."""

    def done(self, office: Office) -> Result_co:
        """Do it."""


class Crew:
    """Those who do the work: this process, or others too where there is enough of it.

    The others are started anew and not copied from this one, so that it is the same on every system. They end
    when this process does, even if it is killed. Where none can be started, this process does all.
    """

    def __init__(self, jobs: int, offices: Sequence[Office]) -> None:
        self._jobs = jobs
        self._offices = tuple(offices)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def done(self, work: Sequence[Work[Result_co]]) -> Iterator[Result_co]:
        """Do all of the work; yield what each piece gave, in their order."""
        given = 0
        if self._is_worth_others(work):
            try:
                for result in self._by_others(work):
                    yield result
                    given += 1
            except (_NoProcesses, BrokenProcessPool):
                self._jobs, self._pool = 1, None
        for each in islice(work, given, None):
            yield each.done(self._offices[each.source.office])

    def _is_worth_others(self, work: Sequence[Work[Result_co]]) -> bool:
        if self._jobs < 2 or not work:
            return False
        return self._pool is not None or sum(each.seconds for each in work) > _LEAST_SECONDS

    def _by_others(self, work: Sequence[Work[Result_co]]) -> Iterator[Result_co]:
        waiting: deque[Future[list[Result_co]]] = deque()
        for part in _parts(work):
            waiting.append(self._given(part))
            if len(waiting) > self._jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _given(self, part: list[Work[Result_co]]) -> Future[list[Result_co]]:
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._jobs, get_context("spawn"), initializer=_begin, initargs=(self._offices,)
                )
            return self._pool.submit(_done_there, part)
        except (OSError, ImportError, NotImplementedError) as error:
            raise _NoProcesses from error


class _NoProcesses(Exception):
    """The system starts no further process."""


def _parts(work: Sequence[Work[Result_co]]) -> Iterator[list[Work[Result_co]]]:
    """Yield the work in parts of about the time that one drawing takes."""
    rest = iter(work)
    while first := next(rest, None):
        more = max(0, round(_DRAW_SECONDS / first.seconds) - 1)
        yield [first, *islice(rest, more)]


_offices: tuple[Office, ...] = ()
"""What holds in this process, where it is one of the others."""


def _begin(offices: tuple[Office, ...]) -> None:
    """Make ready one of the other processes; Ctrl+C is for the first one to obey."""
    global _offices  # noqa: PLW0603 -- an initializer has no other way to leave anything
    _offices = offices
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _done_there(part: list[Work[Result_co]]) -> list[Result_co]:
    return [each.done(_offices[each.source.office]) for each in part]
