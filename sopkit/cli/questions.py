"""Questions in the terminal, one answer a line; answers may also come through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sopkit.cli.console import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sopkit.cli.console import Console

__all__ = ["NoMoreAnswers", "Questions"]

Value = TypeVar("Value")
_NOTHING = frozenset({"", "-", "\N{EN DASH}"})
"""Answers that say nothing; a dash is how forms write it."""


class NoMoreAnswers(Exception):
    """The input has ended before the last question was answered."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks on standard output and reads from standard input; words are those of `cli.new-*`."""

    console: Console

    def text(self, word: str, **blanks: object) -> str | None:
        """Return the answer to one question, with single spaces; None for an empty line or a lone dash.

        Raises NoMoreAnswers.
        """
        streams = self.console.streams
        streams.stdout.write(harmless(self.console.words(word, **blanks)) + " ")
        streams.stdout.flush()
        line = streams.stdin.readline()
        if not streams.stdin.isatty():
            self.console.write(line.rstrip("\n"))  # nobody has typed it here, so it is not yet to be seen
        if not line:
            raise NoMoreAnswers
        printable = "".join(letter if letter.isprintable() else " " for letter in line)
        answer = " ".join(printable.split())
        return None if answer in _NOTHING else answer

    def read(self, word: str, reader: Callable[[str], Value], refusal: str) -> Value | None:
        """Ask until an answer can be read; None for an empty line. `reader` raises ValueError for others."""
        while True:
            answer = self.text(word)
            if answer is None:
                return None
            try:
                return reader(answer)
            except ValueError:
                self.console.write(self.console.words(refusal, answer=answer))

    def lines(self, word: str) -> Iterator[str]:
        """Yield one answer after the other, until an empty line."""
        while (answer := self.text(word)) is not None:
            yield answer

    def choice(self, word: str, options: tuple[str, ...], refusal: str) -> int:
        """List the options with numbers, and return the position of the one chosen; Enter is the first."""
        for number, option in enumerate(options, 1):
            self.console.write(f"  {number}. {option}")

        def position(answer: str) -> int:
            number = int(answer) if answer.isascii() and answer.isdigit() else 0
            if not 1 <= number <= len(options):
                raise ValueError(answer)
            return number - 1

        return self.read(word, position, refusal) or 0
