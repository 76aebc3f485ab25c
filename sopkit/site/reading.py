"""What the SOPs of a folder say: read anew where they changed, else remembered."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.errors import UnreadableFile
from sopkit.site.digests import digest, digest_of_bytes
from sopkit.site.sources import logo_place, sources
from sopkit.site.summary import Thrift
from sopkit.site.workers import Read, ToRead
from sopkit.source.text import file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sopkit.site.cache import Entry, Memory
    from sopkit.site.offices import Offices
    from sopkit.site.result import Progress
    from sopkit.site.sources import Source
    from sopkit.site.workers import Crew

__all__ = ["Scan", "read_all", "scanned"]


@dataclass(frozen=True, slots=True)
class Scan:
    """The SOPs of a folder at one moment."""

    sources: tuple[Source, ...]
    unread: tuple[UnreadableFile, ...]
    texts: Path
    """The folder with the bytes of those that are to be read, for they may change meanwhile."""

    def logos(self, named: Mapping[str, str | None]) -> tuple[str, ...]:
        """Return where the logos should be that SOPs name; `named` has them by the files of the SOPs."""
        places = {str(logo_place(one.path, logo)) for one in self.sources if (logo := named.get(one.file))}
        return tuple(sorted(places))

    def text_of(self, source: Source) -> Path:
        """Return a file with the bytes of an SOP as they were then.

        Raises UnreadableFile: they were not kept, and are others by now.
        """
        place = _place(self.texts, source)
        if not place.exists():
            data = file_bytes(source.path)
            if digest_of_bytes(data) != source.number:
                raise UnreadableFile(Path(source.path), os.strerror(errno.EAGAIN))
            place.write_bytes(data)
        return place


def scanned(
    paths: Sequence[Path],
    source_dir: Path,
    offices: Offices,
    memory: Memory,
    texts: Path,
    unread: Sequence[UnreadableFile],
) -> Scan:
    """Number every SOP, and keep the bytes of those that are not remembered; `unread` could not be opened."""

    def keep(source: Source, data: bytes) -> None:
        if not _is_known(memory, source):
            _place(texts, source).write_bytes(data)

    texts.mkdir()
    found = tuple(sources(paths, source_dir, offices, keep))
    failed = [*unread, *(one for one in found if isinstance(one, UnreadableFile))]
    return Scan(
        sources=tuple(one for one in found if not isinstance(one, UnreadableFile)),
        unread=tuple(sorted(failed, key=lambda error: error.path.parts)),
        texts=texts,
    )


def read_all(
    scan: Scan, former: Mapping[str, Entry], crew: Crew, progress: Progress | None
) -> dict[str, Read]:
    """Return what each SOP says, by its file in their order.

    `former` is what is remembered of each; those with errors are not, so that they are told of every time.
    """
    remembered = {
        one.file: Read(entry.summary, entry.known.logo)
        for one in scan.sources
        if (entry := former.get(one.file)) is not None and entry.known.reading == one.reading
    }
    anew = [one for one in scan.sources if one.file not in remembered]
    work = [ToRead(one, scan.text_of(one)) for one in anew]
    done = dict(zip((one.file for one in anew), _told(crew.done(work), work, progress), strict=True))
    return {one.file: done.get(one.file) or remembered[one.file] for one in scan.sources}


def _told(found: Iterator[Read], work: Sequence[ToRead], progress: Progress | None) -> Iterator[Read]:
    thrift = Thrift()
    for done, (one, piece) in enumerate(zip(found, work, strict=True), start=1):
        if progress is not None:
            progress(done, len(work), piece.source.file)
        yield replace(one, summary=thrift.of(one.summary))


def _is_known(memory: Memory, source: Source) -> bool:
    known = memory.known.get(source.file)
    return known is not None and known.reading == source.reading


def _place(texts: Path, source: Source) -> Path:
    return texts / digest(source.file)
