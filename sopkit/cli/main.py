"""From the words of a command line to an exit code."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sopkit import __version__
from sopkit.cli.command import COMMANDS, GLOBALS, MAIN_PARAMETERS, MEANINGS, ExitCode, command_module
from sopkit.cli.console import Console
from sopkit.cli.inputs import settings_for
from sopkit.cli.language import asked_language, locale_language, system_locale
from sopkit.cli.parser import UsageFault, nearest, parse
from sopkit.cli.problems import exit_code, explain_error, explain_usage, reason_of
from sopkit.errors import InvalidSettings, SopkitError
from sopkit.lang import LANGUAGES

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from sopkit.cli.console import Streams

__all__ = ["main"]

_MAIN_FLAGS = tuple(flag for parameter in (*MAIN_PARAMETERS, *GLOBALS) for flag in parameter.flags)


@dataclass(frozen=True, slots=True)
class _Request:
    """What the words of a command line ask for."""

    command: str
    """Empty for sopkit itself."""
    arguments: Namespace

    @property
    def place(self) -> str | None:
        """The first file or folder it is about, beside which the settings are; None if it is about none."""
        paths = getattr(self.arguments, "paths", ()) or getattr(self.arguments, "sop_paths", ())
        named = (getattr(self.arguments, name, None) for name in ("file", "sop_file", "folder"))
        return paths[0] if paths else next((one for one in named if one), None)

    @property
    def needs_settings(self) -> bool:
        """Whether it is about an SOP, and not only about sopkit itself."""
        return self.place is not None and not self.arguments.help


def main(words: Sequence[str], streams: Streams, environment: Mapping[str, str]) -> int:
    """Follow a command line and return its exit code.

    Reads and writes the streams given; the environment decides language and colours.
    """
    console = Console(streams, environment, locale_language(environment, system_locale(sys.platform)))
    asked = asked_language(words)
    try:
        request = _request(tuple(words))
    except UsageFault as fault:
        _complain_of_words(fault, words, _speaking_somehow(console, asked, None))
        return ExitCode.WRONG_USE
    try:
        speaking = _speaking if request.needs_settings else _speaking_somehow
        console = speaking(console, asked, request.place)
        code = _perform(request, console)
        streams.stdout.flush()
    except UsageFault as fault:
        console.complain(explain_usage(fault, console))
        return ExitCode.WRONG_USE
    except SopkitError as error:
        console.complain(explain_error(error, console))
        return exit_code(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        console.complain(console.words("output-failed", reason=reason_of(error, console)))
        return ExitCode.WRONG_USE
    return code


def _request(words: tuple[str, ...]) -> _Request:
    """Return what is asked for. Raises UsageFault."""
    count = 0
    while count < len(words) and words[count].partition("=")[0] == "--lang":
        count += 1 if "=" in words[count] else 2
    before, rest = words[:count], words[count:]
    if not rest:
        return _Request("", parse(MAIN_PARAMETERS, before))
    if rest[0] in COMMANDS:
        return _Request(rest[0], parse(command_module(rest[0]).PARAMETERS, (*before, *rest[1:])))
    if rest[0] in _MAIN_FLAGS:
        return _Request("", parse(MAIN_PARAMETERS, words))
    raise _unknown_command(rest[0])


def _unknown_command(word: str) -> UsageFault:
    if word.startswith("-"):
        return UsageFault("unknown-option", suggestion=nearest(word, _MAIN_FLAGS), option=word)
    meant = nearest(word, (*COMMANDS, *MEANINGS))
    suggestion = MEANINGS.get(meant, meant) if meant else None
    if suggestion is None and os.path.exists(word):
        suggestion = f"sopkit check {word}"
    return UsageFault("unknown-command", suggestion=suggestion, command=word)


def _speaking(console: Console, asked: str | None, place: str | None) -> Console:
    """Return the console in the language asked for, else set, else the locale's. Raises InvalidSettings."""
    if asked in LANGUAGES:
        return replace(console, language=asked)
    return replace(console, language=settings_for(place).language or console.language)


def _speaking_somehow(console: Console, asked: str | None, place: str | None) -> Console:
    """Return the console for what has to do with no SOP, which faulty settings do not stop."""
    try:
        return _speaking(console, asked, place)
    except InvalidSettings:
        return console


def _perform(request: _Request, console: Console) -> int:
    if request.arguments.help:
        from sopkit.cli.help import help_page

        console.write(help_page(request.command, console.language))
        return ExitCode.NO_ERRORS
    if request.command:
        return command_module(request.command).run(request.arguments, console)
    if request.arguments.version:
        console.write(f"sopkit {__version__}")
        return ExitCode.NO_ERRORS
    from sopkit.cli.help import help_page

    console.write_error(help_page("", console.language))
    return ExitCode.WRONG_USE


def _complain_of_words(fault: UsageFault, words: Sequence[str], console: Console) -> None:
    """Say what is wrong, and where to read what is possible."""
    console.complain(explain_usage(fault, console))
    command = next((word for word in words if word in COMMANDS), None)
    written = f"sopkit {command} --help" if command else "sopkit --help"
    console.write_error(console.words("see-help", command=written))
