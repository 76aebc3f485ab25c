"""What is on an editor's desk: the open texts, and what was found in each while it stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sopkit.document import read
from sopkit.lsp.recognition import is_sop, may_become_sop
from sopkit.lsp.texts import Encoding, OpenText
from sopkit.lsp.view import view_of

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.lsp.offices import Office, Offices
    from sopkit.lsp.texts import Change
    from sopkit.lsp.view import View

__all__ = ["Desk", "file_of", "language_of_locale"]

_DRIVE = re.compile(r"/[A-Za-z]:")
_LANGUAGES = ("en", "id")
_ENDINGS = (".sop.yaml", ".sop.yml")
"""Of names that say themselves that the file is an SOP."""


@dataclass(slots=True)
class Desk:
    """The open texts of one editor."""

    offices: Offices
    fallback: str
    """The language of messages where neither editor nor settings name one."""
    asked: str | None = None
    """The language that the command line or the editor asks for."""
    encoding: Encoding = Encoding.UTF_16
    texts: dict[str, OpenText] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    """The texts that the editor itself calls SOPs."""
    _views: dict[str, tuple[OpenText, View | None]] = field(default_factory=dict)
    _documents: dict[str, tuple[OpenText, Document | None]] = field(default_factory=dict)

    def open(self, uri: str, version: int, content: str, kind: str = "yaml") -> OpenText:
        """Take in a text; `kind` is what the editor calls its language."""
        text = self.texts[uri] = OpenText.opened(uri, version, content, self.encoding)
        if kind == "sop" or uri.lower().endswith(_ENDINGS):
            self.declared.add(uri)
        return text

    def change(self, uri: str, version: int, changes: tuple[Change, ...]) -> OpenText | None:
        """Take in changes of a text; None if it is not open."""
        before = self.texts.get(uri)
        if before is None:
            return None
        text = self.texts[uri] = before.changed(changes, version)
        return text

    def close(self, uri: str) -> None:
        """Forget a text."""
        for known in (self.texts, self._views, self._documents):
            known.pop(uri, None)
        self.declared.discard(uri)

    def renew(self) -> None:
        """Forget what was found with settings that may have changed."""
        self.offices.forget()
        self._documents.clear()

    def ask_for(self, options: object) -> bool:
        """Take the language from the options of an editor, `{"language": "id"}`; say whether it was there."""
        asked = options.get("sopkit", options) if isinstance(options, dict) else None
        language = asked.get("language") if isinstance(asked, dict) else None
        if not isinstance(language, str) or language not in _LANGUAGES:
            return False
        self.asked = language
        return True

    def office(self, text: OpenText) -> Office:
        """Return the settings that hold for a text."""
        return self.offices.of(file_of(text.uri))

    def language(self, text: OpenText) -> str:
        """Return the language of messages: asked for, else set, else that of the editor or the system."""
        return self.asked or self.office(text).settings.language or self.fallback

    def is_sop(self, text: OpenText) -> bool:
        """Return whether a text is meant as an SOP."""
        return text.uri in self.declared or is_sop(text.body)

    def may_become_sop(self, text: OpenText) -> bool:
        """Return whether a text is an SOP, or too short to be anything else."""
        return self.is_sop(text) or may_become_sop(text.body)

    def document(self, text: OpenText) -> Document | None:
        """Return a text with its findings; None if it is no SOP."""
        known = self._documents.get(text.uri)
        if known is not None and known[0] is text:
            return known[1]
        found = self._read(text) if self.is_sop(text) else None
        if self.texts.get(text.uri) is text:
            self._documents[text.uri] = (text, found)
        return found

    def known_document(self, text: OpenText) -> Document | None:
        """Return what was found in a text already; None if its findings are still being looked for."""
        known = self._documents.get(text.uri)
        return known[1] if known is not None and known[0] is text else None

    def _read(self, text: OpenText) -> Document:
        file = file_of(text.uri)
        data = text.body.encode("utf-8", "replace")
        return read(data, str(file) if file else "<text>", self.office(text).policy)

    def recent_view(self, text: OpenText) -> View | None:
        """Return what is known of a text, or was of an earlier version of it."""
        known = self._views.get(text.uri)
        return known[1] if known is not None and known[1] is not None else self.view(text)

    def view(self, text: OpenText) -> View | None:
        """Return what is known of a text; None if it is no SOP, or holds no keys."""
        known = self._views.get(text.uri)
        if known is not None and known[0] is text:
            return known[1]
        found = view_of(text.body) if self.is_sop(text) else None
        if self.texts.get(text.uri) is text:
            self._views[text.uri] = (text, found)
        return found


def file_of(uri: str) -> Path | None:
    """Return the file of a URI; None for a text that is no file, or none of this system.

    >>> file_of("untitled:Untitled-1") is None
    True
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme.lower() != "file":
        return None
    path = unquote(parts.path)
    if parts.netloc not in {"", "localhost"}:
        path = f"//{parts.netloc}{path}"
    elif _DRIVE.match(path):
        path = path[1:]
    file = Path(path)
    return file if file.is_absolute() and "\0" not in path else None


def language_of_locale(locale: str) -> str:
    """Return the language, `en` or `id`, for the locale of an editor, such as `id-ID`.

    >>> language_of_locale("id-ID"), language_of_locale("nl")
    ('id', 'en')
    """
    return "id" if re.split(r"[-_.]", locale.lower())[0] in {"id", "in"} else "en"
