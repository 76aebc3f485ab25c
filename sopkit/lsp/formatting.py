"""A whole text in its usual layout."""

from __future__ import annotations

from sopkit.source.formatting import FormattingFailed, format_text

__all__ = ["formatted"]


def formatted(text: str) -> str | None:
    """Return a text in its usual layout; None if that cannot be told, because it is too broken."""
    try:
        return format_text(text)
    except FormattingFailed:  # an editor that saves must not lose a text for a fault of ours
        return None
