"""The server of one editor: takes in its texts and tells what is found in them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from sopkit import __version__
from sopkit.lsp import wire
from sopkit.lsp.words import settings_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopkit.lsp.desk import Desk
    from sopkit.lsp.texts import OpenText
    from sopkit.lsp.view import View

__all__ = ["SopkitServer"]

_Answer = TypeVar("_Answer")

_PAUSE_SECONDS = 0.15
"""How long a writer has to pause before the findings are looked for again."""


class _Protocol(LanguageServerProtocol):
    """Keeps the texts on our own desk, where lines end as the protocol says, and nowhere else."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        self._sopkit.opened(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._sopkit.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        self._sopkit.closed(params.text_document.uri)

    @property
    def _sopkit(self) -> SopkitServer:
        server = self._server
        assert isinstance(server, SopkitServer)
        return server


class SopkitServer(LanguageServer):
    """One server for one editor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("sopkit", __version__, protocol_cls=_Protocol)
        self.desk = desk
        self.reporting: set[str] = set()
        """The texts whose findings are being looked for."""
        self.tasks: set[asyncio.Task[None]] = set()
        self.told: set[str] = set()
        """Faults of settings that the writer knows of."""

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take in a text that was opened."""
        item = params.text_document
        self.desk.offices.forget()
        self.desk.open(item.uri, item.version, item.text, item.language_id)
        self.report(item.uri, 0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take in what was typed."""
        uri = params.text_document.uri
        changes = wire.as_changes(params.content_changes)
        if self.desk.change(uri, params.text_document.version, changes) is not None:
            self.report(uri, _PAUSE_SECONDS)

    def closed(self, uri: str) -> None:
        """Forget a text, and take its findings away."""
        self.desk.close(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def report(self, uri: str, pause: float) -> None:
        """Look for the findings of a text, once it has rested for so many seconds."""
        if uri in self.reporting:
            return  # what is at work for this text goes on until it has told of the last version
        self.reporting.add(uri)
        task = asyncio.get_running_loop().create_task(self._report(uri, pause))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def report_all(self) -> None:
        """Look for the findings of all open texts again, with the settings that hold now."""
        self.desk.renew()
        for uri in tuple(self.desk.texts):
            self.report(uri, 0)

    async def _report(self, uri: str, pause: float) -> None:
        try:
            while (text := self.desk.texts.get(uri)) is not None:
                await asyncio.sleep(pause)
                if self.desk.texts.get(uri) is not text:
                    pause = _PAUSE_SECONDS
                    continue
                await self._publish(text)
                if self.desk.texts.get(uri) is text:
                    return
                pause = 0
        finally:
            self.reporting.discard(uri)

    async def _publish(self, text: OpenText) -> None:
        document = await asyncio.to_thread(self.desk.document, text)
        if self.desk.texts.get(text.uri) is not text:
            return
        language = self.desk.language(text)
        self._tell_fault(text, language)
        related = self._can_relate()
        found = document.findings if document else ()
        told = [wire.diagnostic(each, text, language, with_related=related) for each in found]
        params = types.PublishDiagnosticsParams(text.uri, told, text.version)
        self.text_document_publish_diagnostics(params)

    def _can_relate(self) -> bool:
        capabilities = self.client_capabilities.text_document
        published = capabilities.publish_diagnostics if capabilities else None
        return bool(published and published.related_information)

    def _tell_fault(self, text: OpenText, language: str) -> None:
        """Tell once what is wrong with the settings of a text."""
        fault = self.desk.office(text).fault
        said = settings_fault(fault, language) if fault else None
        if said is not None and said not in self.told:
            self.told.add(said)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, said))

    @property
    def is_versioned(self) -> bool:
        """Whether the editor takes edits for one version of a text."""
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace else None
        return bool(edit and edit.document_changes)

    @property
    def fills_places(self) -> bool:
        """Whether the editor can fill places in what it inserts."""
        capabilities = self.client_capabilities.text_document
        item = capabilities.completion.completion_item if capabilities and capabilities.completion else None
        return bool(item and item.snippet_support)

    async def looked_at(self, uri: str, look: Callable[[OpenText, View], _Answer]) -> _Answer | None:
        """Return what a look at an open text gives, without keeping others waiting; None if it is no SOP."""
        text = self.desk.texts.get(uri)
        if text is None:
            return None
        view = await asyncio.to_thread(self.desk.view, text)
        return look(text, view) if view is not None else None
