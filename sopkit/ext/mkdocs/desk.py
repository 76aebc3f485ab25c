"""What stands in the place of a block, or behind a link, on one page; knows nothing of MkDocs."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sopkit.errors import SopkitError
from sopkit.ext.mkdocs.options import KINDS, InvalidOptions, read_options
from sopkit.ext.mkdocs.pieces import element, flowchart, identity, joined, steps, times, with_code
from sopkit.findings import Severity
from sopkit.lang import text
from sopkit.model.dates import format_date
from sopkit.report.wording import message
from sopkit.rules.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markupsafe import Markup

    from sopkit.ext.mkdocs.drawings import Drawings
    from sopkit.ext.mkdocs.fences import Block
    from sopkit.ext.mkdocs.library import Entry, Library
    from sopkit.ext.mkdocs.options import Options
    from sopkit.model import Sop

__all__ = ["SCHEME", "Desk", "Heading", "Home", "Link", "PageDesk", "entries_of", "has_steps"]

SCHEME: Final = "sop:"
"""What the address of a link to an SOP begins with."""
_ABOUT_NONE: Final = frozenset({"index"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page; the builder gives it its place in the table of contents."""

    level: int
    words: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The page on which an SOP is found."""

    uri: str
    """The page's source below the folder of pages, with `/`."""
    has_steps: bool
    """Whether its steps can be linked to there."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link to an SOP leads, and what it says if its author leaves that out."""

    home: Home
    fragment: str
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages of a build share."""

    library: Library
    homes: Mapping[Path, Home]
    drawings: Drawings
    language: str
    """Of messages, `id` or `en`; pieces speak the language of their SOP."""
    base: Path
    """The folder from which paths that begin with `/` are seen."""
    complain: Callable[[str], None]
    """Is told what is wrong with a page."""

    def page(
        self, uri: str, folder: Path, blocks: Sequence[Block], address: Callable[[str], str]
    ) -> PageDesk:
        """Return the desk of a page: `address` gives the way from it to another page, by the other's uri."""
        return PageDesk(self, uri, folder, blocks, address)


class _Refused(Exception):
    """A block cannot be filled; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class PageDesk:
    """Fills the blocks of one page, from top to bottom."""

    def __init__(
        self, desk: Desk, uri: str, folder: Path, blocks: Sequence[Block], address: Callable[[str], str]
    ) -> None:
        self._desk = desk
        self._uri = uri
        self._folder = folder
        self._address = address
        self._drawn: Counter[Path] = Counter()
        self._with_anchors: set[Path] = set()
        self._with_steps = {
            entry.path for block in blocks for entry in entries_of(desk, folder, block) if has_steps(block)
        }

    def pieces(self, block: Block) -> Iterator[Heading | Markup]:
        """Yield what stands in the place of a block: its pieces, or a box that says why there are none."""
        try:
            yield from list(self._pieces(block))
        except (_Refused, InvalidOptions) as refused:
            self._complain(block, refused.words)
            yield _box(text("mkdocs.refused", self._desk.language), [with_code(refused.words)])
        except SopkitError as error:  # of the drawing engine
            self._complain(block, str(error))
            yield _box(text("mkdocs.refused", self._desk.language), [str(error)])

    def link_to_file(self, address: str) -> Link | None:
        """Return the page of an SOP whose file a link leads to; None where there is none, or it is no SOP."""
        path, _, fragment = unquote(address).partition("#")
        if fragment or not _is_file(path) or ":" in path or path.startswith("/"):
            return None
        entry = self._desk.library.at(self._path(path))
        home = self._desk.homes.get(entry.path) if entry else None
        return Link(home, "", entry.path.name) if entry and home else None

    def link(self, address: str) -> Link | None:
        """Return where `sop:ID` or `sop:ID#STEP` leads; None, after a complaint, where that is nowhere."""
        subject, _, step = unquote(address).removeprefix(SCHEME).partition("#")
        try:
            entry = self._found(subject.strip())
            home = self._desk.homes.get(entry.path)
            if home is None:
                raise _Refused(self._say("no-page", sop=subject))
            number = self._number(entry, step, home) if step else None
        except _Refused as refused:
            said = text(
                "mkdocs.link", self._desk.language, page=self._uri, link=address, problem=refused.words
            )
            self._desk.complain(said)
            return None
        words = entry.sop.title if entry.sop else entry.path.stem
        if number is None:
            return Link(home, "", words)
        return Link(home, f"{entry.name}-step-{number}", self._say("step", title=words, number=number))

    def _number(self, entry: Entry, step: str, home: Home) -> int | None:
        if entry.sop is None:
            return None
        if not home.has_steps:
            raise _Refused(self._say("step-missing"))
        key = entry.sop.key_of(step)
        found = next((one.number for one in entry.sop.steps if one.key == key), None)
        if found is None:
            raise _Refused(self._say("step-unknown", step=step, count=len(entry.sop.steps)))
        return found

    def _pieces(self, block: Block) -> Iterator[Heading | Markup]:
        language = self._desk.language
        if block.kind not in KINDS:
            known = ", ".join(f"`sop-{kind}`" if kind else "`sop`" for kind in KINDS if kind != "page")
            raise _Refused(self._say("kind-unknown", kind=f"sop-{block.kind}", known=known))
        options = read_options(block.kind, block.options, language)
        if block.kind == "index":
            yield self._index(options)
            return
        if not block.subject:
            raise _Refused(self._say("subject-missing"))
        entry = self._page_of(block.subject) if block.kind == "page" else self._found(block.subject)
        sop = entry.sop
        if block.kind == "page":
            yield Heading(1, sop.title if sop else entry.path.name)
        if sop is None:
            yield self._faulty(entry)
            return
        if block.kind == "page":
            for part in options.parts:
                yield Heading(2, text(f"export.{part}", sop.language), part)
                yield self._part(entry, sop, part, options)
            return
        if block.kind == "":
            yield element("p", element("strong", sop.title), class_="sopkit-title", lang=sop.language)
        for part in (block.kind,) if block.kind else options.parts:
            yield self._part(entry, sop, part, options)
        if options.caption:
            yield element("p", options.caption, class_="sopkit-caption")

    def _part(self, entry: Entry, sop: Sop, part: str, options: Options) -> Markup:
        match part:
            case "flowchart":
                return self._flowchart(entry, sop, options)
            case "steps":
                is_first = entry.path not in self._with_anchors
                self._with_anchors.add(entry.path)
                return steps(sop, entry.name if is_first else None)
            case "times":
                return times(sop, entry.settings)
        return identity(sop)

    def _flowchart(self, entry: Entry, sop: Sop, options: Options) -> Markup:
        self._drawn[entry.path] += 1
        count = self._drawn[entry.path]
        prefix = f"{entry.name}-flowchart{'' if count == 1 else f'-{count}'}"
        links = {}
        if options.links and entry.path in self._with_steps:
            links = {step.key: f"#{entry.name}-step-{step.number}" for step in sop.steps}
        drawing = self._desk.drawings.of(entry, sop, links)
        return flowchart(sop, drawing, prefix, label=text("chart.picture", sop.language, title=sop.title))

    def _index(self, options: Options) -> Markup:
        """Return a table of the SOPs that have pages, those of one folder if one is named."""
        folder = Path(os.path.abspath(self._path(options.folder))) if options.folder else None
        entries = [
            entry
            for entry in self._desk.library.entries
            if entry.path in self._desk.homes and (folder is None or folder in entry.path.parents)
        ]
        names = ("title", "number", "status", "effective", "steps")
        titles = (element("th", self._say(f"column-{name}"), scope="col") for name in names)
        body = element("tbody", *map(self._row, entries))
        table = element("table", element("thead", element("tr", *titles)), body)
        return element("div", table, class_="sopkit-index")

    def _row(self, entry: Entry) -> Markup:
        sop, language = entry.sop, self._desk.language
        words = sop.title if sop else self._say("with-errors", file=entry.path.name)
        address = self._address(self._desk.homes[entry.path].uri)
        cells: tuple[str, ...] = ("", "", "", "")
        if sop is not None:
            status = text(f"export.status-{sop.status}", language) if sop.status else ""
            cells = (sop.number, status, format_date(sop.effective, language), str(len(sop.steps)))
        first = element("td", element("a", words, href=address, lang=sop.language if sop else None))
        return element("tr", first, *(element("td", cell) for cell in cells))

    def _faulty(self, entry: Entry) -> Markup:
        """Return a box with the errors that keep an SOP from being shown."""
        title = text("mkdocs.faulty", self._desk.language, file=entry.shown)
        lines = []
        for finding in entry.document.findings:
            if finding.severity is Severity.ERROR:
                said = message(finding, self._desk.language)
                place = f"{entry.shown}:{said.line}:{said.column}: {said.code} {said.name}: "
                lines.append(joined([place, with_code(said.message)]))
        return _box(title, lines)

    def _found(self, subject: str) -> Entry:
        """Return the SOP that is meant. Raises _Refused: there is none, or several."""
        if _is_file(subject):
            entry = self._desk.library.at(self._path(subject))
            if entry is None:
                raise _Refused(self._say("no-file", file=subject))
            return entry
        found = self._desk.library.called(subject)
        if not found:
            near = nearest(subject, self._desk.library.ids())
            hint = self._say("did-you-mean", id=near) if near else self._say("name-it")
            raise _Refused(f"{self._say('no-id', id=subject)} {hint}")
        if len(found) > 1:
            files = ", ".join(f"`{entry.shown}`" for entry in found)
            raise _Refused(self._say("several", id=subject, files=files))
        return found[0]

    def _page_of(self, name: str) -> Entry:
        """Return the SOP that a page was made for, by its name. Raises _Refused: there is none."""
        entry = self._desk.library.named(name)
        if entry is None:
            raise _Refused(self._say("no-id", id=name))
        return entry

    def _path(self, subject: str) -> Path:
        return _path(self._desk.base, self._folder, subject)

    def _complain(self, block: Block, words: str) -> None:
        name = f"sop{'-' if block.kind else ''}{block.kind} {block.subject}".strip()
        said = text("mkdocs.block", self._desk.language, page=self._uri, block=name, problem=words)
        self._desk.complain(said)

    def _say(self, name: str, **blanks: object) -> str:
        return text(f"mkdocs.{name}", self._desk.language, **blanks)


def entries_of(desk: Desk, folder: Path, block: Block) -> tuple[Entry, ...]:
    """Return the SOP that a block is about, none where it is about none or about what is not there."""
    if block.kind in _ABOUT_NONE or not block.subject:
        return ()
    if block.kind == "page" or _is_file(block.subject):
        entry = (
            desk.library.named(block.subject)
            if block.kind == "page"
            else desk.library.at(_path(desk.base, folder, block.subject))
        )
        return (entry,) if entry else ()
    found = desk.library.called(block.subject)
    return found if len(found) == 1 else ()


def has_steps(block: Block) -> bool:
    """Return whether a block shows the steps of its SOP."""
    if block.kind in {"steps", "page"}:
        return True
    try:
        return block.kind == "" and "steps" in read_options("", block.options, "en").parts
    except InvalidOptions:
        return False


def _is_file(subject: str) -> bool:
    return subject.lower().endswith((".yaml", ".yml"))


def _path(base: Path, folder: Path, subject: str) -> Path:
    """Return the file that is meant: seen from the page, or with a `/` before it from the base."""
    place = base / subject.lstrip("/") if subject.startswith("/") else folder / subject
    return Path(os.path.abspath(place))


def _box(title: str, lines: Sequence[Markup | str]) -> Markup:
    body = lines[0] if len(lines) == 1 else element("ul", *(element("li", line) for line in lines))
    shown = element("p", body) if len(lines) == 1 else body
    return element("div", element("p", title, class_="admonition-title"), shown, class_="admonition danger")
