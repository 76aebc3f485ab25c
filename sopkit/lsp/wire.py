"""Values of sopkit in the words of the protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from sopkit.findings import Severity, Span
from sopkit.lsp.completion import ItemKind
from sopkit.lsp.symbols import SymbolKind
from sopkit.lsp.texts import Change
from sopkit.report.wording import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sopkit.findings import Finding
    from sopkit.lsp.actions import Action
    from sopkit.lsp.completion import Item
    from sopkit.lsp.edits import Edit
    from sopkit.lsp.hover import Hover
    from sopkit.lsp.names import Mention
    from sopkit.lsp.symbols import Symbol
    from sopkit.lsp.texts import Mark, OpenText

__all__ = [
    "as_changes",
    "as_mark",
    "code_action",
    "completion_item",
    "diagnostic",
    "highlight",
    "hover_of",
    "range_of",
    "span_in",
    "symbol_of",
    "text_edits",
    "workspace_edit",
]

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Information,
}
"""Editors show their own hints as three small dots, which are easily overlooked."""
_UNNECESSARY = frozenset({"unused-actor", "unreachable-step", "unused-silence"})
"""Findings about something that could as well not be there; editors show it faded."""
_ITEMS = {
    ItemKind.KEY: types.CompletionItemKind.Property,
    ItemKind.WORD: types.CompletionItemKind.EnumMember,
    ItemKind.ACTOR: types.CompletionItemKind.Variable,
    ItemKind.STEP: types.CompletionItemKind.Reference,
    ItemKind.FRAME: types.CompletionItemKind.Snippet,
}
_SYMBOLS = {
    SymbolKind.PART: types.SymbolKind.Namespace,
    SymbolKind.TEXT: types.SymbolKind.Property,
    SymbolKind.ACTOR: types.SymbolKind.Class,
    SymbolKind.STEP: types.SymbolKind.Method,
    SymbolKind.DECISION: types.SymbolKind.Enum,
    SymbolKind.WAY: types.SymbolKind.Event,
}


def _position(mark: Mark) -> types.Position:
    return types.Position(*mark)


def range_of(text: OpenText, span: Span) -> types.Range:
    """Return a span as a range of the protocol."""
    start, end = text.marks(span)
    return types.Range(_position(start), _position(end))


def as_mark(position: types.Position) -> Mark:
    """Return a position of the protocol."""
    return position.line, position.character


def span_in(text: OpenText, asked: types.Range) -> Span:
    """Return a range of the protocol as a span."""
    return text.span(as_mark(asked.start), as_mark(asked.end))


def as_changes(changes: Iterable[types.TextDocumentContentChangeEvent]) -> tuple[Change, ...]:
    """Return the changes that an editor tells."""
    return tuple(
        Change(each.text, as_mark(each.range.start), as_mark(each.range.end))
        if isinstance(each, types.TextDocumentContentChangePartial)
        else Change(each.text)
        for each in changes
    )


def diagnostic(finding: Finding, text: OpenText, language: str, *, with_related: bool) -> types.Diagnostic:
    """Return a finding with its message and what to do, in a language."""
    worded = message(finding, language)
    span = Span(worded.line, worded.column, worded.end_line, worded.end_column)
    return types.Diagnostic(
        range=range_of(text, span),
        message=f"{worded.message}\n{worded.help}".strip(),
        severity=_SEVERITIES[worded.severity],
        code=worded.code,
        source="sopkit",
        tags=[types.DiagnosticTag.Unnecessary] if worded.name in _UNNECESSARY else None,
        related_information=_related(finding, text, language) if with_related else None,
        data={"name": worded.name},
    )


def _related(
    finding: Finding, text: OpenText, language: str
) -> list[types.DiagnosticRelatedInformation] | None:
    told = [
        types.DiagnosticRelatedInformation(
            types.Location(
                text.uri,
                range_of(text, Span(each.line, each.column, each.end_line, each.end_column)),
            ),
            each.message,
        )
        for each in message(finding, language).related
        if each.file is None
    ]
    return told or None


def hover_of(hover: Hover, text: OpenText) -> types.Hover:
    """Return what is shown under the pointer."""
    content = types.MarkupContent(types.MarkupKind.Markdown, hover.markdown)
    return types.Hover(content, range_of(text, hover.span))


def highlight(mention: Mention, text: OpenText) -> types.DocumentHighlight:
    """Return a name that is to be marked, as a definition (write) or a use (read)."""
    kind = types.DocumentHighlightKind.Write if mention.defines else types.DocumentHighlightKind.Read
    return types.DocumentHighlight(range_of(text, mention.span), kind)


def completion_item(item: Item, place: int, text: OpenText) -> types.CompletionItem:
    """Return a suggestion, the `place`th of a list that keeps its order."""
    frame = item.kind is ItemKind.FRAME
    line = text.body_lines[item.span.line - 1] if frame else ""
    return types.CompletionItem(
        label=item.label,
        kind=_ITEMS[item.kind],
        detail=item.detail or None,
        documentation=(
            types.MarkupContent(types.MarkupKind.Markdown, item.documentation) if item.documentation else None
        ),
        sort_text=f"{place:04d}",
        # A frame has no name of its own in the text: whatever was typed brings it.
        filter_text=line[item.span.column - 1 : item.span.end_column - 1] or None,
        text_edit=types.TextEdit(range_of(text, item.span), item.words),
        insert_text_format=(
            types.InsertTextFormat.Snippet if item.has_places else types.InsertTextFormat.PlainText
        ),
        insert_text_mode=types.InsertTextMode.AdjustIndentation if item.has_places else None,
    )


def text_edits(edits: Iterable[Edit], text: OpenText) -> list[types.TextEdit]:
    """Return edits with the line breaks of the text."""
    return [
        types.TextEdit(range_of(text, edit.span), edit.words.replace("\n", text.ending)) for edit in edits
    ]


def workspace_edit(edits: Sequence[Edit], text: OpenText, *, versioned: bool) -> types.WorkspaceEdit:
    """Return edits of one text; `versioned` says whether the editor checks what version they are for."""
    changes = text_edits(edits, text)
    if not versioned:
        return types.WorkspaceEdit(changes={text.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=text.uri, version=text.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(changes))])


def code_action(action: Action, text: OpenText, language: str, *, versioned: bool) -> types.CodeAction:
    """Return something that the editor can do at once."""
    finding = action.finding
    return types.CodeAction(
        title=action.title,
        kind=str(action.kind),
        diagnostics=[diagnostic(finding, text, language, with_related=False)] if finding else None,
        is_preferred=action.is_preferred or None,
        edit=workspace_edit(action.edits, text, versioned=versioned),
    )


def symbol_of(symbol: Symbol, text: OpenText) -> types.DocumentSymbol:
    """Return a part of an SOP with the parts below it."""
    return types.DocumentSymbol(
        name=symbol.name or "-",
        kind=_SYMBOLS[symbol.kind],
        range=range_of(text, symbol.span),
        selection_range=range_of(text, symbol.head),
        detail=symbol.detail or None,
        children=[symbol_of(child, text) for child in symbol.children],
    )
