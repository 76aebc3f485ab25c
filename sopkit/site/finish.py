"""The last part of a building: the shared pages, what changed, the memory, and the exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sopkit.site.cache import CACHE, FOLDER, Entry, Known, Memory, memory_lines
from sopkit.site.digests import digest, digest_of_file
from sopkit.site.names import names_of
from sopkit.site.plan import numbers_of_files
from sopkit.site.publish import (
    add_foreign,
    assemble,
    files_in_our_folders,
    foreign_files,
    put_in_place,
)
from sopkit.site.refusals import is_ours
from sopkit.site.result import BuildResult, Differences, Page
from sopkit.site.shared import shared_pages
from sopkit.site.sources import logo_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sopkit.site.offices import Offices
    from sopkit.site.plan import Piece, Sound, Stock
    from sopkit.site.reading import Scan
    from sopkit.site.shared import Shared
    from sopkit.site.summary import Summary

__all__ = ["Making", "finished", "unchanged"]


@dataclass(frozen=True, slots=True)
class Making:
    """Where a catalogue is made, and from what besides the SOPs."""

    site: Path
    work: Path
    offices: Offices
    memory: Memory
    check: bool
    """Whether nothing is put in place."""
    former: dict[str, Entry] = field(default_factory=dict)
    """What is remembered of each SOP, by its file, once it is needed."""

    @property
    def pieces(self) -> Path:
        """The folder for what is made."""
        folder = self.work / "made"
        folder.mkdir(exist_ok=True)
        return folder


def unchanged(making: Making, scan: Scan) -> BuildResult | None:
    """Return the result where everything is as it was, and the catalogue too; else None."""
    memory = making.memory
    known = [memory.known.get(one.file) for one in scan.sources]
    logos = {
        one.file: logo_number(one.path, each.logo)
        for one, each in zip(scan.sources, known, strict=True)
        if each is not None and each.name is not None
    }
    if (
        scan.unread
        or len(logos) != len(scan.sources)
        or _whole(making, scan, logos) != memory.whole
        or numbers_of_files(making.site, memory.files) != memory.files
    ):
        return None
    pages = tuple(Page(one.file, memory.known[one.file].name) for one in scan.sources)
    return BuildResult(pages, published=not making.check, files=tuple(sorted(memory.files)))


def finished(
    making: Making,
    scan: Scan,
    summaries: Sequence[Summary],
    sound: Sequence[Sound],
    stock: Stock,
    numbers: Mapping[str, str | None],
) -> BuildResult:
    """Make the shared pages and put all in place, unless that is only asked about; say what is different.

    `numbers` are those of the files of the former catalogue as they are now.
    """
    files = {
        str(getattr(names_of(one.summary), part)): piece
        for one in sound
        for part, piece in stock.files(one).items()
    }
    offices = making.offices
    shared = shared_pages(
        summaries, offices.all[0], offices.root, making.memory, numbers, making.site, making.pieces
    )
    files |= shared.files
    differences = _differences(making, files, numbers)
    if not making.check:
        memory = _memory(making, scan, summaries, sound, files, shared, stock)
        _put(making, files, memory, differences)
    return BuildResult(published=not making.check, files=tuple(sorted(files)), differences=differences)


def _whole(making: Making, scan: Scan, logos: Mapping[str, str]) -> str:
    """Return the number of everything that a catalogue comes from; `logos` are numbers by file."""
    offices = making.offices.all
    parts = [offices[0].pages]
    for one in scan.sources:
        parts += [one.reading, offices[one.office].drawings, logos.get(one.file, "")]
    return digest(*parts)


def _differences(
    making: Making, files: Mapping[str, Piece], numbers: Mapping[str, str | None]
) -> Differences:
    site = making.site
    there = {name: number for name, number in numbers.items() if number is not None or (site / name).exists()}
    others = [name for name in files if name not in numbers]
    there |= {name: digest_of_file(site / name) for name in others if (site / name).exists()}
    gone = {*there, *_forgotten(making)} - files.keys()
    return Differences(
        new=tuple(sorted(files.keys() - there.keys())),
        changed=tuple(
            sorted(name for name in files.keys() & there.keys() if there[name] != files[name].number)
        ),
        gone=tuple(sorted(gone)),
    )


def _forgotten(making: Making) -> tuple[str, ...]:
    """Return our files in a catalogue of ours that remembers none of them."""
    if making.memory.is_known or not is_ours(making.site):
        return ()
    return files_in_our_folders(making.site)


def _entry(one: Sound, stock: Stock, former: Mapping[str, Entry]) -> Entry:
    """Return what to remember of an SOP; if it is what was remembered, that very entry."""
    is_steady = one.source.file not in stock.unsteady
    entry = Entry(
        reading=one.source.reading,
        summary=one.summary,
        logo=one.logo,
        drawing=one.drawing if is_steady else "",
        page=one.page if is_steady else "",
        files={part: piece.number for part, piece in stock.files(one).items()},
    )
    before = former.get(one.source.file)
    return before if before is not None and before == entry else entry


def _memory(
    making: Making,
    scan: Scan,
    summaries: Sequence[Summary],
    sound: Sequence[Sound],
    files: Mapping[str, Piece],
    shared: Shared,
    stock: Stock,
) -> Iterator[bytes]:
    """Return what the catalogue is to remember; of what changed during the building, only the files."""
    numbers = {name: piece.number for name, piece in files.items()}
    if not making.offices.is_steady():
        contents = dict.fromkeys(shared.files, "")
        return memory_lines(Memory(digest(""), digest(""), numbers, contents), ())
    logos = {one.source.file: one.logo for one in sound}
    names = {one.file: one.name for one in summaries}
    known = {one.file: Known(names[one.file], one.reading, logos.get(one.file)) for one in scan.sources}
    whole = _whole(making, scan, {one.source.file: one.logo_number for one in sound})
    whole = digest("") if stock.unsteady else whole
    memory = Memory(whole, shared.number, numbers, shared.contents, known)
    return memory_lines(memory, (_entry(one, stock, making.former) for one in sound))


def _put(
    making: Making, files: Mapping[str, Piece], memory: Iterable[bytes], differences: Differences
) -> None:
    """Put files and memory in place; where the files are the same, the memory alone."""
    site, stage, remembered = making.site, making.work / "site", making.work / "memory"
    with remembered.open("wb") as file:
        file.writelines(memory)
    if not differences and is_ours(site):
        (site / FOLDER).mkdir(exist_ok=True)
        if digest_of_file(site / CACHE) != digest_of_file(remembered):
            remembered.replace(site / CACHE)
        return
    ours = {*making.memory.files, *_forgotten(making), *(files if is_ours(site) else ())}
    assemble(stage, {name: piece.place for name, piece in files.items()}, making.work)
    if site.is_dir():
        add_foreign(stage, site, tuple(foreign_files(site, ours)))
    (stage / FOLDER).mkdir()
    remembered.rename(stage / CACHE)
    put_in_place(stage, site, making.work, {*ours, *files})
