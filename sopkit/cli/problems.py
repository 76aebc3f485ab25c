"""Every exception of sopkit as one clear message and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode
from sopkit.cli.inputs import NoSops
from sopkit.cli.parser import nearest
from sopkit.errors import (
    EngineFailed,
    EngineMissing,
    EngineTimedOut,
    InvalidSettings,
    InvalidSop,
    MoveRefused,
    SopkitError,
    UnknownName,
    UnreadableFile,
)

if TYPE_CHECKING:
    from sopkit.cli.console import Console
    from sopkit.cli.parser import UsageFault

__all__ = ["exit_code", "explain_error", "explain_usage", "reason_of"]

_REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "reason-not-found"),
    (IsADirectoryError, "reason-folder"),
    (NotADirectoryError, "reason-not-found"),
    (PermissionError, "reason-permission"),
)


def exit_code(error: SopkitError) -> ExitCode:
    """Return what the program that called sopkit is told."""
    if isinstance(error, InvalidSop):
        return ExitCode.ERRORS_FOUND
    return ExitCode.NO_INPUT if isinstance(error, UnreadableFile | NoSops) else ExitCode.WRONG_USE


def explain_error(error: SopkitError, console: Console) -> str:
    """Return what is said about an exception, in the reader's language."""
    match error:
        case UnreadableFile():
            return console.words("unreadable", path=error.path, reason=reason_of(error, console))
        case NoSops():
            return console.words("no-sops", folder=error.folder)
        case InvalidSettings():
            return console.words("invalid-settings", path=error.path, reason=error.message(console.language))
        case UnknownName():
            return _explain_name(error, console)
        case EngineMissing():
            return console.words("engine-missing", engine=error.engine, looked=", ".join(error.looked))
        case EngineFailed():
            said = error.said.strip() or console.words("engine-silent")
            return console.words("engine-failed", code=error.exit_code, said=said)
        case EngineTimedOut():
            return console.words("engine-timed-out", seconds=f"{error.seconds:g}")
        case MoveRefused():
            return error.message(console.language)
        case _:
            return console.words("other", message=error)


def explain_usage(fault: UsageFault, console: Console) -> str:
    """Return what is said about a command line that cannot be followed."""
    words = console.words(fault.word, **fault.blanks)
    if fault.suggestion:
        words += " " + console.words("did-you-mean", suggestion=fault.suggestion)
    return words


def reason_of(error: UnreadableFile | OSError, console: Console) -> str:
    """Return why a file cannot be read or written, in the reader's language where the reason is known."""
    cause = error if isinstance(error, OSError) else error.__cause__
    for kind, word in _REASONS:
        if isinstance(cause, kind):
            return console.words(word)
    if isinstance(error, UnreadableFile):
        return error.reason
    return error.strerror or str(error)


def _explain_name(error: UnknownName, console: Console) -> str:
    words = console.words("unknown-name", name=error.name)
    suggestion = nearest(error.name, error.known)
    if suggestion:
        return words + " " + console.words("did-you-mean", suggestion=suggestion)
    return words + " " + console.words("unknown-name-list")
