"""The pages about several SOPs: only those whose contents changed are put into words again."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import chain
from typing import TYPE_CHECKING, Self

from sopkit.site.context import SiteContext
from sopkit.site.digests import digest, digest_of_all, digest_of_bytes
from sopkit.site.pages import shared_files
from sopkit.site.plan import Piece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sopkit.site.cache import Memory
    from sopkit.site.offices import Office
    from sopkit.site.summary import Summary

__all__ = ["Shared", "shared_pages"]

_MANY = frozenset({"actor.html", "law.html"})
"""The templates of which there are many pages; the others change with every SOP."""
_SAME_EVERYWHERE = ("lang", "words")
"""What templates are given to speak with; it follows from the language of the catalogue."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The files of a catalogue that belong to no single SOP, by their paths."""

    number: str
    """Of all that they come from."""
    files: Mapping[str, Piece]
    contents: Mapping[str, str]
    """By their paths, the numbers of what pages say; empty for what is no page from a template."""


def shared_pages(
    summaries: Sequence[Summary],
    office: Office,
    root: SiteContext,
    memory: Memory,
    numbers: Mapping[str, str | None],
    site: Path,
    made: Path,
) -> Shared:
    """Make the pages about several SOPs in the folder `made`; those that are as they were stay in place.

    `office` is that of the source, `numbers` are those of the former catalogue's files as they are now.

    Raises as `sopkit.site.pages.shared_files` does.
    """
    number = digest_of_all(chain((office.pages,), map(repr, summaries)))
    whole = {name: memory.files[name] for name in memory.shared_files if numbers[name] == memory.files[name]}
    if number == memory.shared and len(whole) == len(memory.shared_files):
        former = {name: Piece(site / name, each) for name, each in whole.items()}
        return Shared(number, former, memory.shared_files)
    known = {memory.shared_files[name]: site / name for name in whole if memory.shared_files[name]}
    context = _Remembering.of(root, office.pages, known)
    files: dict[str, Piece] = {}
    contents: dict[str, str] = {}
    for name, data in shared_files(summaries, context):
        contents[name] = context.said.pop() if context.said else ""
        files[name] = _piece(name, data, whole, site, made / f"shared-{len(files)}")
    return Shared(number, files, contents)


def _piece(name: str, data: bytes, whole: Mapping[str, str], site: Path, place: Path) -> Piece:
    number = digest_of_bytes(data)
    if whole.get(name) == number:
        return Piece(site / name, number)
    place.write_bytes(data)
    return Piece(place, number)


@dataclass(frozen=True)
class _Remembering(SiteContext):
    """A context that takes a page from the former catalogue where it would say the same."""

    pages: str = ""
    """The number of all that pages come from but the SOPs."""
    known: Mapping[str, Path] = field(default_factory=dict)
    """Former pages, by the numbers of what they say."""
    said: list[str] = field(default_factory=list)
    """The number of what the page says that was made last."""

    @classmethod
    def of(cls, context: SiteContext, pages: str, known: Mapping[str, Path]) -> Self:
        """Return the context that remembers."""
        values = {one.name: getattr(context, one.name) for one in fields(context)}
        return cls(**values, pages=pages, known=known)

    def render(self, template: str, /, **variables: object) -> str:
        """Return a page from its template, or as it was. Raises InvalidTemplate."""
        self.said.clear()
        if template not in _MANY:
            return super().render(template, **variables)
        told = {name: value for name, value in variables.items() if name not in _SAME_EVERYWHERE}
        number = digest(self.pages, template, repr(sorted(told.items(), key=lambda one: one[0])))
        self.said.append(number)
        if number in self.known:
            return self.known[number].read_text(encoding="utf-8")
        return super().render(template, **variables)
