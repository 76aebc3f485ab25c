"""Where a catalogue may be put, and the words where it may not."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sopkit.errors import SiteRefused, UnwritableFile
from sopkit.lang import LANGUAGES, text
from sopkit.ordinary import ordinary_bytes
from sopkit.site.cache import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["is_ours", "place_of_site", "refuse_foreign", "refused", "writing"]

_MARK: Final = b'<meta name="generator" content="sopkit">'
_HEAD_BYTES: Final = 4096


def place_of_site(source_dir: Path, out_dir: Path) -> Path:
    """Return where the catalogue of a folder is to be, links followed.

    Raises SiteRefused: it is a file, the folder of the SOPs or one that they are in, or the one we are in.
    """
    if os.path.lexists(out_dir) and not os.path.isdir(out_dir):
        raise refused("file", out_dir)
    site, source = Path(os.path.realpath(out_dir)), Path(os.path.realpath(source_dir))
    if site == source:
        raise refused("source", out_dir)
    if source.is_relative_to(site):
        raise refused("sops-inside", out_dir)
    if site.exists() and _here().is_relative_to(site):
        raise refused("standing-inside", out_dir)
    return site


def refuse_foreign(site: Path, names: Iterable[str]) -> None:
    """Stop where files of others have the names of files that are to be written. Raises SiteRefused."""
    if is_ours(site):
        return
    for name in names:
        if os.path.lexists(site / name):
            raise refused("foreign", site / name)


def is_ours(site: Path) -> bool:
    """Return whether sopkit wrote the catalogue that stands there: by its memory, else by its index."""
    if (site / FOLDER).is_dir() and not (site / FOLDER).is_symlink():
        return True
    try:
        return _MARK in ordinary_bytes(site / "index.html", _HEAD_BYTES)
    except OSError:
        return False


def refused(reason: str, path: Path) -> SiteRefused:
    """Return the words for a place that no catalogue is put in; `reason` is a stable word."""
    messages = tuple(
        (language, text(f"build.refused-{reason}", language, path=path)) for language in LANGUAGES
    )
    return SiteRefused(path, reason, messages)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of whatever fails within that this place cannot be written. Raises UnwritableFile."""
    try:
        yield
    except BrokenPipeError:  # whoever listened to the progress has gone
        raise
    except OSError as error:
        raise UnwritableFile(path, error.strerror or str(error)) from error


def _here() -> Path:
    try:
        return Path(os.path.realpath(Path.cwd()))
    except OSError:  # the folder we are in is gone
        return Path(os.sep)
