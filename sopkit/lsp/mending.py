"""The fixes of findings as edits of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.document import nodes_of
from sopkit.lint.fix import fixed
from sopkit.lsp.edits import Edit
from sopkit.source.edits import edits_of, sheet_of

if TYPE_CHECKING:
    from sopkit.document import Document
    from sopkit.findings import Finding
    from sopkit.rules.policy import Policy

__all__ = ["mended", "mended_safely"]


def mended(document: Document, finding: Finding) -> tuple[Edit, ...] | None:
    """Return the edits that make the fix of a finding; None if it has none, or it cannot be made."""
    nodes = nodes_of(document) if finding.fix else None
    if nodes is None:
        return None
    edits = edits_of(sheet_of(document.text, nodes.root, nodes.vocabulary), finding.fix)
    return tuple(Edit(each.span, each.new) for each in edits) if edits else None


def mended_safely(document: Document, policy: Policy) -> str:
    """Return the text with every fix made that keeps the meaning."""
    return fixed(document.text.encode("utf-8", "replace"), document.file, policy).document.text
