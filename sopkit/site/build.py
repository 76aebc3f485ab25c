"""Build the catalogue of a folder: check every SOP, draw the sound ones, write a page each and an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.chart import draw
from sopkit.chart.render import check_engine
from sopkit.chart.write import write_whole
from sopkit.document import read_file
from sopkit.errors import UnknownName, UnreadableFile
from sopkit.lang import LANGUAGES
from sopkit.layout import in_form_of
from sopkit.resources import package_file
from sopkit.settings import Settings
from sopkit.site.index import index_page
from sopkit.site.names import page_names
from sopkit.site.page import sop_page
from sopkit.site.result import BuildResult, Page
from sopkit.source.folder import sop_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sopkit.document import Document
    from sopkit.site.result import Progress

__all__ = ["build"]


def build(
    source_dir: Path,
    out_dir: Path,
    *,
    language: str,
    engine: str | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Write the catalogue of the SOPs in `source_dir` and below into `out_dir`.

    Each SOP without errors gets `NAME.html`, `NAME.svg` and `NAME.pdf`; the index lists them, and those with
    errors with their findings. The same SOPs give the same bytes. A folder without SOPs writes nothing.
    `language` is that of the pages, `id` or `en`; `engine` overrules that of the settings.

    Raises UnknownName: there is no such language or engine; nothing is written then.
    Raises UnreadableFile: a file or folder cannot be read, or a page cannot be written.
    Raises EngineMissing, EngineFailed, EngineTimedOut: the drawing engine gives no drawing.
    """
    settings = settings or Settings()
    engine = settings.engine if engine is None else engine
    check_engine(engine)
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    pages, unread = _read(source_dir)
    if not pages:
        return BuildResult((), (), unread)
    _make_folder(out_dir)
    written = [_write(out_dir / "style.css", package_file("site", "style.css").read_bytes())]
    for done, page in enumerate(pages, start=1):
        for ending, data in _files(page, engine, language, settings):
            written.append(_write(out_dir / f"{page.name}.{ending}", data))
        if progress is not None:
            progress(done, len(pages), page.file)
    written.append(_write(out_dir / "index.html", index_page(pages, language=language).encode("utf-8")))
    return BuildResult(pages, tuple(written), unread)


def _read(source_dir: Path) -> tuple[tuple[Page, ...], tuple[UnreadableFile, ...]]:
    """Return the SOPs with the names of their pages, and what cannot be opened."""
    read: list[tuple[str, Document]] = []
    unread: list[UnreadableFile] = []
    for found in sop_files(source_dir):
        if isinstance(found, UnreadableFile):
            unread.append(found)
            continue
        try:
            read.append((found.relative_to(source_dir).as_posix(), read_file(found)))
        except UnreadableFile as error:
            unread.append(error)
    names = iter(page_names(_id(document) for _, document in read if document.sop is not None))
    pages = tuple(Page(file, document, next(names) if document.sop else None) for file, document in read)
    return pages, tuple(unread)


def _id(document: Document) -> str:
    return document.sop.id if document.sop else ""


def _files(page: Page, engine: str, language: str, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the ending and the content of each file of an SOP, the page last; nothing if it has errors."""
    sop = page.document.sop
    if sop is None or page.name is None:
        return
    theme = settings.theme or "colour"
    sop = in_form_of(settings.form, sop)
    drawing = draw(sop, "svg", engine=engine, theme=theme)
    yield "svg", drawing
    yield "pdf", draw(sop, "pdf", engine=engine, theme=theme)
    html = sop_page(page.document, sop, name=page.name, drawing=drawing, language=language, settings=settings)
    yield "html", html.encode("utf-8")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableFile(folder, error.strerror or str(error)) from error


def _write(path: Path, data: bytes) -> Path:
    write_whole(path, data)
    return path
