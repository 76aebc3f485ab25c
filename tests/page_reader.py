"""Reads a page of the catalogue as a browser does, and keeps elements, ids, links and words."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["PageReader", "read_page"]

_VOID = {"br", "img", "input", "link", "meta"}


class PageReader(HTMLParser):
    """What a page holds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.unbalanced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and remember to see its end."""
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that ends at once."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """See the end of the element that was opened last."""
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words of the page."""
        return "".join(self.words)

    @property
    def tags(self) -> list[str]:
        """The names of the elements, in their order."""
        return [tag for tag, _ in self.elements]

    @property
    def ids(self) -> list[str]:
        """The ids of the page."""
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """What the page refers to, links and sources alike."""
        return [
            str(attributes[name])
            for _, attributes in self.elements
            for name in ("href", "src", "data", "xlink:href")
            if name in attributes
        ]


def read_page(text: str) -> PageReader:
    """Read a page."""
    reader = PageReader()
    reader.feed(text)
    reader.close()
    return reader
