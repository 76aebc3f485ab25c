"""Where a command reads and writes, and in which language; the streams are handed in."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from sopkit.lang import text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Console", "Streams", "harmless", "json_bytes", "prepared"]

_COLOURS = "\x1b\\[(?:0|1|1;3[136])m"
"""The colours that findings are shown in; as others write them, they do no more than colour."""
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OBEYED_OR_COLOUR = re.compile(f"(?P<colour>{_COLOURS})|{_OBEYED.pattern}")


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

    @property
    def columns(self) -> int | None:
        """How many letters a line of the terminal holds; None where the output is no terminal."""
        if not self.streams.stdout.isatty():
            return None
        written = self.environment.get("COLUMNS", "")
        if written.isascii() and written.isdigit() and int(written[:6]) > 0:
            return int(written[:6])
        return shutil.get_terminal_size().columns

    def words(self, name: str, /, **blanks: object) -> str:
        """Return the words of `lang/*/cli.yaml` in the reader's language."""
        return text(f"cli.{name}", self.language, **blanks)

    def write(self, words: str) -> None:
        """Write text to standard output, with a line break at its end."""
        self.streams.stdout.write(_ended(harmless(words, colour=self.colour)))

    def write_error(self, words: str) -> None:
        """Write text to standard error, with a line break at its end, after all written before."""
        self.streams.stdout.flush()
        self.streams.stderr.write(_ended(harmless(words, colour=self.error_colour)))
        self.streams.stderr.flush()

    def complain(self, words: str) -> None:
        """Write to standard error why sopkit does not do what was asked."""
        self.write_error(f"sopkit: {words}")

    def write_json(self, written: str) -> None:
        """Write JSON to standard output as UTF-8, with the numbers of what a terminal would obey."""
        self.write_bytes(json_bytes(written))

    def write_bytes(self, data: bytes) -> None:
        """Write a file's bytes to standard output as they are; a stream of text gets them as UTF-8."""
        self.streams.stdout.flush()
        buffer = getattr(self.streams.stdout, "buffer", None)
        if buffer is None:
            self.streams.stdout.write(data.decode("utf-8"))
        else:
            buffer.write(data)
            buffer.flush()


def harmless(words: str, *, colour: bool = False) -> str:
    r"""Return text with the numbers of characters that a terminal would obey instead of showing them.

    Line feeds and tabs stay, and so do the colours of findings where asked for.

    >>> print(harmless("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    pattern = _OBEYED_OR_COLOUR if colour else _OBEYED
    return pattern.sub(_by_number, words)


def json_bytes(written: str) -> bytes:
    """Return JSON as UTF-8, with the numbers of what a terminal would obey."""
    escaped = _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return escaped.encode("utf-8", "backslashreplace")


def _by_number(match: re.Match[str]) -> str:
    if match.groupdict().get("colour"):
        return match[0]
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


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
