"""The pages that are made for SOPs, their place in the navigation, and which page an SOP is found on."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopkit.ext.mkdocs.desk import Home, entries_of, has_steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sopkit.ext.mkdocs.desk import Desk
    from sopkit.ext.mkdocs.fences import Block
    from sopkit.ext.mkdocs.library import Library

__all__ = ["GENERATED", "PLACEHOLDER", "GeneratedPage", "generated_pages", "homes_of", "with_pages"]

GENERATED: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*")
"""The folder of the pages that are made, below that of the others."""
PLACEHOLDER: Final = "sop:*"
"""What stands in the navigation for all of them."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that no one has written."""

    uri: str
    """Its place below the folder of pages, with `/`."""
    markdown: str
    source: Path | None
    """The file of its SOP; None for the table of all."""

    def edit_uri(self, docs: Path) -> str | None:
        """Return where what it shows is edited, seen from the folder of pages; None where that is nowhere."""
        if self.source is None:
            return None
        try:
            return Path(os.path.relpath(self.source, docs)).as_posix()
        except ValueError:  # another drive
            return None


def generated_pages(
    library: Library, folder: str | None, below: Collection[Path], title: str, there: Collection[str]
) -> tuple[GeneratedPage, ...]:
    """Return the table of the SOPs and a page for each of those `below`; none that people have written.

    `folder` is where they stand, None for none; `there` holds the uris of the pages that people have written.
    """
    if folder is None:
        return ()
    chosen = [entry for entry in library.entries if entry.path in frozenset(below)]
    pages = [GeneratedPage(f"{folder}/index.md", f"# {title}\n\n```sop-index\n```\n", None)]
    pages += [
        GeneratedPage(f"{folder}/{entry.name}.md", f"```sop-page\n{entry.name}\n```\n", entry.path)
        for entry in chosen
    ]
    return tuple(page for page in pages if page.uri not in there)


def with_pages(nav: Sequence[Any], uris: Sequence[str]) -> tuple[list[Any], bool]:
    """Return a navigation with pages in the place of each `sop:*`, and whether there is any."""
    found = False
    written: list[Any] = []
    for item in nav:
        if item == PLACEHOLDER:
            found = True
            written += uris
        elif isinstance(item, dict):
            entry = {}
            for title, value in item.items():
                entry[title], inner = _value(value, uris)
                found = found or inner
            written.append(entry)
        else:
            written.append(item)
    return written, found


def _value(value: Any, uris: Sequence[str]) -> tuple[Any, bool]:
    if value == PLACEHOLDER:
        return list(uris), True
    return with_pages(value, uris) if isinstance(value, list) else (value, False)


def homes_of(desk: Desk, blocks: Mapping[str, Sequence[Block]], docs: Path) -> dict[Path, Home]:
    """Return the page of each SOP: its own one, else the first with its steps, else the first of all."""
    homes: dict[Path, Home] = {}
    ranks: dict[Path, int] = {}
    for uri, path, block in _shown(desk, blocks, docs):
        rank = 0 if block.kind == "page" else 1 if has_steps(block) else 2
        if rank < ranks.get(path, 3):
            ranks[path] = rank
            homes[path] = Home(uri, has_steps=rank < 2)
    return homes


def _shown(
    desk: Desk, blocks: Mapping[str, Sequence[Block]], docs: Path
) -> Iterator[tuple[str, Path, Block]]:
    for uri, each in blocks.items():
        folder = docs / posixpath.dirname(uri)
        for block in each:
            for entry in entries_of(desk, folder, block):
                yield uri, entry.path, block
