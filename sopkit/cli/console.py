"""Where a command reads and writes, and in which language; the streams are handed in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from sopkit.lang import text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Console", "Streams", "prepared"]


@dataclass(frozen=True, slots=True)
class Streams:
    """The three streams of a process."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO


@dataclass(frozen=True, slots=True)
class Console:
    """What a command needs of the world around it."""

    streams: Streams
    environment: Mapping[str, str]
    language: str
    """Of messages: `id` or `en`."""

    @property
    def colour(self) -> bool:
        """Whether findings on standard output may be coloured. Source: no-color.org."""
        return _is_coloured(self.streams.stdout, self.environment)

    @property
    def error_colour(self) -> bool:
        """Whether findings on standard error may be coloured."""
        return _is_coloured(self.streams.stderr, self.environment)

    def words(self, name: str, /, **blanks: object) -> str:
        """Return the words of `lang/*/cli.yaml` in the reader's language."""
        return text(f"cli.{name}", self.language, **blanks)

    def write(self, words: str) -> None:
        """Write text to standard output, with a line break at its end."""
        self.streams.stdout.write(_ended(words))

    def write_error(self, words: str) -> None:
        """Write text to standard error, with a line break at its end, after all written before."""
        self.streams.stdout.flush()
        self.streams.stderr.write(_ended(words))
        self.streams.stderr.flush()

    def complain(self, words: str) -> None:
        """Write to standard error why sopkit does not do what was asked."""
        self.write_error(f"sopkit: {words}")

    def write_bytes(self, data: bytes) -> None:
        """Write a file's bytes to standard output as they are; a stream of text gets them as UTF-8."""
        self.streams.stdout.flush()
        buffer = getattr(self.streams.stdout, "buffer", None)
        if buffer is None:
            self.streams.stdout.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()


def prepared(streams: Streams, environment: Mapping[str, str]) -> Streams:
    """Make the streams of this process unable to fail for a character, and return them.

    What the encoding of a terminal lacks is written by its number. A pipe or a file gets UTF-8, unless
    PYTHONIOENCODING says otherwise.
    """
    for stream in (streams.stdout, streams.stderr):
        if isinstance(stream, io.TextIOWrapper):
            keeps_encoding = stream.isatty() or "PYTHONIOENCODING" in environment
            stream.reconfigure(encoding=None if keeps_encoding else "utf-8", errors="backslashreplace")
    if isinstance(streams.stdin, io.TextIOWrapper):
        streams.stdin.reconfigure(errors="replace")
    return streams


def _ended(words: str) -> str:
    return words if words.endswith("\n") or not words else words + "\n"


def _is_coloured(stream: TextIO, environment: Mapping[str, str]) -> bool:
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
