"""What of a catalogue is there already and what is to be made, by the numbers of what it comes from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sopkit.site.digests import digest, digest_of_file
from sopkit.site.names import names_of
from sopkit.site.sources import logo_number
from sopkit.site.workers import DRAWINGS, ToDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sopkit.site.cache import Entry
    from sopkit.site.linked import Neighbours
    from sopkit.site.offices import Office
    from sopkit.site.reading import Scan
    from sopkit.site.sources import Source
    from sopkit.site.summary import Summary
    from sopkit.site.workers import Drawn

__all__ = ["Piece", "Sound", "Stock", "numbers_of_files"]

_LETTERS = 24
"""Of the number that the files of an SOP are called by until they are in their place."""
_FILES_AT_ONCE = 64
_THREADS = 4
"""Reading and numbering lets others work meanwhile."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file for the catalogue: where it is now, and the number of its content."""

    place: Path
    number: str


@dataclass(frozen=True, slots=True)
class Sound:
    """An SOP with a page, and the numbers of all that its drawings and its page come from."""

    source: Source
    summary: Summary
    logo: str | None
    neighbours: Neighbours
    logo_number: str
    drawing: str
    page: str

    @classmethod
    def of(
        cls, source: Source, summary: Summary, logo: str | None, neighbours: Neighbours, office: Office
    ) -> Sound:
        """Reckon the numbers of an SOP."""
        stem = PurePosixPath(source.file).stem
        picture = logo_number(source.path, logo)
        drawing = digest(office.drawings, stem, source.number, picture)
        page = digest(source.reading, str(summary.name), repr(neighbours), drawing)
        return cls(source, summary, logo, neighbours, picture, drawing, page)


@dataclass(slots=True)
class Stock:
    """The files of SOPs that are there, in the former catalogue or made by this build."""

    drawings: dict[str, dict[str, Piece]] = field(default_factory=dict)
    """By the number of what they come from, then by the field of `PageFiles`."""
    pages: dict[str, Piece] = field(default_factory=dict)
    unsteady: set[str] = field(default_factory=set)
    """The SOPs whose logo changed while they were drawn: they are not remembered."""

    def add_former(self, site: Path, entries: Iterable[Entry], numbers: Mapping[str, str | None]) -> None:
        """Take what is in the former catalogue as it was written; `numbers` are those of its files now."""
        for entry in entries:
            if entry.summary.name is None:
                continue
            pieces = {}
            for part, number in entry.files.items():
                name = str(getattr(names_of(entry.summary), part, ""))
                if numbers.get(name) == number:
                    pieces[part] = Piece(site / name, number)
            if entry.drawing and all(part in pieces for part in DRAWINGS):
                self.drawings[entry.drawing] = {part: pieces[part] for part in DRAWINGS}
            if entry.page and "html" in pieces:
                self.pages[entry.page] = pieces["html"]

    def missing(self, sound: Sequence[Sound], made: Path, scan: Scan) -> list[ToDraw]:
        """Return what is to be made for SOPs; the files are written into the folder `made`."""
        return [
            ToDraw(
                one.source,
                scan.text_of(one.source),
                one.summary,
                one.neighbours,
                made / digest(one.source.file)[:_LETTERS],
                one.logo,
                self.drawings[one.drawing]["svg"].place if one.drawing in self.drawings else None,
            )
            for one in sound
            if self._lacks(one)
        ]

    def add(self, one: Sound, work: ToDraw, drawn: Drawn) -> None:
        """Take what was made for an SOP."""
        pieces = {part: Piece(work.place(part), number) for part, number in drawn.files.items()}
        if drawn.logo_number != one.logo_number:
            self.unsteady.add(one.source.file)
        self.pages[one.page] = pieces.pop("html")
        if pieces:
            self.drawings[one.drawing] = pieces

    def _lacks(self, one: Sound) -> bool:
        return one.drawing not in self.drawings or one.page not in self.pages

    def files(self, one: Sound) -> dict[str, Piece]:
        """Return the files of an SOP by the fields of `PageFiles`."""
        return {"html": self.pages[one.page], **self.drawings[one.drawing]}


def numbers_of_files(site: Path, names: Iterable[str]) -> dict[str, str | None]:
    """Return the numbers of files in a catalogue as they are now; None for what is no ordinary file."""
    listed = list(names)
    parts = [listed[place : place + _FILES_AT_ONCE] for place in range(0, len(listed), _FILES_AT_ONCE)]
    folder = str(site)

    def numbers(part: list[str]) -> list[tuple[str, str | None]]:
        return [(name, digest_of_file(f"{folder}/{name}")) for name in part]

    with ThreadPoolExecutor(_THREADS) as threads:
        return dict(chain.from_iterable(threads.map(numbers, parts)))
