"""The last part of a building: the shared pages, what changed, the memory, and the exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from sopkit.site.cache import CACHE, FOLDER, Entry, Known, Memory, line_of, memory_lines
from sopkit.site.digests import digest, digest_of_file
from sopkit.site.plan import logo_pieces, numbers_of_files
from sopkit.site.publish import (
    add_foreign,
    assemble,
    files_in_our_folders,
    foreign_files,
    put_in_place,
)
from sopkit.site.refusals import is_ours
from sopkit.site.result import BuildResult, Differences, Page
from sopkit.site.seal import is_sealed, is_untouched, put_seal
from sopkit.site.shared import shared_pages
from sopkit.site.sources import logo_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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

    source_dir: Path
    site: Path
    work: Path
    offices: Offices
    memory: Memory
    check: bool
    """Whether nothing is put in place."""
    began_ns: int = 0
    """When it began, as a time of change on the file system of the work."""
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
        if each is not None
    }
    if (
        scan.unread
        or len(logos) != len(scan.sources)
        or _whole(making, scan, logos) != memory.whole
        or numbers_of_files(making.site, memory.files, read_all=making.check) != memory.files
    ):
        return None
    if not making.check and not is_sealed(making.site):
        _seal(making, memory.files)
    pages = tuple(Page(one.file, memory.known[one.file].name) for one in scan.sources)
    return BuildResult(
        pages,
        published=not making.check,
        files=tuple(sorted(memory.files)),
        logos=scan.logos({one.file: memory.known[one.file].logo for one in scan.sources}),
    )


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
    files = dict(chain.from_iterable(map(stock.files, sound)))
    told = {one.file: digest(_line(one, making.former)) for one in summaries}
    shared = shared_pages(making, summaries, told, numbers)
    steady = (one for one in sound if one.source.file not in stock.unsteady)
    files |= shared.files
    files |= logo_pieces(steady, making.site, making.pieces, numbers)
    differences = _differences(making, files, numbers)
    if not making.check:
        of_sops = (_line(one, making.former) for one in summaries if one.name is not None)
        memory = _memory(making, scan, sound, files, shared, stock)
        _put(making, files, memory_lines(memory, of_sops if memory.known else ()), differences)
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


def _line(summary: Summary, former: Mapping[str, Entry]) -> str:
    """Return a summary as it is written; that of one which is as it was is there already."""
    before = former.get(summary.file)
    return before.line if before is not None and before.summary is summary else line_of(summary)


def _memory(
    making: Making,
    scan: Scan,
    sound: Sequence[Sound],
    files: Mapping[str, Piece],
    shared: Shared,
    stock: Stock,
) -> Memory:
    """Return what the catalogue is to remember; of what changed during the building, only the files."""
    numbers = {name: piece.number for name, piece in files.items()}
    if not making.offices.is_steady():
        return Memory(digest(""), digest(""), numbers, dict.fromkeys(shared.files, ""))
    known = {one.source.file: _known(one, one.source.file not in stock.unsteady) for one in sound}
    whole = _whole(making, scan, {one.source.file: one.logo_number for one in sound})
    whole = digest("") if stock.unsteady or scan.unread else whole
    return Memory(whole, shared.number, numbers, shared.contents, known)


def _known(one: Sound, is_steady: bool) -> Known:
    return Known(
        name=str(one.summary.name),
        reading=one.source.reading,
        logo=one.logo,
        drawing=one.drawing if is_steady else "",
        page=one.page if is_steady else "",
    )


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
            _seal(making, files)
        return
    ours = {*making.memory.files, *_forgotten(making), *(files if is_ours(site) else ())}
    places = {name: piece.place for name, piece in files.items()}
    are_same = assemble(stage, places, making.work, making.began_ns)
    if site.is_dir():
        add_foreign(stage, site, tuple(foreign_files(site, ours)))
    (stage / FOLDER).mkdir()
    remembered.rename(stage / CACHE)
    put_in_place(stage, site, making.work, {*ours, *files})
    if are_same:
        put_seal(site)


def _seal(making: Making, files: Iterable[str]) -> None:
    """Seal a catalogue whose files were all looked at, unless one of them changed meanwhile."""
    if is_untouched(making.site, files, making.began_ns):
        put_seal(making.site)
