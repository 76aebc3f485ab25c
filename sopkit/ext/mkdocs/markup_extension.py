"""Blocks and links to SOPs in Markdown: the only door to Python-Markdown.

Fences are taken before Markdown looks at the page, at any depth of lists, quotations, tabs and boxes; what
only shows a fence, as code or as a comment, is given back as it was written.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import escape
from typing import TYPE_CHECKING, Final

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from sopkit.ext.mkdocs.desk import SCHEME, Heading
from sopkit.ext.mkdocs.fences import Block, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown import Markdown

    from sopkit.ext.mkdocs.desk import Link, PageDesk

__all__ = ["SopExtension"]

_PLACE: Final = re.compile("\x02sopkit:([0-9]+)\x03")
"""Markdown has taken these two characters out of the page before, and uses them alike."""


class SopExtension(Extension):
    """Fills the blocks of each page that is converted."""

    def __init__(
        self, desk_for: Callable[[Sequence[Block]], PageDesk], address: Callable[[Link], str]
    ) -> None:
        """`desk_for` gives the desk of the page that is being converted; `address` writes out a link."""
        super().__init__()
        self._desk_for = desk_for
        self._address = address

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- the name that Markdown calls
        """Register what looks at the page before, while and after it becomes HTML."""
        page = _Page(md, self._desk_for, self._address)
        # after the normalising of white space (30), before all that reads fences (25)
        md.preprocessors.register(_Taking(page, md), "sopkit-take", 28)
        # before code is highlighted (30) and words are read (20)
        md.treeprocessors.register(_Filling(page, md), "sopkit-fill", 90)
        # after words are read (20), before addresses are checked (0)
        md.treeprocessors.register(_Linking(page, md), "sopkit-link", 15)
        md.postprocessors.register(_Restoring(page, md), "sopkit-restore", 5)


class _Page:
    """The blocks of the page that is being converted."""

    def __init__(
        self,
        md: Markdown,
        desk_for: Callable[[Sequence[Block]], PageDesk],
        address: Callable[[Link], str],
    ) -> None:
        self.md = md
        self.address = address
        self.blocks: list[Block] = []
        self._desk_for = desk_for
        self._desk: PageDesk | None = None

    @property
    def desk(self) -> PageDesk:
        if self._desk is None:
            self._desk = self._desk_for(self.blocks)
        return self._desk

    def take(self, lines: list[str]) -> list[str]:
        self.blocks.clear()
        self._desk = None
        written: list[str] = []
        for part in parts(lines):
            if isinstance(part, str):
                written.append(part)
                continue
            prefix = part.prefix.rstrip() if ">" in part.prefix else ""
            written += [prefix, f"{part.prefix}\x02sopkit:{len(self.blocks)}\x03", prefix]
            self.blocks.append(part)
        return written

    def only(self, element: ET.Element) -> Block | None:
        """Return the block that is all there is in a paragraph."""
        match = _PLACE.fullmatch((element.text or "").strip())
        return self.blocks[int(match[1])] if match and element.tag == "p" and not len(element) else None

    def restored(self, text: str | None, write: Callable[[str], str]) -> str | None:
        if text is None or "\x02sopkit:" not in text:
            return text
        restored = _PLACE.sub(lambda match: write(self.blocks[int(match[1])].source), text)
        return AtomicString(restored) if isinstance(text, AtomicString) else restored

    def elements(self, block: Block) -> list[ET.Element]:
        return [self._element(piece) for piece in self.desk.pieces(block)]

    def _element(self, piece: object) -> ET.Element:
        if isinstance(piece, Heading):
            heading = ET.Element(f"h{piece.level}", {"id": piece.id} if piece.id else {})
            heading.text = _as_text(piece.words)
            return heading
        stood = ET.Element("p")
        stood.text = self.md.htmlStash.store(str(piece))
        return stood


def _as_text(words: str) -> AtomicString:
    """Return words in which Markdown looks for nothing; it would take `&lt;` for a character by itself."""
    return AtomicString(words.replace("&", "&amp;"))


class _Taking(Preprocessor):
    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page

    def run(self, lines: list[str]) -> list[str]:
        return self._page.take(lines)


class _Filling(Treeprocessor):
    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: ET.Element) -> None:
        self._fill(root)
        for element in root.iter():
            write = code_escape if element.tag == "code" else str
            element.text = self._page.restored(element.text, write)
            element.tail = self._page.restored(element.tail, str)

    def _fill(self, parent: ET.Element) -> None:
        filled: list[ET.Element] = []
        for child in parent:
            block = self._page.only(child)
            if block is None:
                self._fill(child)
            filled += [child] if block is None else self._page.elements(block)
        parent[:] = filled


class _Linking(Treeprocessor):
    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page

    def run(self, root: ET.Element) -> None:
        for element in root.iter("a"):
            address = element.get("href", "")
            if not address.startswith(SCHEME):
                if ".y" in address and (found := self._page.desk.link_to_file(address)):
                    element.set("href", self._page.address(found))
                continue
            link = self._page.desk.link(address)
            if not element.text and not len(element):
                element.text = _as_text(link.words if link else address)
            if link is None:
                element.tag = "span"
                del element.attrib["href"]
            else:
                element.set("href", self._page.address(link))


class _Restoring(Postprocessor):
    """Gives back the fences that stood in comments and in other pieces of HTML."""

    def __init__(self, page: _Page, md: Markdown) -> None:
        super().__init__(md)
        self._page = page

    def run(self, text: str) -> str:
        return self._page.restored(text, lambda source: escape(source, quote=False)) or ""
