"""What is kept of each page of a documentation: its SOPs, what was found in them, what was looked at."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from sopkit.errors import SopkitError, UnreadableFile
from sopkit.ordinary import ordinary_bytes
from sopkit.settings import find_settings_file
from sopkit.source.folder import sop_files
from sopkit.source.text import MAX_BYTES

__all__ = ["Complaint", "Look", "Page", "Target", "seen"]

Look = tuple[str, str]
"""What a page depends on: `file`, `folder` or `settings`, and a path.

`file` asks for the content of a file, `folder` for the names of the SOPs in a folder and below it, `settings`
for the settings file that holds for a file.
"""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """What is to be told about an SOP, at a place."""

    file: str
    line: int
    """From 1; 0 means the whole file."""
    message: str
    subtype: str
    """Of Sphinx's warning type `sop`: `error`, `warning`, `hint`, `settings` or `missing`."""

    @property
    def place(self) -> str:
        """The place as Sphinx takes it for the file itself, and not for a page of this name."""
        return f"{self.file}:{self.line or ''}"


@dataclass(frozen=True, slots=True)
class Target:
    """A place of a page that can be linked to: an SOP, or one of its steps."""

    kind: str
    """`sop` or `step`."""
    name: str
    """The id of the SOP; for a step with `/` and the key of the step behind it."""
    title: str
    """The title of the SOP, or the activity of the step."""
    number: str
    """The number of the SOP, or that of the step."""
    docname: str
    anchor: str
    rank: int
    """How much of the SOP stands here; of several places the one with the lowest rank is linked to."""


@dataclass(slots=True)
class Page:
    """One page; it travels between processes and from build to build."""

    targets: list[Target] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    looks: dict[Look, str] = field(default_factory=dict)
    """What was looked at, and what was seen there."""
    references: list[tuple[str, str]] = field(default_factory=list)
    """Kind and name of each target that the page links to."""


def seen(look: Look) -> str:
    """Return what there is to see: the same word as long as nothing changes."""
    kind, path = look
    if kind == "file":
        return _digest(path)
    if kind == "folder":
        return _listing(path)
    try:
        return str(find_settings_file(Path(path)) or "")
    except SopkitError as error:
        return str(error)


def _digest(path: str) -> str:
    """Return a fingerprint of a file, empty where none can be read."""
    try:
        return hashlib.sha256(ordinary_bytes(Path(path), MAX_BYTES)).hexdigest()
    except OSError:
        return ""


def _listing(path: str) -> str:
    try:
        found = sop_files(Path(path))
    except UnreadableFile:
        return ""
    names = (str(each.path if isinstance(each, UnreadableFile) else each) for each in found)
    return hashlib.sha256(os.fsencode("\0".join(names))).hexdigest()
