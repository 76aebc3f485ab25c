"""How far the work is: a bar that fills while a person watches, or lines for a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopkit.cli.console import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from sopkit.cli.console import Console

__all__ = ["bar", "progress_bar", "progress_lines"]

_BAR_WIDTH = 24
_LINE_WIDTH = 79
_LEAST_STEP = 10
_MOST_LINES = 20
_CLEAR_LINE = "\r" + " " * _LINE_WIDTH + "\r"


def progress_bar(console: Console) -> Callable[[int, int, str], None] | None:
    """Return what to call after each piece of work; None where standard error is no terminal."""
    stream = console.streams.stderr
    if not stream.isatty():
        return None

    def show(done: int, total: int, name: str) -> None:
        count = console.words("build-progress", done=done, total=total)
        line = f"{bar(done, total)} {count}  {harmless(name)}"[:_LINE_WIDTH]
        stream.write(_CLEAR_LINE + (line if done < total else ""))
        stream.flush()

    return show


def progress_lines(console: Console) -> Callable[[int, int, str], None]:
    """Return what to call after each piece of work; it writes a line after every twentieth part of the work.

    Work of few pieces is not spoken of, nor is its end.
    """

    def tell(done: int, total: int, name: str) -> None:
        step = max(_LEAST_STEP, -(-total // _MOST_LINES))
        if done % step == 0 and done < total:
            console.write_error(console.words("build-line", done=done, total=total, name=name))

    return tell


def bar(done: int, total: int) -> str:
    """Draw how much is done.

    >>> bar(1, 4)
    '[######..................]'
    """
    filled = _BAR_WIDTH * done // total if total else _BAR_WIDTH
    return f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}]"
