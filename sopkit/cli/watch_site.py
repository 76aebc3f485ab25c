"""`sopkit watch`: the pages of a folder in a browser, renewed whenever a file changes."""

from __future__ import annotations

import os
import tempfile
import time
import webbrowser
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sopkit.cli.building import PARAMETERS as BUILDING
from sopkit.cli.building import build_pages, in_the_way, refuse_file, tell_faults
from sopkit.cli.command import ExitCode, Parameter
from sopkit.cli.inputs import NoSops, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error, explain_usage, reason_of
from sopkit.cli.progress import progress_bar
from sopkit.cli.watch import watch
from sopkit.errors import SiteRefused, SopkitError, UnreadableFile

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from sopkit.cli.console import Console
    from sopkit.site import BuildResult
    from sopkit.site.server import LiveServer, LiveState

__all__ = ["PARAMETERS", "run", "watch_pages"]

PARAMETERS = (
    Parameter("folder", value="folder", required=True),
    Parameter("watch_output", ("-o", "--output"), value="folder"),
    Parameter("port", ("--port",), value="count"),
    Parameter("open_browser", ("--open",)),
    *BUILDING,
)
_WORDS = ("close", "missing", "waiting", "why")


def run(arguments: Namespace, console: Console) -> int:
    """Serve the pages of a folder until Ctrl+C."""
    return watch_pages(arguments, console, time.sleep, webbrowser.open)


def watch_pages(
    arguments: Namespace,
    console: Console,
    sleep: Callable[[float], None],
    open_page: Callable[[str], Any],
) -> ExitCode:
    """Build the pages, serve them, and build again after each change, until Ctrl+C.

    Raises UsageFault: a file is named for the folder, the port cannot be used, the pages cannot be written.
    Raises UnreadableFile, SiteRefused: the folder cannot be opened, or not be used for the pages.
    """
    refuse_file(arguments.folder)
    port = _port(arguments.port)
    with _output(arguments.watch_output) as output, _serving(output, port, console) as server:
        desk = _Desk(arguments, output, server, console)
        if arguments.open_browser:
            open_page(server.url)
        return watch((arguments.folder,), desk.build, console, sleep, desk.further)


class _Desk:
    """Builds when it is asked to, and tells terminal and pages what came of it."""

    def __init__(self, arguments: Namespace, output: Path, server: LiveServer, console: Console) -> None:
        self.further: list[str] = []
        """The files that matter besides SOPs and settings; they change with the settings."""
        self._arguments = arguments
        self._output = output
        self._server = server
        self._console = console
        self._version = 0
        self._told: LiveState | None = None

    def build(self) -> int:
        """Build once; what stands in the way is told, and waits to be mended.

        The first time, what nobody mends in a file is raised: as `watch_pages` says.
        """
        console = self._console
        try:
            self.further[:] = _further(self._arguments)
            result = build_pages(
                self._arguments,
                self._output,
                console,
                keep_going=True,
                reading=progress_bar(console),
                progress=progress_bar(console),
            )
        except UsageFault as fault:
            if not self._version:
                raise
            return self._failed(explain_usage(fault, console))
        except SopkitError as error:
            if not self._version and isinstance(error, UnreadableFile | SiteRefused | NoSops):
                raise
            return self._failed(explain_error(error, console))
        tell_faults(result, console)
        drawn = sum(page.name is not None for page in result.pages)
        counts = in_the_way(result, console)
        word = "watch-built-some" if counts else "watch-built"
        console.write(console.words(word, drawn=drawn, anew=result.drawn, counts=counts))
        self.further += result.logos
        self._tell(_state(result, console), is_new=bool(result.differences))
        return ExitCode.NO_ERRORS

    def _failed(self, words: str) -> int:
        from sopkit.lang import text
        from sopkit.site.server import LiveState

        self._console.complain(words)
        title = text("build.live-failed", self._console.language)
        self._tell(LiveState(title=title, faults=(("", words),)), is_new=False)
        return ExitCode.NO_ERRORS

    def _tell(self, state: LiveState, *, is_new: bool) -> None:
        """Tell the pages, unless they are as they were and so is what stands in the way."""
        from sopkit.lang import text

        if is_new or state != self._told or not self._version:
            self._version += 1
            words = tuple((name, text(f"build.live-{name}", self._console.language)) for name in _WORDS)
            self._server.tell(replace(state, version=self._version, words=words))
            self._told = state
        self._console.write(self._console.words("watch-serving", url=self._server.url))
        self._console.streams.stdout.flush()


def _state(result: BuildResult, console: Console) -> LiveState:
    """Return what the pages are told of a building."""
    from sopkit.lang import text
    from sopkit.report.wording import message
    from sopkit.site.server import LiveState

    faults = [("", explain_error(unread, console)) for unread in result.unread]
    for document in result.faulty:
        for finding in document.errors:
            words = message(finding, console.language)
            line = text("build.live-place", console.language, line=words.line)
            faults.append((f"{document.file}, {line}:", words.message))
    for undrawn in result.undrawn:
        faults.append((f"{undrawn.file}:", explain_error(undrawn.error, console)))
    title = text("build.live-title", console.language) if faults else ""
    return LiveState(title=title, faults=tuple(faults))


def _further(arguments: Namespace) -> list[str]:
    """Return the files that the settings and options name. Raises InvalidSettings."""
    settings = settings_for(arguments.folder)
    named = [
        settings.theme,
        settings.site.logo,
        settings.rules.baseline,
        settings.rules.profile,
        arguments.theme,
    ]
    files = [name for name in named if name is not None]
    folder = arguments.templates or settings.site.templates
    if folder is not None:
        from sopkit.resources import package_file

        names = {path.name for path in package_file("site", "templates").glob("*.html")} | {"own.css"}
        there = {path.name for path in Path(folder).glob("*")} if os.path.isdir(folder) else set()
        files += [str(Path(folder) / name) for name in sorted(names | there)]
    return files


@contextmanager
def _output(named: str | None) -> Iterator[Path]:
    """Give the folder for the pages; one that is not named is gone at the end."""
    if named is not None:
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="sopkit-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "pages"


@contextmanager
def _serving(output: Path, port: int, console: Console) -> Iterator[LiveServer]:
    """Serve a folder meanwhile. Raises UsageFault: the port cannot be used."""
    from sopkit.site.server import LiveServer

    try:
        server = LiveServer(output, port)
    except OSError as error:
        raise UsageFault("port-taken", port=port, reason=reason_of(error, console)) from error
    server.start()
    try:
        yield server
    finally:
        server.end()


def _port(words: str | None) -> int:
    """Return the port that was asked for, 0 for a free one. Raises UsageFault: there is no such port."""
    if words is None:
        return 0
    if not (words.isascii() and words.isdigit() and len(words) < 6 and 0 < int(words) < 65536):
        raise UsageFault("no-port", option="--port", value=words)
    return int(words)
