"""The plugin `sopkit` of MkDocs: the only door to mkdocs."""

from __future__ import annotations

import os
import posixpath
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from sopkit.errors import InvalidBaseline, InvalidSettings, SopkitError, UnreadableFile
from sopkit.ext.mkdocs.desk import Desk
from sopkit.ext.mkdocs.drawings import Drawings, style_sheet
from sopkit.ext.mkdocs.fences import Block, parts
from sopkit.ext.mkdocs.findings import LEVELS, USUAL, told
from sopkit.ext.mkdocs.library import Library, files_below, read_library
from sopkit.ext.mkdocs.markup_extension import SopExtension
from sopkit.ext.mkdocs.pages import GENERATED, generated_pages, homes_of, with_pages
from sopkit.lang import LANGUAGES, text
from sopkit.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from sopkit.ext.mkdocs.desk import Home, Link, PageDesk
    from sopkit.settings import Settings

__all__ = ["SopkitConfig", "SopkitPlugin"]

_ID: Final = re.compile(r'<[^>]*? id="([^"]+)"')
_T = TypeVar("_T")
_log = get_plugin_logger("sopkit")


class SopkitConfig(Config):  # type: ignore[no-untyped-call]
    """What stands below `sopkit:` in `mkdocs.yml`; paths are seen from its folder."""

    sops = c.Optional(c.Type(str))
    """The folder of the SOPs, which pages name by their ids."""
    generate = c.Optional(c.Type(str))
    """The folder among the pages that gets a page for each of them."""
    language = c.Optional(c.Choice(LANGUAGES))
    theme = c.Optional(c.Type(str))
    engine = c.Optional(c.Type(str))
    levels = c.Type(dict, default={})
    """How loud findings are told, by their severity."""


class SopkitPlugin(BasePlugin[SopkitConfig]):  # type: ignore[no-untyped-call]
    """Shows SOPs in pages, and tells of their findings at every build."""

    def __init__(self) -> None:
        self._base = self._docs = Path()
        self._below: tuple[Path | UnreadableFile, ...] = ()
        self._language = "en"
        self._settings: Settings
        self._library = Library()
        self._drawings: Drawings | None = None
        self._desk: Desk
        self._files: Files
        self._page: Page | None = None
        self._is_used = False
        self._server: LiveReloadServer | None = None
        self._watched: set[str] = set()
        self._styles: tuple[str, bytes] = ("", b"")

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Begin anew, and be kept over the rebuilds of a server with the drawings of what has not changed."""
        self._drawings = None
        self._server = None
        self._watched = set()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take part in Markdown, and put the style into every page. Raises PluginError: a wrong option."""
        place = config.config_file_path
        self._base = Path(os.path.abspath(os.path.dirname(place) if place else "."))
        self._docs = Path(config.docs_dir)
        folder = self._base / (self.config.sops or "")
        self._settings = self._tried(lambda: load_settings(folder))
        self._language = self._language_of(config)
        self._check_options()
        theme = self._theme()
        sheet = self._tried(lambda: style_sheet(theme))
        self._styles = f"assets/sopkit-{sha256(sheet).hexdigest()[:8]}.css", sheet
        if self._styles[0] not in config.extra_css:
            config.extra_css.append(self._styles[0])
        before = self._drawings
        self._drawings = self._tried(lambda: Drawings(theme, self.config.engine, before))
        extensions: list[Any] = config.markdown_extensions
        extensions[:] = [each for each in extensions if not isinstance(each, SopExtension)]
        extensions.append(SopExtension(self._desk_for, self._address))
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read the SOPs, tell what is found in them, and add the pages that are to be made."""
        self._files = files
        blocks = {file.src_uri: _blocks(file) for file in files.documentation_pages()}
        self._below = (
            self._tried(lambda: files_below(self._base / sops)) if (sops := self.config.sops) else ()
        )
        self._library = self._tried(lambda: self._read(blocks))
        self._tell()
        title = text("mkdocs.index", self._language)
        folder = self._folder_of_pages()
        generated = generated_pages(self._library, folder, self._paths(), title, files.src_uris)
        for page in generated:
            file = File.generated(config, page.uri, content=page.markdown)
            file.edit_uri = page.edit_uri(self._docs)
            files.append(file)
            blocks[page.uri] = tuple(
                part for part in parts(page.markdown.split("\n")) if isinstance(part, Block)
            )
        files.append(File.generated(config, self._styles[0], content=self._styles[1]))
        if config.nav is not None:
            config.nav, found = with_pages(config.nav, [page.uri for page in generated])
            if found and not generated:
                _log.warning(text("mkdocs.nav-without-pages", self._language))
        self._desk = self._new_desk({})
        self._desk = self._new_desk(homes_of(self._desk, blocks, self._docs))
        self._watch()
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Remember which page is converted next."""
        self._page = page
        self._is_used = False
        return markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let MkDocs know the places in pieces, which links may lead to, and a title that harms no theme.

        Themes write titles into pages as they are, and some without their escapes.
        """
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= set(_ID.findall(html))
        if self._is_used and (title := str(page.title)) and "&" in title:
            page.title = title.replace("&lt;", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}").replace(
                "&gt;", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
            )
        return html

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build anew when an SOP, a theme or the settings change."""
        self._server = server
        self._watch()
        return server

    def _language_of(self, config: MkDocsConfig) -> str:
        """Return the language of messages: that of the option, the settings, the theme, else English."""
        locale = config.theme.get("language") or str(config.theme.get("locale", ""))
        chosen = (self.config.language, self._settings.language, str(locale)[:2])
        return next((language for language in chosen if language in LANGUAGES), "en")

    def _theme(self) -> str:
        named: str | None = self.config.theme
        if named is not None and named.endswith(".toml"):
            return str(self._base / named)
        return named or self._settings.theme or "colour"

    def _check_options(self) -> None:
        for severity, level in self.config.levels.items():
            if severity not in USUAL or level not in LEVELS:
                known = ", ".join(f"`{each}`" for each in LEVELS)
                words = text(
                    "mkdocs.settings-level", self._language, severity=severity, level=level, known=known
                )
                raise PluginError(f"sopkit: {words}")
        folder = self._folder_of_pages()
        if folder is not None and not GENERATED.fullmatch(folder):
            raise PluginError(f"sopkit: {text('mkdocs.generate-folder', self._language, folder=folder)}")

    def _folder_of_pages(self) -> str | None:
        named: str | None = self.config.generate
        return named.strip("/") if named else None

    def _paths(self) -> tuple[Path, ...]:
        return tuple(one for one in self._below if isinstance(one, Path))

    def _read(self, blocks: dict[str, tuple[Block, ...]]) -> Library:
        named = (
            self._base / block.subject.lstrip("/")
            if block.subject.startswith("/")
            else self._docs / posixpath.dirname(uri) / block.subject
            for uri, each in blocks.items()
            for block in each
            if block.subject.lower().endswith((".yaml", ".yml"))
        )
        others = (path for path in named if path.is_file())
        return read_library(self._paths(), others, self._base)

    def _tell(self) -> None:
        levels = {**USUAL, **self.config.levels}
        unopened = (one for one in self._below if isinstance(one, UnreadableFile))
        for error in (*unopened, *self._library.unread):
            _log.error(text("mkdocs.unread", self._language, file=error.path, reason=error.reason))
        for level, words in told(self._library, levels, self._language):
            _log.log(level, "%s", words)

    def _new_desk(self, homes: dict[Path, Home]) -> Desk:
        assert self._drawings is not None
        return Desk(
            self._library,
            homes,
            self._drawings,
            self._language,
            self._base,
            lambda words: _log.warning("%s", words),
        )

    def _desk_for(self, blocks: Sequence[Block]) -> PageDesk:
        page = self._page
        assert page is not None
        self._is_used = True
        source = page.file.src_uri
        url = page.file.url
        return self._desk.page(
            source,
            self._docs / posixpath.dirname(source),
            blocks,
            lambda uri: get_relative_url(self._url(uri), url),
        )

    def _url(self, uri: str) -> str:
        file = self._files.get_file_from_path(uri)
        return file.url if file else uri

    def _address(self, link: Link) -> str:
        """Write a link as MkDocs wants those between pages, so that it checks where they lead."""
        assert self._page is not None
        own = self._page.file.src_uri
        fragment = f"#{link.fragment}" if link.fragment else ""
        if link.home.uri == own and fragment:
            return fragment
        return posixpath.relpath(link.home.uri, posixpath.dirname(own) or ".") + fragment

    def _watch(self) -> None:
        """Watch what the build looked into, as far as MkDocs does not do so by itself."""
        if self._server is None:
            return
        paths = {entry.path for entry in self._library.entries} | set(self._library.beside)
        if self.config.sops:
            paths.add(self._base / self.config.sops)
        if self._drawings is not None and self._drawings.theme.endswith(".toml"):
            paths.add(Path(self._drawings.theme))
        for path in sorted(map(str, paths)):
            if path not in self._watched and os.path.exists(path):
                self._watched.add(path)
                self._server.watch(path)

    def _tried(self, work: Callable[[], _T]) -> _T:
        """Do work. Raises PluginError: settings, a theme or a folder cannot be used."""
        try:
            return work()
        except (InvalidSettings, InvalidBaseline) as error:
            raise PluginError(f"sopkit: {error.path}: {error.message(self._language)}") from error
        except UnreadableFile as error:
            raise PluginError(
                f"sopkit: {text('mkdocs.sops-unread', self._language, reason=error)}"
            ) from error
        except SopkitError as error:
            raise PluginError(f"sopkit: {error}") from error


def _blocks(file: File) -> tuple[Block, ...]:
    """Return what a page asks for; nothing where it cannot be read, of which MkDocs tells."""
    try:
        lines = file.content_string.splitlines()
    except (OSError, ValueError):
        return ()
    if not any("sop" in line for line in lines):
        return ()
    return tuple(part for part in parts(lines) if isinstance(part, Block))
