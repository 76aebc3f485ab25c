"""The drawn flowchart table in pages: inline in HTML, as a picture where the format has pictures."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import xml.etree.ElementTree as ET
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.builders._epub_base import EpubBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from sopkit.chart import draw
from sopkit.chart.theme_file import named_theme
from sopkit.chart.write import write_whole
from sopkit.errors import PaperTooSmall, SopkitError
from sopkit.ext.sphinx.domain import domain_of
from sopkit.ext.sphinx.parts import in_language
from sopkit.lang import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sopkit.ext.sphinx.reading import Library
    from sopkit.model import Sop

__all__ = [
    "SopDrawing",
    "SopFrame",
    "close_frame",
    "leave_html",
    "open_frame",
    "set_pictures",
    "show_in_html",
]

_SPACE: Final = "{http://www.w3.org/2000/svg}"
_FRAGMENT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
_TALLEST: Final = 1.2
"""How many times its width a drawing may be high on a printed page; a taller one is cut into pages."""
_ENDINGS: Final = {"image/svg+xml": "svg", "image/png": "png"}


class SopDrawing(nodes.General, nodes.Element):
    """The flowchart of an SOP on a page; it knows the file and is drawn when the page is written."""


class SopFrame(nodes.General, nodes.Element):
    """A frame around something wide, which can be scrolled with keys too; only HTML has it."""


def open_frame(translator: HTML5Translator, node: SopFrame) -> None:
    """Begin a frame."""
    label = escape(node["label"])
    translator.body.append(f'<div class="sop-frame" role="region" tabindex="0" aria-label="{label}">\n')


def close_frame(translator: HTML5Translator, node: SopFrame) -> None:
    """End a frame."""
    translator.body.append("</div>\n")


def show_in_html(translator: HTML5Translator, node: SopDrawing) -> None:
    """Set the drawing into the page, in a frame that keys can scroll, with a link to it alone."""
    builder = translator.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    domain = domain_of(builder.env)
    sop, svg = _drawn(node, domain.library, "svg")
    (data,) = svg
    name = _named(sop, data, "svg")
    folder = Path(builder.outdir, builder.imagedir)
    _write(folder / name, data)
    language = domain.library.choices.language
    links = domain.rows(node["docname"], sop.id)
    label = text("ext.flowchart-of", language, title=sop.title)
    address = escape(posixpath.join(builder.imgpath, name))
    translator.body.append(
        f'<div class="sop-drawing" role="region" tabindex="0" aria-label="{escape(label)}">\n'
        f"{inline_svg(data, node['scope'], alt=node.get('alt'), links=links)}\n</div>\n"
        f'<p class="sop-open"><a href="{address}">{escape(text("ext.open", language))}</a></p>\n'
    )
    raise nodes.SkipNode


def leave_html(translator: HTML5Translator, node: SopDrawing) -> None:
    """Do nothing: all is said on the way in."""


def set_pictures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put pictures in the place of drawings where the builder does not have them inline."""
    if _has_inline(app):
        return
    for frame in list(doctree.findall(SopFrame)):
        frame.replace_self(frame.children)
    for node in list(doctree.findall(SopDrawing)):
        images = _images(app, node, docname)
        node.replace_self(images[0])
        figure = images[0].parent
        for image in reversed(images[1:]):
            figure.parent.insert(figure.parent.index(figure) + 1, nodes.figure("", image))


def inline_svg(svg: bytes, scope: str, *, alt: str | None, links: Mapping[str, str]) -> str:
    """Return our own SVG such that it can stand in a page with others: its ids and its style are its own.

    `alt` takes the place of the description in words; `links` holds the anchors on the page to which the
    symbols of steps lead, by the keys of the steps.
    """
    root = ET.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SPACE)
        for name in ("id", "aria-labelledby", "aria-describedby"):
            if name in element.attrib:
                element.set(name, f"{scope}-{element.attrib[name]}")
        if element.tag == "style":
            element.text = (element.text or "").replace(".sopkit", f".{scope}")
        elif element.tag == "desc" and alt is not None:
            element.text = alt
    root.set("xmlns", _SPACE.strip("{}"))
    root.set("class", f"sopkit {scope}")
    linked = [_linked(each, links) for each in list(root.iter("g"))]
    if any(linked):
        root.set("role", "graphics-document document")
    return ET.tostring(root, encoding="unicode")


def _linked(group: ET.Element, links: Mapping[str, str]) -> bool:
    """Put what is seen of a symbol into a link to the row of its step, if there is one on the page."""
    anchor = links.get(group.get("data-step", ""))
    if anchor is None or not _FRAGMENT.match(anchor) or not group.get("class", "").startswith("symbol"):
        return False
    link = ET.Element("a", {"href": f"#{anchor}", "class": "link"})
    link.extend(list(group))
    for child in list(group):
        group.remove(child)
    group.append(link)
    return True


def _has_inline(app: Sphinx) -> bool:
    builder = app.builder
    is_html = isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, EpubBuilder)
    return is_html and "image/svg+xml" in builder.supported_image_types


def _images(app: Sphinx, node: SopDrawing, docname: str) -> list[nodes.Element]:
    """Return the pictures of a drawing, or its words where the format has no pictures."""
    library = domain_of(app.env).library
    form = _form(app.builder.supported_image_types)
    if form is None:
        return [nodes.paragraph("", _words(node, library))]
    sop, parts = _drawn(node, library, form)
    alt = text("ext.flowchart-of", library.choices.language, title=sop.title)
    if form != "pdf":
        alt = _words(node, library) if form == "png" else node.get("alt") or _description(parts[0])
    images: list[nodes.Element] = []
    for data in parts:
        path = Path(app.doctreedir, "sopkit", _named(sop, data, form))
        if isinstance(app.builder, EpubBuilder):
            data = _for_epub(app, path, data, sop.language)
        _write(path, data)
        app.env.images.add_file(docname, str(path))
        images.append(nodes.image("", uri=str(path), candidates={"*": str(path)}, alt=alt))
    return images


def _for_epub(app: Sphinx, path: Path, svg: bytes, language: str) -> bytes:
    """Return a drawing with its language said once, as EPUB wants it; keep the first copy out of the book.

    That copy lies with the doctrees, which may be in the folder that the book is packed from.
    """
    excluded = os.path.relpath(path, app.outdir)
    if excluded not in app.config.epub_exclude_files:
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, excluded]
    return svg.replace(f' lang="{language}" xml:lang='.encode(), b" xml:lang=", 1)


def _form(types: list[str]) -> str | None:
    """Return the best form that a builder takes: PDF for print, SVG, PNG; None for text alone."""
    if "application/pdf" in types:
        return "pdf"
    return next((form for kind, form in _ENDINGS.items() if kind in types), None)


def _words(node: SopDrawing, library: Library) -> str:
    """Return the text alternative of a drawing, that of the page or the whole flow in words."""
    if node.get("alt"):
        return str(node["alt"])
    from sopkit.chart.words import Words
    from sopkit.layout.table import lay_out

    sop = _sop(node, library)
    return Words.of(sop, lay_out(sop)).description


def _description(svg: bytes) -> str:
    found = ET.fromstring(svg).find(f"{_SPACE}desc")
    return "" if found is None else found.text or ""


def _sop(node: SopDrawing, library: Library) -> Sop:
    """Return the SOP of a drawing. Raises ExtensionError: the file changed for the worse in the meantime."""
    sop = library.read(Path(node["file"])).sop
    if sop is None:
        raise ExtensionError(text("ext.changed", library.choices.language, file=node["file"]))
    return in_language(sop, node["lang"])


def _drawn(node: SopDrawing, library: Library, form: str) -> tuple[Sop, list[bytes]]:
    """Draw; a PDF has several parts where one would be too tall. Raises ExtensionError."""
    sop = _sop(node, library)
    settings = library.read(Path(node["file"])).settings
    theme = node["theme"] or library.choices.theme or settings.theme or "colour"
    try:
        if form == "pdf":
            return sop, _pdf_parts(sop, theme)
        return sop, [draw(sop, form, engine=library.choices.engine or settings.engine, theme=theme)]
    except SopkitError as error:
        language = library.choices.language
        raise ExtensionError(text("ext.not-drawn", language, file=node["file"], reason=error)) from error


def _pdf_parts(sop: Sop, theme: str) -> list[bytes]:
    """Return the table as one page, or as pages of paper where it is too tall to be read on one."""
    from sopkit.chart.form import sheet_for
    from sopkit.chart.pdf import pdf
    from sopkit.layout.pages import lay_out_pages
    from sopkit.layout.table import lay_out

    look = named_theme(theme)
    pages = [lay_out(sop)]
    if pages[0].height > _TALLEST * pages[0].width:
        try:
            pages = list(lay_out_pages(sop, sheet_for(sop)))
        except PaperTooSmall:
            return [draw(sop, "pdf", theme=theme)]
    title = text("chart.picture", sop.language, title=sop.title)
    return [pdf([page], title=title, author=", ".join(sop.agency), theme=look) for page in pages]


def _named(sop: Sop, data: bytes, ending: str) -> str:
    """Return a name for a picture that is made of its content alone, and safe in any format."""
    stem = nodes.make_id(sop.id)[:40].strip("-") or "sop"
    return f"sop-{stem}-{hashlib.sha256(data).hexdigest()[:16]}.{ending}"


def _write(path: Path, data: bytes) -> None:
    """Write a picture once; one of this name has this content."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
