"""What `sopkit build` and `sopkit watch` have in common: their parameters, and what is told of a building."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sopkit.cli.command import ENGINE, THEME, Parameter
from sopkit.cli.inputs import NoSops, refuse_errors, settings_for
from sopkit.cli.parser import UsageFault
from sopkit.cli.problems import explain_error, reason_of
from sopkit.cli.theme import theme_of
from sopkit.errors import UnwritableFile
from sopkit.settings import load_settings

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from sopkit.cli.console import Console
    from sopkit.site import BuildResult, Progress

__all__ = ["PARAMETERS", "build_pages", "in_the_way", "refuse_file", "tell_faults"]

PARAMETERS = (
    ENGINE,
    THEME,
    Parameter("templates", ("--templates",), value="folder"),
    Parameter("jobs", ("--jobs",), value="count"),
)
_VALUES_BETWEEN = 200_000
"""Between two looks for garbage; a fifth to a quarter of the time of a small change at 5,000 SOPs."""
_MOST_JOBS = 61
"""Windows waits for no more processes at once. Source: `concurrent.futures` of Python."""


def build_pages(
    arguments: Namespace,
    output: Path,
    console: Console,
    *,
    keep_going: bool,
    check: bool = False,
    reading: Progress | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the pages of the folder that was named.

    Raises UsageFault: they cannot be written, an option has a value that it cannot have. Raises NoSops and as
    `sopkit.site.build` does.
    """
    from sopkit.site import build  # here, because it brings everything along

    source = Path(arguments.folder)
    settings = settings_for(arguments.folder)
    try:
        with _seldom_collected():
            result = build(
                source,
                output,
                language=arguments.lang or settings.site.language or console.language,
                engine=arguments.engine,
                theme=None if arguments.theme is None else theme_of(arguments.theme, None, ""),
                templates=None if arguments.templates is None else Path(arguments.templates),
                settings=load_settings,
                keep_going=keep_going,
                check=check,
                jobs=_jobs(arguments.jobs),
                reading=reading,
                progress=progress,
            )
    except UnwritableFile as error:
        raise UsageFault(
            "unwritable", path=error.path, reason=reason_of(error, console, writing=True)
        ) from error
    if not result.pages and not result.unread:
        raise NoSops(source)
    return result


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage less often: of the many values of a building nearly all stay until its end."""
    before = gc.get_threshold()
    gc.set_threshold(_VALUES_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def refuse_file(folder: str) -> None:
    """Stop where a file is named instead of the folder of the SOPs. Raises UsageFault."""
    if os.path.isfile(folder):
        raise UsageFault("folder-is-file", folder=folder)


def in_the_way(result: BuildResult, console: Console) -> str:
    """Return how many SOPs have no page, and why; empty where all have one."""
    kinds = (("faulty", result.faulty), ("not-drawn", result.undrawn), ("unread", result.unread))
    return ". ".join(console.words(f"build-{kind}", count=len(found)) for kind, found in kinds if found)


def tell_faults(result: BuildResult, console: Console) -> None:
    """Write what cannot be read, and the findings that keep SOPs from being drawn."""
    for unread in result.unread:
        console.complain(explain_error(unread, console))
    for document in result.faulty:
        refuse_errors(document, console)
    from sopkit.site.build import undrawn_words

    for undrawn in result.undrawn:
        reason = undrawn_words(undrawn.error, console.language)
        console.complain(console.words("build-undrawn", file=undrawn.file, reason=reason))


def _jobs(words: str | None) -> int:
    """Return how many processes are to draw. Raises UsageFault: this is no such number."""
    if words is None:
        return min(_processors(), _MOST_JOBS)
    if not (words.isascii() and words.isdigit() and len(words) < 8):
        raise UsageFault("no-count", option="--jobs", value=words)
    return max(1, min(int(words), _MOST_JOBS))


def _processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except (AttributeError, OSError):  # systems that do not tell
        return os.cpu_count() or 1
