"""Doing a check again whenever a file changes, until the user stops it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ExitCode
from sopkit.cli.inputs import STANDARD_INPUT, NoSops, sop_files
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error, explain_usage
from sopkit.errors import SopkitError, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sopkit.cli.console import Console

    State = dict[str, tuple[int, int, int]]

__all__ = ["INTERVAL_SECONDS", "state_of", "watch"]

INTERVAL_SECONDS = 0.4
"""How often the files are looked at: short for a person, and nothing for a machine."""
_SETTLE_SECONDS = 0.1
"""How long nothing may change before the files are read, for an editor writes in several moves."""
_MOST_ROUNDS = 20
"""After so many moves the files are read although they still change."""
_SETTINGS = ("sopkit.toml", "pyproject.toml")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch(
    names: tuple[str, ...],
    check: Callable[[], int],
    console: Console,
    sleep: Callable[[float], None],
    further: Collection[str] = (),
) -> ExitCode:
    """Check, and check again after each change, until Ctrl+C, which is the ordinary end.

    `names` are files and folders as they were typed, `further` other files that matter. The settings beside
    and above them are watched too. Files may come and go. What cannot be followed at the first check stops
    the watch; later it is told, and the next change is waited for.

    Raises UsageFault: `names` has standard input, which does not change.
    """
    if STANDARD_INPUT in names:
        raise UsageFault("watch-standard-input")
    try:
        seen = state_of(names, further)
        named = frozenset(further)
        check()
        while True:
            seen = _with_new(seen, frozenset(further) - named)
            _tell_waiting(console)
            now = _changed(seen, names, further, sleep)
            _begin_anew(_differing(seen, now), console)
            seen, named = now, frozenset(further)
            _check_again(check, console)
    except KeyboardInterrupt:
        console.write_error("\n")
        return ExitCode.NO_ERRORS


def state_of(names: Iterable[str], further: Iterable[str] = ()) -> State:
    """Return what tells of each file that is there whether it has changed: its time, its size, its number."""
    files = {file for name in names for file in _files(name)} | set(further)
    folders = {folder for file in files for folder in Path(file).absolute().parents}
    files |= {str(folder / name) for folder in folders for name in _SETTINGS}
    return {file: state for file in files if (state := _state(file)) is not None}


def _with_new(seen: State, files: Iterable[str]) -> State:
    """Return what was seen, and files that matter from now on as they are now."""
    return {file: state for file in files if (state := _state(file)) is not None} | seen


def _files(name: str) -> Iterable[str]:
    """Return the files that a name stands for now; for a folder without any, the folder's settings."""
    try:
        return [file for file in sop_files(name) if isinstance(file, str)]
    except (NoSops, UnreadableFile):
        return [str(Path(name) / _SETTINGS[0])]


def _state(file: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _changed(
    seen: State, names: tuple[str, ...], further: Collection[str], sleep: Callable[[float], None]
) -> State:
    """Wait until something differs from what was seen and then stays as it is; return what it is now."""
    now = seen
    while now == seen:
        sleep(INTERVAL_SECONDS)
        now = state_of(names, further)
        before = seen
        for _ in range(_MOST_ROUNDS):
            if now == before:
                break
            before = now
            sleep(_SETTLE_SECONDS)
            now = state_of(names, further)
    return now


def _differing(before: State, now: State) -> list[str]:
    return sorted(file for file in before.keys() | now.keys() if before.get(file) != now.get(file))


def _begin_anew(files: list[str], console: Console) -> None:
    """Say what changed; a terminal is cleared before, and nothing else ever is."""
    stream = console.streams.stdout
    if stream.isatty() and console.environment.get("TERM") != "dumb":
        stream.write(_CLEAR)
        stream.flush()
    shown = ", ".join(f"`{_shown(file)}`" for file in files[:3])
    more = len(files) - 3
    words = console.words("watch-more", files=shown, count=more) if more > 0 else shown
    console.write_error(console.words("watch-changed", files=words))


def _shown(file: str) -> str:
    from sopkit.report.wording import file_words

    try:
        return file_words(os.path.relpath(file))
    except (OSError, ValueError):  # the folder we are in is gone, or it is another drive
        return file_words(file)


def _tell_waiting(console: Console) -> None:
    console.write_error(console.words("watch-waiting"))


def _check_again(check: Callable[[], int], console: Console) -> None:
    """Check; what stops the check, such as half-written settings, is told and does not stop the watch."""
    try:
        check()
    except UsageFault as fault:
        console.complain(explain_usage(fault, console))
    except SopkitError as error:
        console.complain(explain_error(error, console))
