"""Every exception of sopkit as one clear message and an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode
from sopkit.cli.inputs import NoSops
from sopkit.cli.parser import nearest
from sopkit.errors import (
    CalendarEnds,
    EngineFailed,
    EngineMissing,
    EngineTimedOut,
    ExtraMissing,
    InvalidBaseline,
    InvalidChance,
    InvalidSettings,
    InvalidSop,
    InvalidTemplate,
    InvalidVolume,
    LogoUnusable,
    MoveRefused,
    PaperTooSmall,
    SiteRefused,
    SopkitError,
    UnknownName,
    UnreadableFile,
)
from sopkit.lang.system import system_reason

if TYPE_CHECKING:
    from sopkit.cli.console import Console
    from sopkit.cli.parser import UsageFault

__all__ = ["exit_code", "explain_error", "explain_usage", "reason_of"]


def exit_code(error: SopkitError) -> ExitCode:
    """Return what the program that called sopkit is told."""
    if isinstance(error, InvalidSop):
        return ExitCode.ERRORS_FOUND
    return ExitCode.NO_INPUT if isinstance(error, UnreadableFile | NoSops) else ExitCode.WRONG_USE


def explain_error(error: SopkitError, console: Console) -> str:
    """Return what is said about an exception, in the reader's language."""
    match error:
        case UnreadableFile():
            return _explain_unreadable(error, console)
        case NoSops():
            return _explain_no_sops(error, console)
        case InvalidSettings(reason="no-theme-file"):
            return console.words("no-theme-file", path=error.path)
        case InvalidSettings():
            return console.words("invalid-settings", path=error.path, reason=error.message(console.language))
        case InvalidTemplate():
            return f"{error.place}: {error.message(console.language)}"
        case UnknownName():
            return _explain_name(error, console)
        case EngineMissing():
            return console.words("engine-missing", engine=error.engine, looked=", ".join(error.looked))
        case EngineFailed():
            return _explain_engine(error, console)
        case EngineTimedOut():
            return console.words("engine-timed-out", seconds=f"{error.seconds:g}")
        case PaperTooSmall():
            blanks = {"step": error.step, "missing": error.missing_mm}
            return console.words(f"paper-too-small-{error.reason}", **blanks)
        case LogoUnusable() | InvalidBaseline() | SiteRefused():
            return error.message(console.language)
        case MoveRefused() | CalendarEnds() | ExtraMissing() | InvalidChance() | InvalidVolume():
            return error.message(console.language)
        case _:
            return console.words("other", message=error)


def explain_usage(fault: UsageFault, console: Console) -> str:
    """Return what is said about a command line that cannot be followed."""
    words = console.words(fault.word, **fault.blanks)
    if fault.suggestion:
        words += " " + console.words("did-you-mean", suggestion=fault.suggestion)
    return words


def reason_of(error: UnreadableFile | OSError, console: Console, *, writing: bool = False) -> str:
    """Return why a file cannot be read or written, in the reader's language where the reason is known."""
    cause = error if isinstance(error, OSError) else error.__cause__
    known = system_reason(cause, console.language, writing=writing)
    if known is not None:
        return known
    if isinstance(error, UnreadableFile):
        return error.reason
    return error.strerror or str(error)


def _explain_unreadable(error: UnreadableFile, console: Console) -> str:
    words = console.words("unreadable", path=error.path, reason=reason_of(error, console))
    if not isinstance(error.__cause__, FileNotFoundError):
        return words
    hidden = [path for path in _with_hidden_ending(error.path.parent) if path.stem == error.path.name]
    if hidden:
        return f"{words} {_explain_hidden(hidden[0], console)}"
    similar = _similar_file(error.path)
    if similar is None:
        return f"{words} {console.words('check-the-name')}"
    return f"{words} {console.words('did-you-mean', suggestion=similar)}"


def _explain_no_sops(error: NoSops, console: Console) -> str:
    words = console.words("no-sops", folder=error.folder)
    hidden = _with_hidden_ending(error.folder)
    return f"{words} {_explain_hidden(hidden[0], console)}" if hidden else words


def _with_hidden_ending(folder: Path) -> list[Path]:
    """Return the files of a folder to which an editor has added `.txt`, an ending that Windows hides."""
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []
    return [folder / name for name in names if name.lower().endswith((".yaml.txt", ".yml.txt"))]


def _explain_hidden(path: Path, console: Console) -> str:
    return console.words("hidden-ending", found=path.name, name=path.stem)


def _similar_file(path: Path) -> Path | None:
    """Return the SOP beside a missing one that was probably meant."""
    try:
        beside = sorted(entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml"))
    except OSError:
        return None
    name = nearest(path.name, (one for one in beside if one != path.name))
    return path.with_name(name) if name else None


def _explain_name(error: UnknownName, console: Console) -> str:
    words = console.words("unknown-name", name=error.name)
    suggestion = nearest(error.name, error.known)
    if suggestion:
        return words + " " + console.words("did-you-mean", suggestion=suggestion)
    return words + " " + console.words("unknown-name-list")


def _explain_engine(error: EngineFailed, console: Console) -> str:
    """Say what the engine said; a system Graphviz may be too old, and ours is there in its place."""
    said = error.said.strip() or console.words("engine-silent")
    words = console.words("engine-failed", code=error.exit_code, said=said)
    is_system = Path(error.command[0]).stem == "dot"
    return f"{words}\n{console.words('engine-other')}" if is_system else words
