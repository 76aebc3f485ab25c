"""The SOPs of a folder as the build sees them: their bytes at one moment, each with a number."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final

from sopkit.errors import UnreadableFile
from sopkit.ordinary import ordinary_bytes
from sopkit.site.digests import digest, digest_of_bytes
from sopkit.source.folder import sop_files
from sopkit.source.text import file_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sopkit.site.offices import Offices

__all__ = ["Source", "found_sops", "logo_bytes", "logo_number", "logo_place", "sources"]

_MOST_LOGO_BYTES: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One SOP: where it is, and what it holds now."""

    file: str
    """Its path below the folder, with `/` between the parts."""
    path: str
    number: str
    """Of its bytes."""
    office: int
    reading: str
    """The number of all that its findings and its summary come from."""


def found_sops(source_dir: Path, site: Path) -> tuple[tuple[Path, ...], tuple[UnreadableFile, ...]]:
    """Return the SOPs of a folder, but for those in its own catalogue, and what below cannot be opened.

    Raises UnreadableFile: the folder itself cannot be opened.
    """
    paths: list[Path] = []
    unread: list[UnreadableFile] = []
    is_within = site.is_relative_to(os.path.realpath(source_dir))
    for found in sop_files(source_dir):
        if isinstance(found, UnreadableFile):
            unread.append(found)
        elif not (is_within and Path(os.path.realpath(found.parent)).is_relative_to(site)):
            paths.append(found)
    return tuple(paths), tuple(unread)


def sources(
    paths: Iterable[Path], source_dir: Path, offices: Offices, keep: Callable[[Source, bytes], None]
) -> Iterator[Source | UnreadableFile]:
    """Yield each SOP with the number of its bytes, after `keep` was given them; else the reason."""
    for path in paths:
        office = offices.of(path.parent)
        try:
            data = file_bytes(path)
        except (OSError, ValueError) as error:
            unread = UnreadableFile(path, getattr(error, "strerror", None) or str(error))
            unread.__cause__ = error
            yield unread
            continue
        file, number = path.relative_to(source_dir).as_posix(), digest_of_bytes(data)
        reading = digest(offices.all[office].pages, file, number)
        source = Source(file, str(path), number, office, reading)
        keep(source, data)
        yield source


def logo_place(path: str, logo: str) -> Path:
    """Return where the logo of the SOP at a path should be."""
    return Path(path).parent.joinpath(*PureWindowsPath(logo).parts)


def logo_number(path: str, logo: str | None) -> str:
    """Return the number of the logo of the SOP at a path; empty where none can be read."""
    data = None if logo is None else logo_bytes(path, logo)
    return "" if data is None else digest_of_bytes(data)


def logo_bytes(path: str, logo: str) -> bytes | None:
    """Return the logo of the SOP at a path; None where none can be read."""
    try:
        return ordinary_bytes(logo_place(path, logo), _MOST_LOGO_BYTES)
    except (OSError, ValueError):
        return None
