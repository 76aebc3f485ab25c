"""The pages about several SOPs: only those whose contents changed are put into words again."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sopkit.site.actors import ActorPage
from sopkit.site.context import SiteContext
from sopkit.site.digests import digest, digest_of_all, digest_of_bytes
from sopkit.site.laws import LawPage
from sopkit.site.pages import shared_files
from sopkit.site.plan import Piece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sopkit.site.finish import Making
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
    making: Making, summaries: Sequence[Summary], told: Mapping[str, str], numbers: Mapping[str, str | None]
) -> Shared:
    """Make the pages about several SOPs; those that are as they were stay in place.

    `told` are the numbers of the summaries by their files, `numbers` those of the former catalogue's files as
    they are now.

    Raises as `sopkit.site.pages.shared_files` does.
    """
    office, memory, site = making.offices.all[0], making.memory, str(making.site)
    number = digest_of_all(chain((office.pages,), (told[one.file] for one in summaries)))
    whole = {name: memory.files[name] for name in memory.shared_files if numbers[name] == memory.files[name]}
    if number == memory.shared and len(whole) == len(memory.shared_files):
        former = {name: Piece(f"{site}/{name}", each) for name, each in whole.items()}
        return Shared(number, former, memory.shared_files)
    known = {memory.shared_files[name]: making.site / name for name in whole if memory.shared_files[name]}
    context = _Remembering.of(making.offices.root, office.pages, known, told)
    files: dict[str, Piece] = {}
    contents: dict[str, str] = {}
    for name, data in shared_files(summaries, context):
        contents[name] = context.said.pop() if context.said else ""
        files[name] = _piece(name, data, whole, site, f"{making.pieces}/shared-{len(files)}")
    return Shared(number, files, contents)


def _piece(name: str, data: bytes, whole: Mapping[str, str], site: str, place: str) -> Piece:
    number = digest_of_bytes(data)
    if whole.get(name) == number:
        return Piece(f"{site}/{name}", number)
    Path(place).write_bytes(data)
    return Piece(place, number)


@dataclass(frozen=True)
class _Remembering(SiteContext):
    """A context that takes a page from the former catalogue where it would say the same."""

    pages: str = ""
    """The number of all that pages come from but the SOPs."""
    known: Mapping[str, Path] = field(default_factory=dict)
    """Former pages, by the numbers of what they say."""
    told: Mapping[str, str] = field(default_factory=dict)
    """The numbers of the summaries, by the files of the SOPs."""
    said: list[str] = field(default_factory=list)
    """The number of what the page says that was made last."""

    @classmethod
    def of(cls, context: SiteContext, pages: str, known: Mapping[str, Path], told: Mapping[str, str]) -> Self:
        """Return the context that remembers."""
        values = {one.name: getattr(context, one.name) for one in fields(context)}
        return cls(**values, pages=pages, known=known, told=told)

    def render(self, template: str, /, **variables: object) -> str:
        """Return a page from its template, or as it was. Raises InvalidTemplate."""
        self.said.clear()
        if template not in _MANY:
            return super().render(template, **variables)
        said = sorted((name, value) for name, value in variables.items() if name not in _SAME_EVERYWHERE)
        number = digest(self.pages, template, *(f"{name} {self._number(value)}" for name, value in said))
        self.said.append(number)
        if number in self.known:
            return self.known[number].read_text(encoding="utf-8")
        return super().render(template, **variables)

    def _number(self, value: object) -> str:
        """Return a text that is another one for other contents; those of pages follow from their SOPs."""
        if isinstance(value, ActorPage):
            sops = [(self.told[own.sop.file], own.link) for own in value.sops]
            return repr((value.title, value.language, value.page, value.count, sops))
        if isinstance(value, LawPage):
            sops = [(self.told[summary.file], link) for summary, link in value.sops]
            return repr((value.words, value.language, value.page, value.spellings, sops))
        return repr(value)
