"""What of a catalogue is there already and what is to be made, by the numbers of what it comes from."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sopkit.errors import UnreadableFile
from sopkit.site.digests import digest, digest_of_bytes, digest_of_file
from sopkit.site.names import PageFiles, logo_file, names_of, page_files
from sopkit.site.seal import sealed
from sopkit.site.sources import logo_bytes, logo_number, logo_place
from sopkit.site.workers import DRAWINGS, ToDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sopkit.findings import Finding
    from sopkit.site.cache import Memory
    from sopkit.site.linked import Neighbours
    from sopkit.site.offices import Office
    from sopkit.site.reading import Scan
    from sopkit.site.sources import Source
    from sopkit.site.summary import Summary
    from sopkit.site.workers import Drawn

__all__ = ["Piece", "Sound", "Stock", "logo_pieces", "numbers_of_files"]

_LETTERS = 24
"""Of the number that the files of an SOP are called by until they are in their place."""
_FILES_AT_ONCE = 64
_THREADS = 4
"""Reading and numbering lets others work meanwhile."""


class Piece(NamedTuple):
    """A file for the catalogue: the path where it is now, and the number of its content."""

    place: str
    number: str


@dataclass(frozen=True, slots=True)
class Sound:
    """An SOP with a page, and the numbers of all that its drawings and its page come from."""

    source: Source
    summary: Summary
    logo: str | None
    neighbours: Neighbours
    found: tuple[Finding, ...]
    """By looking at all SOPs of the folder; without places."""
    logo_number: str
    drawing: str
    page: str

    @classmethod
    def of(
        cls,
        source: Source,
        summary: Summary,
        logo: str | None,
        neighbours: Neighbours,
        found: tuple[Finding, ...],
        office: Office,
    ) -> Sound:
        """Reckon the numbers of an SOP."""
        stem = PurePosixPath(source.file).stem
        picture = logo_number(source.path, logo)
        drawing = digest(office.drawings, stem, source.number, picture)
        page = digest(source.reading, str(summary.name), repr(found), repr(neighbours), drawing)
        return cls(source, summary, logo, neighbours, found, picture, drawing, page)


@dataclass(slots=True)
class Stock:
    """The files of SOPs that are there, in the former catalogue or made by this build."""

    drawings: dict[str, dict[str, Piece]] = field(default_factory=dict)
    """By the number of what they come from, then by the field of `PageFiles`."""
    pages: dict[str, Piece] = field(default_factory=dict)
    unsteady: set[str] = field(default_factory=set)
    """The SOPs whose logo changed while they were drawn: they are not remembered."""

    def add_former(self, site: Path, memory: Memory, numbers: Mapping[str, str | None]) -> None:
        """Take what is in the former catalogue as it was written; `numbers` are those of its files now."""
        folder = str(site)
        whole = {
            name: Piece(f"{folder}/{name}", number)
            for name, number in memory.files.items()
            if numbers[name] == number
        }
        for known in memory.known.values():
            files = page_files(known.name)
            if known.page and files.html in whole:
                self.pages[known.page] = whole[files.html]
            pieces = {part: whole[name] for part, name in _drawings_of(files) if name in whole}
            if known.drawing and len(pieces) == len(DRAWINGS):
                self.drawings[known.drawing] = pieces

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
                Path(self.drawings[one.drawing]["svg"].place) if one.drawing in self.drawings else None,
                one.found,
            )
            for one in sound
            if self._lacks(one)
        ]

    def add(self, one: Sound, work: ToDraw, drawn: Drawn) -> None:
        """Take what was made for an SOP."""
        pieces = {part: Piece(str(work.place(part)), number) for part, number in drawn.files.items()}
        if drawn.logo_number != one.logo_number:
            self.unsteady.add(one.source.file)
        self.pages[one.page] = pieces.pop("html")
        if pieces:
            self.drawings[one.drawing] = pieces

    def _lacks(self, one: Sound) -> bool:
        return one.drawing not in self.drawings or one.page not in self.pages

    def files(self, one: Sound) -> Iterator[tuple[str, Piece]]:
        """Yield the files of an SOP by their paths."""
        files = names_of(one.summary)
        yield files.html, self.pages[one.page]
        drawings = self.drawings[one.drawing]
        for part, name in _drawings_of(files):
            yield name, drawings[part]


def _drawings_of(files: PageFiles) -> Iterator[tuple[str, str]]:
    """Yield the files of an SOP beside its page: the field of `PageFiles`, and the path."""
    return zip(DRAWINGS, files[1:], strict=True)


def logo_pieces(
    sound: Iterable[Sound], site: Path, made: Path, numbers: Mapping[str, str | None]
) -> dict[str, Piece]:
    """Return the logos that the pages of SOPs show, by their paths; those that are not there are copied.

    Raises UnreadableFile: a logo is another one by now.
    """
    pieces: dict[str, Piece] = {}
    for one in sound:
        if not (one.logo and one.logo_number):
            continue
        name = logo_file(one.logo_number, one.logo)
        if name not in pieces and numbers.get(name) == one.logo_number:
            pieces[name] = Piece(f"{site}/{name}", one.logo_number)
        elif name not in pieces:
            data = logo_bytes(one.source.path, one.logo)
            if data is None or digest_of_bytes(data) != one.logo_number:
                raise UnreadableFile(logo_place(one.source.path, one.logo), os.strerror(errno.EAGAIN))
            place = made / f"logo-{len(pieces)}"
            place.write_bytes(data)
            pieces[name] = Piece(str(place), one.logo_number)
    return pieces


def numbers_of_files(site: Path, files: Mapping[str, str], *, read_all: bool) -> dict[str, str | None]:
    """Return the numbers of files in a catalogue as they are now; None for what is no ordinary file.

    `files` are those that are remembered, with their numbers. Those behind the seal of the catalogue are not
    read, unless all are to be.
    """
    known = frozenset() if read_all else sealed(site, files)
    listed = [name for name in files if name not in known]
    parts = [listed[place : place + _FILES_AT_ONCE] for place in range(0, len(listed), _FILES_AT_ONCE)]
    folder = str(site)

    def numbers(part: list[str]) -> list[tuple[str, str | None]]:
        return [(name, digest_of_file(f"{folder}/{name}")) for name in part]

    found: dict[str, str | None] = {name: files[name] for name in known}
    if parts:
        with ThreadPoolExecutor(_THREADS) as threads:
            found.update(chain.from_iterable(threads.map(numbers, parts)))
    return found
