"""Templates of the pages, ours and an office's own ones in their place: the only door to jinja2.

A template of the office is text that is trusted, as its settings are; no text of an SOP ever is a template.
"""

from __future__ import annotations

import re
import traceback
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from markupsafe import Markup

from sopkit.errors import InvalidTemplate
from sopkit.lang import LANGUAGES, text
from sopkit.lang.system import system_reason
from sopkit.ordinary import ordinary_bytes
from sopkit.resources import package_file

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OWN_STYLE", "Markup", "Source", "clean", "markup", "own_templates", "rendered", "with_code"]

OWN_STYLE: Final = "own.css"
"""The file among an office's templates whose rules follow those of our style sheet."""
_OURS: Final = "sopkit/"
"""What stands before the name of one of our templates where the office's own one of that name extends it."""
_MOST_BYTES: Final = 1_000_000
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, halves of letters and the like, which no page may hold."""


class Source(NamedTuple):
    """A template of the office: its name, the path for messages, and its text."""

    name: str
    path: str
    text: str


def markup(html: str) -> Markup:
    """Return HTML that stands in a page as it is; nothing but our own pieces may come here."""
    return Markup(html)


def clean(value: object) -> object:
    """Return what a page shows of a value: in texts, a mark for each character that no page may hold."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)
    return value


def with_code(message: str) -> Markup:
    """Return a message whose values stand in backquotes with these values as code.

    >>> str(with_code("tulis `2 < 3`"))
    'tulis <code>2 &lt; 3</code>'
    """
    pieces = str(clean(message)).split("`")
    if len(pieces) % 2 == 0:
        return Markup.escape("`".join(pieces))
    shown = (
        Markup("<code>{}</code>").format(piece) if place % 2 else piece for place, piece in enumerate(pieces)
    )
    return Markup("").join(shown)


def own_templates(folder: Path) -> tuple[Source, ...]:
    """Read the templates of an office, by their names.

    A name is that of one of our templates, or begins with `_`: such a one is for the others to include.

    Raises InvalidTemplate: the folder or a file in it cannot be read, a name is that of no page, a template
    cannot be understood.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in {".html", ".css"})
    except OSError as error:
        raise _unreadable(folder, error) from error
    found = tuple(_read(path) for path in paths)
    _refuse_faulty(found)
    return found


def rendered(own: tuple[Source, ...], name: str, variables: Mapping[str, object]) -> str:
    """Return a page. Raises InvalidTemplate: a template of the office has a fault."""
    try:
        return _environment(own).get_template(name).render(variables)
    except Exception as error:
        if not own:
            raise
        raise _fault(own, name, error) from error


@lru_cache(maxsize=4)
def _environment(own: tuple[Source, ...]) -> Environment:
    """Return templates that are compiled once; each expression is escaped, and what is unknown is a fault."""
    sources = {source.name: source for source in own}

    def load(name: str) -> tuple[str, str, None] | None:
        if name in sources:
            return sources[name].text, sources[name].path, None
        path = package_file("site", "templates", name.removeprefix(_OURS))
        return (path.read_text(encoding="utf-8"), str(path), None) if path.name in _known() else None

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = with_code
    return environment


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in package_file("site", "templates").glob("*.html")))


def _read(path: Path) -> Source:
    if path.suffix == ".css" and path.name != OWN_STYLE:
        raise _invalid(path, None, "unknown", name=path.name, known=f"`{OWN_STYLE}`")
    if path.suffix == ".html" and not path.name.startswith("_") and path.name not in _known():
        close = get_close_matches(path.name, _known(), n=1) or _known()
        raise _invalid(path, None, "unknown", name=path.name, known=", ".join(f"`{each}`" for each in close))
    try:
        data = ordinary_bytes(path, _MOST_BYTES)
        if len(data) > _MOST_BYTES:
            raise _invalid(path, None, "too-large")
        return Source(path.name, str(path), data.decode("utf-8-sig"))
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _invalid(path, line, "no-utf-8") from error


def _refuse_faulty(own: tuple[Source, ...]) -> None:
    """Compile every template, so that a fault is told before anything is made."""
    for source in own:
        if source.name.endswith(".html"):
            try:
                _environment(own).get_template(source.name)
            except Exception as error:
                raise _fault(own, source.name, error) from error
            _refuse_strange_blocks(own, source)


def _refuse_strange_blocks(own: tuple[Source, ...], source: Source) -> None:
    """Stop at a block that no page has, where a template only fills blocks: nothing would show it."""
    parsed = _environment(own).parse(source.text)
    if parsed.find(nodes.Extends) is None:
        return
    others = [each.text for each in own if each is not source and each.name.endswith(".html")]
    ours = [package_file("site", "templates", name).read_text(encoding="utf-8") for name in _known()]
    known = {block.name for template in (*others, *ours) for block in _blocks(own, template)}
    for statement in parsed.body:
        if isinstance(statement, nodes.Block) and statement.name not in known:
            close = get_close_matches(statement.name, known, n=1) or sorted(known)
            meant = ", ".join(f"`{each}`" for each in close)
            raise _invalid(Path(source.path), statement.lineno, "block", name=statement.name, known=meant)


def _blocks(own: tuple[Source, ...], template: str) -> tuple[nodes.Block, ...]:
    return tuple(_environment(own).parse(template).find_all(nodes.Block))


def _fault(own: tuple[Source, ...], name: str, error: Exception) -> InvalidTemplate:
    """Return the words for a fault, with the line of the office's template where it came up."""
    paths = {source.path: source for source in own}
    place = next((source.path for source in own if source.name == name), own[0].path)
    if isinstance(error, TemplateSyntaxError):
        return _invalid(Path(error.filename or place), error.lineno, "syntax", detail=error.message or "")
    frames = traceback.extract_tb(error.__traceback__)
    line: int | None = None
    for frame in frames:
        if frame.filename in paths:
            place, line = frame.filename, frame.lineno
    if isinstance(error, TemplateNotFound):
        return _invalid(Path(place), line, "missing", name=str(error.name or ""))
    if isinstance(error, UndefinedError):
        return _invalid(Path(place), line, "undefined", detail=_undefined(error))
    detail = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    return _invalid(Path(place), line, "failed", detail=detail)


def _undefined(error: UndefinedError) -> str:
    """Return the name that is not known, as jinja2 quotes it."""
    quoted = re.findall(r"'([^']*)'", error.message or "")
    return quoted[-1] if quoted else str(error.message)


def _unreadable(path: Path, error: OSError) -> InvalidTemplate:
    plain = error.strerror or str(error)
    return InvalidTemplate(
        path,
        None,
        "unreadable",
        tuple(
            (
                language,
                text("site.template-unreadable", language, detail=system_reason(error, language) or plain),
            )
            for language in LANGUAGES
        ),
    )


def _invalid(path: Path, line: int | None, reason: str, **blanks: str) -> InvalidTemplate:
    messages = tuple(
        (language, text(f"site.template-{reason}", language, **blanks)) for language in LANGUAGES
    )
    return InvalidTemplate(path, line, reason, messages)
