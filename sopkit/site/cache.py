"""What a catalogue remembers of its building: JSON in the catalogue itself, believed only where it is whole.

A memory that is damaged, of another version or not there is an empty one: everything is then made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from sopkit.site.summary import Summary, Thrift

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "CACHE",
    "FOLDER",
    "Entry",
    "Known",
    "Memory",
    "is_name",
    "line_of",
    "memory_lines",
    "read_memory",
]

FOLDER: Final = ".sopkit"
"""The folder in a catalogue that no reader needs; it marks the catalogue as one that sopkit wrote."""
CACHE: Final = f"{FOLDER}/cache.json"
_VERSION: Final = 2
_KIND: Final = "site-cache"
_MOST_BYTES: Final = 2_000_000_000
_PART: Final = re.compile(r"[a-z0-9][a-z0-9.-]*\Z")
_NUMBER: Final = re.compile(r"[0-9a-f]{64}\Z")


class Known(NamedTuple):
    """What is remembered of an SOP with a page; numbers are those of `sopkit.site.digests`."""

    name: str
    """Of its page."""
    reading: str
    """The number of all that its own findings and its summary came from."""
    logo: str | None = None
    """The path of its logo, as written."""
    drawing: str = ""
    """The number of all that its drawings came from; empty where they are not to be used again."""
    page: str = ""
    """The number of all that its page came from."""


class Entry(NamedTuple):
    """One SOP as it was when the catalogue was made."""

    known: Known
    summary: Summary
    """With all that was found, in the folder too."""
    line: str
    """The summary as it is written."""


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of a catalogue."""

    whole: str = ""
    """The number of everything that the catalogue came from."""
    shared: str = ""
    """The number of all that the pages about several SOPs came from."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The number of every file of the catalogue, by its path."""
    shared_files: Mapping[str, str] = field(default_factory=dict)
    """The files that belong to no single SOP: by their paths, the numbers of what pages say, else empty."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """Each SOP with a page, by the path of its file."""
    lines: tuple[str, ...] = ()
    """Their summaries, in the same order, as they are written; they are read when they are needed."""

    @property
    def is_known(self) -> bool:
        """Whether anything is remembered."""
        return bool(self.whole)

    def entries(self) -> Iterator[Entry]:
        """Yield what is remembered of each SOP; nothing of one whose line makes no sense."""
        thrift = Thrift()
        for (file, known), line in zip(self.known.items(), self.lines, strict=False):
            try:
                summary = Summary.from_json(json.loads(line))
            except (ValueError, TypeError):
                continue
            if (summary.file, summary.name) == (file, known.name):
                yield Entry(known, thrift.of(summary), line)


def read_memory(site: Path) -> Memory:
    """Return what a catalogue remembers; never raises."""
    try:
        with (site / CACHE).open("rb") as file:
            data = file.read(_MOST_BYTES)
        body, _, number = data.removesuffix(b"\n").rpartition(b"\n")
        del data
        if json.loads(number) != _checksum(hashlib.sha256(body + b"\n")):
            return Memory()
        return _memory(body.decode("ascii").splitlines())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Memory()


def memory_lines(memory: Memory, lines: Iterable[str]) -> Iterator[bytes]:
    """Yield a memory with the lines of its SOPs as those of a file; the same ones give the same bytes."""
    general = {
        "sopkit": _KIND,
        "version": _VERSION,
        "whole": memory.whole,
        "shared": memory.shared,
        "files": dict(memory.files),
        "shared_files": dict(memory.shared_files),
        "known": [[file, *known] for file, known in memory.known.items()],
    }
    found = hashlib.sha256()
    for line in chain((_line(general),), lines):
        data = f"{line}\n".encode("ascii")
        found.update(data)
        yield data
    yield f"{_line(_checksum(found))}\n".encode("ascii")


def line_of(summary: Summary) -> str:
    """Return a summary as it is written into a memory."""
    return _line(summary.as_json())


def is_name(path: object) -> bool:
    """Return whether this is the path of a file that a catalogue can hold: it leads nowhere else.

    >>> is_name("sop/surat-masuk.form.pdf"), is_name("../secret"), is_name("/etc/passwd")
    (True, False, False)
    """
    return isinstance(path, str) and all(
        _PART.match(part) and not part.endswith(".") for part in path.split("/")
    )


def _memory(lines: list[str]) -> Memory:
    general = json.loads(lines[0])
    if (general["sopkit"], general["version"]) != (_KIND, _VERSION):
        return Memory()
    files = {_path(name): _number(number) for name, number in general["files"].items()}
    return Memory(
        whole=_number(general["whole"]),
        shared=_number(general["shared"]),
        files=files,
        shared_files={name: str(said) for name, said in general["shared_files"].items() if name in files},
        known={str(file): _known(*values) for file, *values in general["known"]},
        lines=tuple(lines[1:]),
    )


def _checksum(found: hashlib._Hash) -> dict[str, str]:
    return {"sha256": found.hexdigest()}


def _known(name: object, reading: object, logo: object, *others: object) -> Known:
    return Known(str(name), _number(reading), None if logo is None else str(logo), *map(str, others))


def _path(value: object) -> str:
    if not is_name(value):
        raise ValueError(value)
    return str(value)


def _number(value: object) -> str:
    if not isinstance(value, str) or not _NUMBER.match(value):
        raise ValueError(value)
    return value


def _line(values: object) -> str:
    return json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
