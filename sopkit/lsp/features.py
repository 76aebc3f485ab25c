"""What the server answers, one function for each question of an editor."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from sopkit.lsp import wire
from sopkit.lsp.actions import ActionKind, actions, fix_all
from sopkit.lsp.completion import complete
from sopkit.lsp.context import context_at
from sopkit.lsp.desk import Desk, language_of_locale
from sopkit.lsp.edits import between
from sopkit.lsp.formatting import formatted
from sopkit.lsp.hover import hover
from sopkit.lsp.navigation import definition, highlights, references
from sopkit.lsp.offices import Offices
from sopkit.lsp.renaming import RenameRefused, prepare, rename
from sopkit.lsp.server import SopkitServer
from sopkit.lsp.symbols import folds, symbols
from sopkit.lsp.texts import Encoding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import BinaryIO

    from sopkit.lsp.actions import Action
    from sopkit.lsp.completion import Item
    from sopkit.lsp.texts import At, OpenText
    from sopkit.lsp.view import View

__all__ = ["serve", "server_for"]

_REFUSED = -32803
"""Source: Language Server Protocol 3.17, `RequestFailed`."""
_SETTINGS_FILES = ("**/sopkit.toml", "**/pyproject.toml")
_TRIGGERS = (":", " ", "-", "[", "{", ",")


def serve(asked: str | None, fallback: str, today: date | None, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer an editor on two streams until it ends the conversation.

    `asked` is the language asked for on the command line, `fallback` that of the system; `today` is the day
    by which ages are measured.
    """
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_no_refusal)
    with open(os.dup(stdout.fileno()), "wb") as own:  # the server closes its stream, and ours is still needed
        server_for(Desk(Offices(today), fallback, asked)).start_io(stdin, own)


def server_for(desk: Desk) -> SopkitServer:
    """Return a server that answers from a desk."""
    server = SopkitServer(desk)
    for method, (answer, options) in _ANSWERS.items():
        server.feature(method, options)(answer)
    return server


def _is_no_refusal(record: logging.LogRecord) -> bool:
    """Keep refusals, which the writer reads in the editor, out of its log."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, JsonRpcException) and error.code == _REFUSED)


def _initialize(ls: SopkitServer, params: types.InitializeParams) -> None:
    desk = ls.desk
    agreed = ls.workspace.position_encoding
    desk.encoding = Encoding(str(getattr(agreed, "value", agreed)))
    if params.locale:
        desk.fallback = language_of_locale(params.locale)
    desk.ask_for(params.initialization_options)


def _initialized(ls: SopkitServer, _: types.InitializedParams) -> None:
    """Ask the editor to tell when a file of settings changes, where it can."""
    workspace = ls.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched and watched.dynamic_registration:
        watchers = [types.FileSystemWatcher(pattern) for pattern in _SETTINGS_FILES]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([registration]))


def _settings_changed(ls: SopkitServer, _: types.DidChangeWatchedFilesParams) -> None:
    ls.report_all()


def _configured(ls: SopkitServer, params: types.DidChangeConfigurationParams) -> None:
    ls.desk.ask_for(params.settings)
    ls.report_all()


def _saved(ls: SopkitServer, _: types.DidSaveTextDocumentParams) -> None:
    """Look at all texts again: what was saved may be a file of settings."""
    ls.report_all()


async def _hover(ls: SopkitServer, params: types.HoverParams) -> types.Hover | None:
    def look(text: OpenText, view: View) -> types.Hover | None:
        known = ls.desk.known_document(text)
        found = known.findings if known else ()
        shown = hover(
            view, _at(text, params.position), found, ls.desk.office(text).settings, ls.desk.language(text)
        )
        return wire.hover_of(shown, text) if shown else None

    return await ls.looked_at(params.text_document.uri, look)


async def _definition(ls: SopkitServer, params: types.DefinitionParams) -> types.Location | None:
    def look(text: OpenText, view: View) -> types.Location | None:
        span = definition(view, _at(text, params.position))
        return types.Location(text.uri, wire.range_of(text, span)) if span else None

    return await ls.looked_at(params.text_document.uri, look)


async def _references(ls: SopkitServer, params: types.ReferenceParams) -> list[types.Location] | None:
    def look(text: OpenText, view: View) -> list[types.Location]:
        with_definition = params.context.include_declaration
        found = references(view, _at(text, params.position), with_definition=with_definition)
        return [types.Location(text.uri, wire.range_of(text, span)) for span in found]

    return await ls.looked_at(params.text_document.uri, look)


async def _highlight(
    ls: SopkitServer, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    def look(text: OpenText, view: View) -> list[types.DocumentHighlight]:
        return [wire.highlight(each, text) for each in highlights(view, _at(text, params.position))]

    return await ls.looked_at(params.text_document.uri, look)


async def _prepare_rename(
    ls: SopkitServer, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    def look(text: OpenText, view: View) -> types.PrepareRenamePlaceholder:
        span, name = _or_refused(ls, text, lambda: prepare(view, _at(text, params.position)))
        return types.PrepareRenamePlaceholder(wire.range_of(text, span), name)

    return await ls.looked_at(params.text_document.uri, look)


async def _rename(ls: SopkitServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    def look(text: OpenText, view: View) -> types.WorkspaceEdit:
        edits = _or_refused(ls, text, lambda: rename(view, _at(text, params.position), params.new_name))
        return wire.workspace_edit(edits, text, versioned=ls.is_versioned)

    return await ls.looked_at(params.text_document.uri, look)


def _or_refused(ls: SopkitServer, text: OpenText, ask: Callable[[], Any]) -> Any:
    """Return an answer, or tell the editor why there is none."""
    try:
        return ask()
    except RenameRefused as refused:
        raise JsonRpcException(refused.messages[ls.desk.language(text)], _REFUSED) from refused


async def _completion(ls: SopkitServer, params: types.CompletionParams) -> types.CompletionList | None:
    text = ls.desk.texts.get(params.text_document.uri)
    if text is None or not ls.desk.may_become_sop(text):
        return None
    found = await asyncio.to_thread(_completed, ls, text, _at(text, params.position))
    items = [wire.completion_item(item, place, text) for place, item in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items)


def _completed(ls: SopkitServer, text: OpenText, at: At) -> tuple[Item, ...]:
    context = context_at(text.body_lines, at)
    if context is None:
        return ()
    view = ls.desk.recent_view(text) if context.key is None else ls.desk.view(text)
    language = ls.desk.language(text)
    return complete(text.body_lines, context, view, language, with_places=ls.fills_places)


async def _code_action(ls: SopkitServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    text = ls.desk.texts.get(params.text_document.uri)
    document = await asyncio.to_thread(ls.desk.document, text) if text is not None else None
    if text is None or document is None:
        return None
    policy, language = ls.desk.office(text).policy, ls.desk.language(text)
    span = wire.span_in(text, params.range)
    found: list[Action] = []
    if _wants(params.context, ActionKind.QUICK_FIX, unasked=True):
        found += await asyncio.to_thread(actions, document, span, policy, language)
    if _wants(params.context, ActionKind.FIX_ALL, unasked=False):
        every = await asyncio.to_thread(fix_all, document, policy, language)
        found += [every] if every else []
    return [wire.code_action(each, text, language, versioned=ls.is_versioned) for each in found]


def _wants(context: types.CodeActionContext, kind: str, *, unasked: bool) -> bool:
    """Whether an editor wants actions of a kind; `source` stands for all kinds that begin so."""
    if not context.only:
        return unasked
    return any(f"{kind}.".startswith(f"{getattr(only, 'value', only)}.") for only in context.only)


async def _symbols(ls: SopkitServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    def look(text: OpenText, view: View) -> list[types.DocumentSymbol]:
        return [wire.symbol_of(each, text) for each in symbols(view, ls.desk.language(text))]

    return await ls.looked_at(params.text_document.uri, look)


async def _folding(ls: SopkitServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    def look(_: OpenText, view: View) -> list[types.FoldingRange]:
        return [types.FoldingRange(first - 1, last - 1) for first, last in folds(view)]

    return await ls.looked_at(params.text_document.uri, look)


async def _formatting(
    ls: SopkitServer, params: types.DocumentFormattingParams
) -> list[types.TextEdit] | None:
    text = ls.desk.texts.get(params.text_document.uri)
    if text is None or not ls.desk.is_sop(text):
        return None
    now = await asyncio.to_thread(formatted, "\n".join(text.body_lines))
    edit = between(text.body_lines, now.split("\n")) if now is not None else None
    return wire.text_edits((edit,) if edit else (), text)


def _at(text: OpenText, position: types.Position) -> At:
    return text.at(wire.as_mark(position))


_ANSWERS: dict[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (_initialize, None),
    types.INITIALIZED: (_initialized, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_settings_changed, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (_configured, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (_references, None),
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: (_highlight, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_COMPLETION: (
        _completion,
        types.CompletionOptions(trigger_characters=list(_TRIGGERS)),
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _code_action,
        types.CodeActionOptions(code_action_kinds=[str(kind) for kind in ActionKind]),
    ),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None),
    types.TEXT_DOCUMENT_FOLDING_RANGE: (_folding, None),
    types.TEXT_DOCUMENT_FORMATTING: (_formatting, None),
}
"""Each question of the protocol with the function that answers it, and what the editor is told of it."""
