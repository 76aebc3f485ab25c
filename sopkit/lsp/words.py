"""What the server says of the world around an SOP: settings, and what is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.errors import ExtraMissing
from sopkit.lang import LANGUAGES, text

if TYPE_CHECKING:
    from sopkit.errors import InvalidSettings

__all__ = ["extra_missing", "settings_fault"]


def settings_fault(fault: InvalidSettings, language: str) -> str:
    """Return what is said of settings that cannot be used."""
    return text("lsp.settings-fault", language, path=fault.path, reason=fault.message(language))


def extra_missing() -> ExtraMissing:
    """Return what is raised where the library of the server is not installed."""
    blanks = {"extra": "lsp", "package": "pygls"}
    messages = tuple((language, text("calendar.extra-missing", language, **blanks)) for language in LANGUAGES)
    return ExtraMissing("lsp", "pygls", messages)
