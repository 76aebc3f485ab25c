"""The SOPs that a documentation build knows: read as `sopkit check` reads them, found by id or by file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.document import read_file
from sopkit.errors import UnreadableFile
from sopkit.lint.baseline import read_baseline, without_known
from sopkit.lint.folder import check_folder
from sopkit.rules.policy import policy_of
from sopkit.settings import Settings, find_settings_file, read_settings
from sopkit.source.folder import sop_files
from sopkit.source.slug import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sopkit.document import Document
    from sopkit.model import Sop
    from sopkit.rules.policy import Policy

__all__ = ["Entry", "Library", "files_below", "read_library"]

_LONGEST = 80
"""Letters of the name of a page, so that no file system cuts it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One SOP of the build."""

    path: Path
    """Absolute."""
    shown: str
    """Its path as messages have it, seen from the folder of the build's settings, with `/`."""
    name: str
    """Small letters, digits and dashes; no other SOP of the build has it."""
    document: Document
    settings: Settings

    @property
    def sop(self) -> Sop | None:
        """The SOP, or None where it has errors."""
        return self.document.sop


@dataclass(frozen=True, slots=True)
class Library:
    """Every SOP that was read, by path, and what else was looked into."""

    entries: tuple[Entry, ...] = ()
    unread: tuple[UnreadableFile, ...] = ()
    beside: tuple[Path, ...] = ()
    """The settings and baselines that had a say."""

    def at(self, path: Path) -> Entry | None:
        """Return the SOP in a file, given by its absolute path."""
        return next((entry for entry in self.entries if entry.path == path), None)

    def named(self, name: str) -> Entry | None:
        """Return the SOP that has a name."""
        return next((entry for entry in self.entries if entry.name == name), None)

    def called(self, name: str) -> tuple[Entry, ...]:
        """Return the SOPs with an id, or where none has it, those whose file is called so."""
        found = tuple(entry for entry in self.entries if entry.sop is not None and entry.sop.id == name)
        return found or tuple(entry for entry in self.entries if entry.path.stem == name)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all SOPs without errors."""
        return tuple(entry.sop.id for entry in self.entries if entry.sop is not None)


def files_below(folder: Path) -> tuple[Path | UnreadableFile, ...]:
    """Return the SOPs of a folder and below it, by absolute path. Raises UnreadableFile."""
    return tuple(
        one if isinstance(one, UnreadableFile) else _absolute(one) for one in sop_files(_absolute(folder))
    )


def read_library(folder: Iterable[Path], others: Iterable[Path], base: Path) -> Library:
    """Read SOPs, each with the settings that hold where it stands.

    Those of `folder` are looked at together, as `sopkit check FOLDER` does, `others` each alone; messages
    name files as seen from `base`.

    Raises InvalidSettings, InvalidBaseline: what the settings say, or name, cannot be used.
    """
    reading = _Reading()
    together = reading.documents(dict.fromkeys(map(_absolute, folder)))
    together = reading.compared(together)
    alone = reading.documents({path: None for path in map(_absolute, others) if path not in together})
    told = reading.told({**together, **alone})
    ordered = sorted(told, key=lambda path: path.parts)
    names = _names(_id(told[path], path) for path in ordered)
    entries = (
        Entry(path, _shown(path, base), name, told[path], reading.settings_for(path)[0])
        for path, name in zip(ordered, names, strict=True)
    )
    return Library(tuple(entries), tuple(reading.unread), tuple(sorted(reading.beside)))


class _Reading:
    """Reads SOPs; each settings file and each baseline once."""

    def __init__(self) -> None:
        self.unread: list[UnreadableFile] = []
        self.beside: set[Path] = set()
        self._known: dict[Path | None, tuple[Settings, Policy]] = {}
        self._file_for: dict[Path, Path | None] = {}

    def settings_for(self, path: Path) -> tuple[Settings, Policy]:
        """Return settings and policy for a file. Raises InvalidSettings."""
        folder = path.parent
        if folder not in self._file_for:
            self._file_for[folder] = find_settings_file(folder)
        file = self._file_for[folder]
        if file not in self._known:
            settings = Settings() if file is None else read_settings(file)
            self._known[file] = settings, policy_of(settings)
            self.beside |= {file} if file else set()
        return self._known[file]

    def documents(self, paths: Iterable[Path]) -> dict[Path, Document]:
        found: dict[Path, Document] = {}
        for path in paths:
            policy = self.settings_for(path)[1]
            try:
                found[path] = read_file(path, policy)
            except UnreadableFile as error:
                self.unread.append(error)
        return found

    def compared(self, documents: dict[Path, Document]) -> dict[Path, Document]:
        """Return the documents with what is found by looking at all of them together."""
        every = tuple(documents.values())
        changed = dict(documents)
        policies = {path: self.settings_for(path)[1] for path in documents}
        for policy in dict.fromkeys(policies.values()):
            for path, document in zip(documents, check_folder(every, policy), strict=True):
                if policies[path] == policy:
                    changed[path] = document
        return changed

    def told(self, documents: dict[Path, Document]) -> dict[Path, Document]:
        """Return the documents without the findings that the settings call known. Raises InvalidBaseline."""
        changed = dict(documents)
        for place, paths in self._by_baseline(documents):
            some, _ = without_known((documents[path] for path in paths), read_baseline(place), place)
            changed |= dict(zip(paths, some, strict=True))
            self.beside.add(_absolute(place))
        return changed

    def _by_baseline(self, documents: Iterable[Path]) -> Iterator[tuple[Path, list[Path]]]:
        by_baseline: dict[str, list[Path]] = {}
        for path in documents:
            named = self.settings_for(path)[0].rules.baseline
            if named is not None:
                by_baseline.setdefault(named, []).append(path)
        return ((Path(named), paths) for named, paths in by_baseline.items())


def _id(document: Document, path: Path) -> str:
    return document.sop.id if document.sop else path.stem


def _names(ids: Iterable[str]) -> Iterator[str]:
    """Yield a name for each id; the second SOP of a name gets `-2` after it."""
    given = {"index"}
    for one in ids:
        plain = slug(one).encode("ascii", "ignore").decode("ascii")[:_LONGEST].strip("-")
        name = wanted = plain if plain[:1].isalpha() else f"sop-{plain}".strip("-")
        number = 2
        while name in given:
            name, number = f"{wanted}-{number}", number + 1
        given.add(name)
        yield name


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))


def _shown(path: Path, base: Path) -> str:
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
